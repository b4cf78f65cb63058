/* Hours of work a week, as people type them (requirement N2). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_HOURS_H
#define REGISTER_DOMAIN_INTRODUKSJON_HOURS_H

#include <stdbool.h>

#include "engine/base/arena.h"

enum {
    HOURS_TENTHS_MOST = 168 * 10, /* a week has no more */
    HOURS_TENTHS_USUAL = 60 * 10  /* above this the user is asked whether it is right */
};

/* "37,5", "37.5" or "30": tenths of an hour, above 0 and at most HOURS_TENTHS_MOST, or false. One decimal at most. */
bool hours_read(const char *typed, int *tenths_out);

/* "37,5" */
const char *hours_show(struct arena *arena, int tenths);

#endif
