/* Times as people type them: a date, and a time of day or not, in Norway (requirements L2, P16). */
#ifndef REGISTER_PAGE_LOG_ACTIVITY_TIME_H
#define REGISTER_PAGE_LOG_ACTIVITY_TIME_H

#include <stdbool.h>

#include "engine/base/arena.h"

/* "20.11.2026", "20.11.26 kl. 13.00", "2026-11-20 13:00", "201126 1300" as it is stored. As an end: that day, or that minute,
 * is in it, and what comes out is the first instant after. */
bool activity_time_read(struct arena *arena, const char *typed, bool is_end, const char **utc_out);

/* "2026-11-20 12:01:02.123456", every part of it within its bounds? */
bool activity_time_is_stored(const char *text);

#endif
