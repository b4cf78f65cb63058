/* `jobbsjanse demo --participants N [--seed S]`: loads fictional users and participants. */
#ifndef COMMAND_COMMAND_DEMO_H
#define COMMAND_COMMAND_DEMO_H

#include "command/command.h"

/* The logins' password is taken from the environment's DEMO_PASSWORD. Refused where the installation does not allow
 * synthetic numbers. What was done is on standard output, why not on standard error. */
command_function command_demo;

#endif
