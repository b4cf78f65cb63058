/* The time now, in Norway, and stored instants as people read them. */
#ifndef ENGINE_BASE_CLOCK_H
#define ENGINE_BASE_CLOCK_H

#include "engine/base/arena.h"
#include "engine/base/date.h"

/* Sets the process to Norwegian time. Call once, before any other thread or child. */
void clock_init(void);
struct date clock_today(void); /* the date in Norway */
long long clock_now_micro(void);       /* microseconds since 1970, UTC */
long long clock_monotonic_micro(void); /* for measuring how long something takes */
void clock_pause(long long micro);     /* lets so much time pass, or less where a signal comes */
const char *clock_now_utc(struct arena *arena); /* "2026-11-20 12:01:02", as instants are stored */

/* Whole seconds from a stored instant until now, never below 0; -1 for NULL or what is unreadable. */
long long clock_seconds_since(const char *utc);
/* "2026-11-20 12:01:02.123456" (UTC, as stored) to Norwegian wall time. NULL or unreadable gives "". */
const char *clock_show_minute(struct arena *arena, const char *utc); /* "20.11.2026 kl. 13.01" */
const char *clock_show_second(struct arena *arena, const char *utc); /* "20.11.2026 kl. 13.01.02" */
const char *clock_show_date(struct arena *arena, const char *utc);   /* "20.11.2026" */
const char *clock_show_internet(struct arena *arena, const char *utc); /* "Fri, 20 Nov 2026 12:01:02 +0000": RFC 5322 */
struct date clock_date(const char *utc); /* its day in Norway; DATE_NONE for NULL or what is unreadable */
/* A wall time in Norway as it is stored, "2026-11-20 12:01:00"; of the hour that comes twice, the first. `minute` of that day,
 * 0 to 1440. */
const char *clock_utc_of(struct arena *arena, struct date date, int minute);

#endif
