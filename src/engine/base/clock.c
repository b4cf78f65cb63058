/* The time now, and stored instants as Norwegian wall time. */
#include "engine/base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CLOCK_UTC_SIZE = 20 };

#define ZONE "Europe/Oslo"
/* The same rules since 1996, for a machine without the time zone files. */
#define ZONE_RULE "CET-1CEST,M3.5.0,M10.5.0/3"

void clock_init(void)
{
    bool known = access("/usr/share/zoneinfo/" ZONE, R_OK) == 0;
    setenv("TZ", known ? ZONE : ZONE_RULE, 1);
    tzset();
}

struct date clock_today(void)
{
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return (struct date){(short)(local.tm_year + 1900), (signed char)(local.tm_mon + 1), (signed char)local.tm_mday};
}

static long long clock_read(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

long long clock_now_micro(void)
{
    return clock_read(CLOCK_REALTIME);
}

long long clock_monotonic_micro(void)
{
    return clock_read(CLOCK_MONOTONIC);
}

void clock_pause(long long micro)
{
    const struct timespec time = {.tv_sec = micro / 1000000, .tv_nsec = micro % 1000000 * 1000};

    nanosleep(&time, NULL);
}

static bool clock_is_fraction(const char *text)
{
    return text[0] == '\0' || (text[0] == '.' && text[1 + strspn(text + 1, "0123456789")] == '\0');
}

/* `count` digits at *at, and `after` behind them; goes on behind both. */
static bool clock_take(const char **at, int count, char after, int *number_out)
{
    int number = 0;
    for (int i = 0; i < count; i++, ++*at) {
        if (**at < '0' || **at > '9') {
            return false;
        }
        number = number * 10 + (**at - '0');
    }
    *number_out = number;
    if (after == '\0') {
        return true;
    }
    return *(*at)++ == after;
}

static bool clock_is_time(const struct tm *time)
{
    return time->tm_hour < 24 && time->tm_min < 60 && time->tm_sec <= 60;
}

/* The stored text, "yyyy-mm-dd hh:mm:ss" with or without a fraction, as an instant; false where it is none. */
static bool clock_read_instant(const char *utc, time_t *instant_out)
{
    struct tm time = {.tm_isdst = 0};
    if (utc == NULL || !clock_take(&utc, 4, '-', &time.tm_year) || !clock_take(&utc, 2, '-', &time.tm_mon) ||
        !clock_take(&utc, 2, ' ', &time.tm_mday) || !clock_take(&utc, 2, ':', &time.tm_hour) ||
        !clock_take(&utc, 2, ':', &time.tm_min) || !clock_take(&utc, 2, '\0', &time.tm_sec)) {
        return false;
    }
    if (!clock_is_fraction(utc) || !clock_is_time(&time) || !date_is_valid(time.tm_year, time.tm_mon, time.tm_mday)) {
        return false;
    }
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    *instant_out = timegm(&time);
    return true;
}

/* The same in local time. */
static bool clock_read_utc(const char *utc, struct tm *local_out)
{
    time_t instant = 0;
    return clock_read_instant(utc, &instant) && localtime_r(&instant, local_out) != NULL;
}

long long clock_seconds_since(const char *utc)
{
    time_t instant = 0;
    if (!clock_read_instant(utc, &instant)) {
        return -1;
    }
    long long seconds = (long long)time(NULL) - (long long)instant;
    return seconds > 0 ? seconds : 0;
}

const char *clock_show_minute(struct arena *arena, const char *utc)
{
    struct tm local;
    if (!clock_read_utc(utc, &local)) {
        return "";
    }
    return arena_printf(arena, "%02d.%02d.%04d kl. %02d.%02d", local.tm_mday, local.tm_mon + 1, local.tm_year + 1900,
                        local.tm_hour, local.tm_min);
}

const char *clock_show_second(struct arena *arena, const char *utc)
{
    struct tm local;
    if (!clock_read_utc(utc, &local)) {
        return "";
    }
    return arena_printf(arena, "%s.%02d", clock_show_minute(arena, utc), local.tm_sec);
}

struct date clock_date(const char *utc)
{
    struct tm local;
    if (!clock_read_utc(utc, &local)) {
        return DATE_NONE;
    }
    return (struct date){(short)(local.tm_year + 1900), (signed char)(local.tm_mon + 1), (signed char)local.tm_mday};
}

const char *clock_show_date(struct arena *arena, const char *utc)
{
    char *text = arena_alloc(arena, DATE_TEXT_SIZE);
    date_format_norwegian(clock_date(utc), text);
    return text;
}

const char *clock_show_internet(struct arena *arena, const char *utc)
{
    static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t instant = 0;
    struct tm time;
    if (!clock_read_instant(utc, &instant) || gmtime_r(&instant, &time) == NULL) {
        return "";
    }
    return arena_printf(arena, "%s, %02d %s %04d %02d:%02d:%02d +0000", days[time.tm_wday], time.tm_mday,
                        months[time.tm_mon], time.tm_year + 1900, time.tm_hour, time.tm_min, time.tm_sec);
}

static const char *clock_stored(struct arena *arena, time_t instant)
{
    char *text = arena_alloc(arena, CLOCK_UTC_SIZE);
    struct tm utc;

    gmtime_r(&instant, &utc);
    (void)strftime(text, CLOCK_UTC_SIZE, "%Y-%m-%d %H:%M:%S", &utc);
    return text;
}

const char *clock_now_utc(struct arena *arena)
{
    return clock_stored(arena, time(NULL));
}

const char *clock_utc_of(struct arena *arena, struct date date, int minute)
{
    struct tm local = {.tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day, .tm_min = minute, .tm_isdst = -1};

    return clock_stored(arena, mktime(&local));
}
