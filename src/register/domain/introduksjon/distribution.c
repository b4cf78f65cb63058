/* How many there are of each goal-attainment group. */
#include "register/domain/introduksjon/distribution.h"

#include "engine/base/words.h"

const char *distribution_percent(struct arena *arena, unsigned long part, unsigned long whole)
{
    unsigned long hundredths = whole == 0 ? 0 : (part * 20000 + whole) / (2 * whole);

    return arena_printf(arena, "%lu,%02lu", hundredths / 100, hundredths % 100);
}

static unsigned long sum(const struct distribution_group *groups, size_t count, bool counted)
{
    unsigned long all = 0;

    for (size_t i = 0; i < count; i++)
        if (groups[i].counted == counted)
            all += groups[i].count;
    return all;
}

unsigned long distribution_counted(const struct distribution_group *groups, size_t count)
{
    return sum(groups, count, true);
}

unsigned long distribution_left_out(const struct distribution_group *groups, size_t count)
{
    return sum(groups, count, false);
}

const char *distribution_line(struct arena *arena, const struct distribution_group *groups, size_t count)
{
    unsigned long whole = distribution_counted(groups, count);
    const char *list = "", *left_out;

    for (size_t i = 0; i < count; i++)
        if (groups[i].counted)
            list = arena_printf(arena, "%s%s: %lu (%s %%), ", list, groups[i].title, groups[i].count,
                                distribution_percent(arena, groups[i].count, whole));
    left_out = arena_printf(arena, _("Inngår ikke i tallgrunnlag: %lu"), distribution_left_out(groups, count));
    return arena_printf(arena, _("Fordeling: %s"), arena_printf(arena, "%s%s", list, left_out));
}
