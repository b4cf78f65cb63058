/* What the rows of the overview lack, as the database keeps it beside them. */
#include "register/page/participants/lacks.h"

#include "engine/base/words.h"

unsigned lacks_count(const struct overview_row *row)
{
    return (unsigned)__builtin_popcountll(row->gaps);
}

/* The next gate: the discharge for one who has ended, else the annual report (domain/jobbsjansen/gate). */
static const char *in_words(struct arena *arena, const struct overview_row *row, const char *title)
{
    unsigned count = lacks_count(row);

    if (row->avslutningsdato)
        return arena_printf(arena, words_plural("%u svar mangler før utskriving: %s",
                                                "%u svar mangler før utskriving: %s", count),
                            count, title);
    return arena_printf(arena, words_plural("%u svar mangler til årsrapporten: %s",
                                            "%u svar mangler til årsrapporten: %s", count),
                        count, title);
}

void lacks_fill(struct visit *visit, struct values *values, const struct overview_row *row, const char *title)
{
    struct values *cell = values_section(values, "LACKS_CELL");
    bool leads = row->gaps != 0 && overview_row_may_change(visit, row);
    struct values *lacks = values_section(cell, leads ? "LACKS" : "LACKS_ALONE");

    values_set_number(lacks, "LACKS_COUNT", lacks_count(row));
    if (leads)
        values_set(lacks, "LACKS_TITLE", in_words(visit->arena, row, title));
}
