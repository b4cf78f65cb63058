/* Times as people type them. */
#include "register/page/log/activity_time.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"

enum { MINUTES = 60, DAY = 24 * 60 };

static bool read_number(struct arena *arena, const char *text, size_t length, long long most, int *number_out)
{
    long long number = 0;
    bool good = length > 0 && strspn(text, "0123456789") >= length &&
                text_to_integer(arena_copy_n(arena, text, length), 0, most, &number);

    *number_out = (int)number;
    return good;
}

/* "13.00", "13:00", "9.05", "1300" or "13" as minutes of the day. */
static bool read_clock(struct arena *arena, const char *text, int *minute_out)
{
    size_t digits = strspn(text, "0123456789");
    size_t hours = digits == 4 ? 2 : digits;
    const char *rest = text + hours;
    int hour, minute = 0;

    if (digits == 0 || (digits > 2 && digits != 4) || !read_number(arena, text, hours, 23, &hour))
        return false;
    if (*rest == '.' || *rest == ':')
        rest++;
    if (*rest && (strlen(rest) != 2 || !read_number(arena, rest, 2, 59, &minute)))
        return false;
    *minute_out = hour * MINUTES + minute;
    return true;
}

/* The date's part, without "kl." behind it. */
static const char *before_clock(struct arena *arena, const char *text, size_t length)
{
    char *date = text_trim(arena, arena_copy_n(arena, text, length));
    size_t end = strlen(date);

    if (end > 0 && date[end - 1] == '.')
        end--;
    if (end > 2 && strncmp(date + end - 2, "kl", 2) == 0)
        return text_trim(arena, arena_copy_n(arena, date, end - 2));
    return date;
}

bool activity_time_read(struct arena *arena, const char *typed, bool is_end, const char **utc_out)
{
    const char *text = text_squeeze(arena, typed);
    const char *gap = strrchr(text, ' ');
    struct date date;
    int minute = 0;

    if (date_parse_typed(text, clock_today(), &date)) {
        *utc_out = clock_utc_of(arena, is_end ? date_add_days(date, 1) : date, 0);
        return true;
    }
    if (!gap)
        gap = strrchr(text, 'T');
    if (!gap || !read_clock(arena, gap + 1, &minute) ||
        !date_parse_typed(before_clock(arena, text, (size_t)(gap - text)), clock_today(), &date))
        return false;
    *utc_out = clock_utc_of(arena, date, minute + (is_end ? 1 : 0));
    return true;
}

bool activity_time_is_stored(const char *text)
{
    return date_is_set(clock_date(text));
}
