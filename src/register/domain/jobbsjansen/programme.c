/* The length of a programme in Norwegian. */
#include "register/domain/jobbsjansen/programme.h"

#include <stddef.h>

static const char *programme_join(struct arena *arena, const char *const *parts, int count)
{
    switch (count) {
    case 1:
        return parts[0];
    case 2:
        return arena_printf(arena, "%s og %s", parts[0], parts[1]);
    default:
        return arena_printf(arena, "%s, %s og %s", parts[0], parts[1], parts[2]);
    }
}

const char *programme_length(struct arena *arena, struct date start, struct date end, struct date today)
{
    if (!date_is_set(start)) {
        return "";
    }
    struct date_span span = date_span_between(start, date_is_set(end) ? end : today);
    const char *parts[3];
    int count = 0;
    if (span.years > 0) {
        parts[count++] = arena_printf(arena, "%d år", span.years);
    }
    if (span.months > 0) {
        parts[count++] = arena_printf(arena, "%d %s", span.months, span.months == 1 ? "måned" : "måneder");
    }
    if (span.days > 0 || count == 0) {
        parts[count++] = arena_printf(arena, "%d %s", span.days, span.days == 1 ? "dag" : "dager");
    }
    return programme_join(arena, parts, count);
}
