/* How the report's persons are distributed over goal-attainment groups. */
#include "register/page/introduksjon/report_chart.h"

#include "engine/view/worded.h"
#include "register/page/show.h"

static void count_cause(struct report_groups *groups, const struct report_selection *selection,
                        const struct intro_report_cause *cause)
{
    const struct codebook_code *code = codebook_find_code(selection->query.causes, cause->code);

    if (code && code->counted_as)
        groups->items[code->counted_as - selection->query.reg->classes].count += cause->count;
}

struct report_groups report_groups_of(struct arena *arena, const struct report_selection *selection,
                                      const struct intro_report_causes *causes)
{
    const struct codebook_register *reg = selection->query.reg;
    struct report_groups groups = {.items = arena_alloc_many(arena, reg->class_count + 1, sizeof *groups.items),
                                   .count = reg->class_count};

    for (size_t i = 0; i < reg->class_count; i++)
        groups.items[i] = (struct distribution_group){.title = wording_shown(reg->classes[i].title),
                                                      .counted = reg->classes[i].counted};
    for (size_t i = 0; i < causes->count; i++)
        count_cause(&groups, selection, &causes->items[i]);
    return groups;
}

/* The bar's length in hundredths of the whole chart, for an attribute: with a point, whatever the language. */
static const char *length_of(struct arena *arena, unsigned long part, unsigned long whole)
{
    unsigned long hundredths = whole == 0 ? 0 : (part * 20000 + whole) / (2 * whole);

    return arena_printf(arena, "%lu.%02lu", hundredths / 100, hundredths % 100);
}

void report_chart_fill(struct visit *visit, struct values *page, const struct report_groups *groups)
{
    struct arena *arena = visit->arena;
    unsigned long whole = distribution_counted(groups->items, groups->count);
    struct values *chart = values_section(page, "CHART");

    for (size_t i = 0; i < groups->count; i++) {
        const struct distribution_group *group = &groups->items[i];
        struct values *bar;

        if (!group->counted)
            continue;
        bar = values_section(chart, "BAR");
        worded_set(bar, "BAR_TITLE", visit->reg->classes[i].title);
        values_set(bar, "BAR_COUNT", show_count(arena, group->count));
        values_set(bar, "BAR_SHARE", distribution_percent(arena, group->count, whole));
        values_set(bar, "BAR_LENGTH", length_of(arena, group->count, whole));
    }
    values_set(chart, "COUNTED", show_count(arena, whole));
    values_set(chart, "LEFT_OUT", show_count(arena, distribution_left_out(groups->items, groups->count)));
}
