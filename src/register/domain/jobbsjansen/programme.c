/* The length of a programme in words. */
#include "register/domain/jobbsjansen/programme.h"

#include <stddef.h>

#include "engine/base/words.h"

static const char *programme_join(struct arena *arena, const char *const *parts, int count)
{
    switch (count) {
    case 1:
        return parts[0];
    case 2:
        return arena_printf(arena, _("%s og %s"), parts[0], parts[1]);
    default:
        return arena_printf(arena, _("%s, %s og %s"), parts[0], parts[1], parts[2]);
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
        parts[count++] = arena_printf(arena, words_plural("%d år", "%d år", (unsigned long)span.years), span.years);
    }
    if (span.months > 0) {
        parts[count++] =
            arena_printf(arena, words_plural("%d måned", "%d måneder", (unsigned long)span.months), span.months);
    }
    if (span.days > 0 || count == 0) {
        parts[count++] = arena_printf(arena, words_plural("%d dag", "%d dager", (unsigned long)span.days), span.days);
    }
    return programme_join(arena, parts, count);
}
