/* What the law makes of whoever an import has changed: her deadline, and whether the termination in the file can be. */
#include "register/store/intro_import_work.h"

#include <assert.h>

#include "engine/base/text.h"

enum { PAGE = 1000 };

static const char read_page[] =
    "SELECT p.participant_id, p.lov, p.oppstartsdato, p.deadline_set, p.days_off, p.is_extended, p.decided_on, p.sluttmal, "
    "p.ended_by, COALESCE(e.line, 0) AS line, e.avslutningsdato, COALESCE((SELECT MIN(v.line) FROM import_line v "
    "WHERE v.participant_id = p.participant_id AND v.rad = 'vedtak' AND v.vedtakstype = 1 AND v.vedtaksresultat = 1 "
    "AND v.vedtaksdato = p.decided_on), 0) AS decision_line FROM import_touched t JOIN intro_participant p USING (participant_id) "
    "LEFT JOIN import_line e ON e.participant_id = t.participant_id AND e.rad = 'avslutning' "
    "WHERE t.participant_id > ? ORDER BY t.participant_id LIMIT 1000";
static const char keep[] = "UPDATE intro_participant p JOIN import_deadline d USING (participant_id) "
                           "SET p.gjennomforingsfrist = d.frist WHERE NOT (p.gjennomforingsfrist <=> d.frist)";
static const char *const deadline_columns[] = {"participant_id", "frist"};

static struct date cell_date(const struct database_set *set, const struct database_row *row, const char *name)
{
    const char *text = store_cell(set, row, name);
    struct date date = DATE_NONE;

    if (text && !date_parse_iso(text, &date))
        assert(!"a date column that holds no date");
    return date;
}

static struct programme programme_of(const struct database_set *set, const struct database_row *row)
{
    return (struct programme){
        .law = store_cell_number(set, row, "lov") == 1 ? LAW_INTEGRERINGSLOVEN : LAW_INTRODUKSJONSLOVEN,
        .started = cell_date(set, row, "oppstartsdato"),
        .deadline_set = cell_date(set, row, "deadline_set"),
        .days_off = (int)store_cell_number(set, row, "days_off"),
        .is_extended = store_cell_number(set, row, "is_extended") != 0,
        .decided = cell_date(set, row, "decided_on"),
        .goal = (enum goal)store_cell_number(set, row, "sluttmal"),
        .end.by = text_equal(store_cell(set, row, "ended_by"), "municipality") ? ENDED_BY_MUNICIPALITY : ENDED_BY_NOBODY,
    };
}

static void judge_end(const struct programme *programme, struct date deadline, struct date end, unsigned long line,
                      struct intro_import_problems *problems)
{
    static const enum intro_import_trouble troubles[] = {
        [END_WITHOUT_BASIS] = INTRO_IMPORT_NO_BASIS,
        [END_AFTER_DEADLINE] = INTRO_IMPORT_LATE,
        [END_BEFORE_START] = INTRO_IMPORT_EARLY,
        [END_BEFORE_DECISION] = INTRO_IMPORT_UNDECIDED,
    };
    enum end_fault fault = programme_end_fault(programme, deadline, end);

    if (fault != END_FITS)
        intro_import_note(problems, line, 0, troubles[fault]);
}

static void settle_one(const struct database_set *set, const struct database_row *row, struct bulk *deadlines,
                       struct intro_import_problems *problems)
{
    const struct programme programme = programme_of(set, row);
    struct date deadline = programme_deadline(&programme);
    unsigned long line = (unsigned long)store_cell_number(set, row, "line");
    unsigned long decision_line = (unsigned long)store_cell_number(set, row, "decision_line");
    struct database_value *values = bulk_row(deadlines);
    char text[DATE_TEXT_SIZE];

    date_format_iso(deadline, text);
    values[0] = database_text(store_cell(set, row, "participant_id"));
    values[1] = database_text(date_is_set(deadline) ? arena_copy(deadlines->arena, text) : NULL);
    if (decision_line > 0 && programme_is_endless(&programme))
        intro_import_note(problems, decision_line, 0, INTRO_IMPORT_ENDLESS);
    if (line > 0)
        judge_end(&programme, deadline, cell_date(set, row, "avslutningsdato"), line, problems);
}

static enum database_result settle_page(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems,
                                        unsigned long long *after, size_t *count_out, const char **why_out)
{
    const char *from = arena_printf(arena, "%llu", *after);
    struct database_value value = database_text(from);
    struct database_answer answer;
    struct bulk deadlines;
    enum database_result result = database_ask(import->store->database, arena, read_page, &value, 1, PAGE, &answer, why_out);

    *count_out = result == DATABASE_OK ? answer.sets[0].row_count : 0;
    bulk_init(&deadlines, arena, "import_deadline", deadline_columns, 2);
    for (size_t i = 0; i < *count_out; i++)
        settle_one(&answer.sets[0], &answer.sets[0].rows[i], &deadlines, problems);
    if (*count_out > 0)
        *after = (unsigned long long)store_cell_number(&answer.sets[0], &answer.sets[0].rows[*count_out - 1], "participant_id");
    return result == DATABASE_OK ? bulk_send(&deadlines, import->store->database, why_out) : result;
}

enum database_result intro_import_settle(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems,
                                         const char **why_out)
{
    struct database_answer answer;
    enum database_result result = DATABASE_OK;
    struct arena *page = import->batch;
    unsigned long long after = 0;

    for (size_t count = PAGE; count == PAGE && result == DATABASE_OK; arena_reset(page))
        result = settle_page(import, page, problems, &after, &count, why_out);
    if (result == DATABASE_OK)
        result = database_ask(import->store->database, arena, keep, NULL, 0, 1, &answer, why_out);
    return result;
}
