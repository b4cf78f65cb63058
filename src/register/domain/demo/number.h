/* Synthetic identity numbers of women, distinct for each participant. */
#ifndef REGISTER_DOMAIN_DEMO_NUMBER_H
#define REGISTER_DOMAIN_DEMO_NUMBER_H

#include "engine/base/date.h"
#include "register/domain/demo/demo.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"

/* She turns 20 to 55 this year. A few have D-numbers. The same the whole year through. */
void demo_number(const struct demo *demo, unsigned long n, char digits_out[FODSELSNUMMER_SIZE],
                 struct date *born_out);

#endif
