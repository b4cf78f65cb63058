/* What the daemons that work queues have in common: they sleep until a signal comes, or until there may be work again. */
#ifndef COMMAND_DAEMON_H
#define COMMAND_DAEMON_H

#include <signal.h>

/* TERM, INT and HUP are taken from now on by daemon_wait alone; a reader that leaves ends nobody. */
void daemon_block_signals(sigset_t *signals_out);

/* The signal that comes within this time, or -1. */
int daemon_wait(const sigset_t *signals, unsigned milliseconds);

#endif
