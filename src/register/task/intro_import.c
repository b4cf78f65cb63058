/* Line by line: read (sheet), judged (domain), collected (store); then the whole of it. */
#include "register/task/intro_import.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/sheet/csv_read.h"
#include "register/domain/person_id.h"

enum { LINE_ARENA = 4 * 1024 * 1024 };

struct run {
    const struct intro_import_task *task;
    struct arena *arena, *line_arena; /* the latter emptied after each line */
    struct intro_import *import;
    struct intro_import_report *report;
    struct import_heading heading;
};

static void tell(const struct run *run, unsigned long line, const char *column, const char *message)
{
    struct intro_import_report *report = run->report;

    if (report->told_count < INTRO_IMPORT_TOLD)
        report->told[report->told_count++] =
            (struct intro_import_told){line, arena_copy(run->arena, column), arena_copy(run->arena, message)};
    report->problems++;
}

static void tell_all(const struct run *run, unsigned long line, const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++)
        tell(run, line, problems->items[i].field, problems->items[i].message);
}

static bool read_heading(struct run *run, struct csv_reader *reader)
{
    struct problems problems;
    struct csv_row row;

    problems_init(&problems, run->line_arena);
    if (!csv_reader_next(reader, run->line_arena, &row)) {
        tell(run, 1, "", "the file is empty: the first line holds the names of the columns");
        return false;
    }
    if (row.flaw != CSV_WHOLE) {
        tell(run, row.line, "", csv_flaw_text(row.flaw));
        return false;
    }
    import_heading_read(row.cells, row.count, &run->heading, &problems);
    tell_all(run, row.line, &problems);
    return problems.count == 0;
}

static enum store_result take_row(const struct run *run, const struct csv_row *row)
{
    const struct intro_import_task *task = run->task;
    char person_id[PERSON_ID_TEXT] = "";
    struct problems problems;
    struct import_line line;

    if (row->flaw != CSV_WHOLE) {
        tell(run, row->line, "", csv_flaw_text(row->flaw));
        return STORE_OK;
    }
    if (import_line_is_empty(row->cells, row->count))
        return STORE_OK;
    problems_init(&problems, run->line_arena);
    import_line_read(&task->rules, run->line_arena, &run->heading, row->cells, row->count, &line, &problems);
    tell_all(run, row->line, &problems);
    if (line.kind == IMPORT_PERSON && line.values[IMPORT_DUF])
        person_id_make(task->person_key, task->person_key_size, PERSON_ID_DUF, line.values[IMPORT_DUF], person_id);
    return intro_import_add(run->import, row->line, &line, *person_id ? person_id : NULL, problems.count > 0);
}

static enum store_result collect(const struct run *run, struct csv_reader *reader)
{
    enum store_result result = STORE_OK;
    struct csv_row row = {0};

    while (result == STORE_OK && csv_reader_next(reader, run->line_arena, &row)) {
        if (row.line > INTRO_IMPORT_LINES_MOST) {
            tell(run, row.line, "", "the file has more than 1 000 000 lines: from here on it was not read");
            break;
        }
        result = take_row(run, &row);
        arena_reset(run->line_arena);
    }
    return result == STORE_OK ? intro_import_collected(run->import) : result;
}

static const char *trouble_text(struct arena *arena, const struct intro_import_problem *problem)
{
    switch (problem->trouble) {
    case INTRO_IMPORT_NO_MUNICIPALITY:
        return "no municipality has this number";
    case INTRO_IMPORT_NO_DISTRICT:
        return "the municipality has no district of this number";
    case INTRO_IMPORT_TWICE:
        return arena_printf(arena, "says again what line %lu says", problem->other);
    case INTRO_IMPORT_NO_PERSON:
        return "that municipality has no such person, in the file or in the register";
    case INTRO_IMPORT_NO_BASIS:
        return "a termination needs a decision on a programme that holds, and by integreringsloven a goal";
    case INTRO_IMPORT_EARLY:
        return "the termination is before oppstartsdato";
    case INTRO_IMPORT_LATE:
        return "the termination is after the programme's deadline";
    case INTRO_IMPORT_UNDECIDED:
        return "the termination is before the decision on the programme";
    case INTRO_IMPORT_ENDLESS:
        return "the decision is of before the person's law, which gives no deadline then: fill in gjennomforingsfrist, or correct the date";
    case INTRO_IMPORT_TROUBLES:
        break;
    }
    assert(!"no such trouble");
    return "";
}

static const char *trouble_column(enum intro_import_trouble trouble)
{
    switch (trouble) {
    case INTRO_IMPORT_NO_MUNICIPALITY:
        return import_column_name(IMPORT_MUNICIPALITY);
    case INTRO_IMPORT_NO_DISTRICT:
        return import_column_name(IMPORT_DISTRICT);
    case INTRO_IMPORT_NO_PERSON:
        return import_column_name(IMPORT_DUF);
    case INTRO_IMPORT_EARLY:
    case INTRO_IMPORT_LATE:
    case INTRO_IMPORT_UNDECIDED:
        return import_column_name(IMPORT_END_DATE);
    case INTRO_IMPORT_ENDLESS:
        return import_column_name(IMPORT_DECISION_DATE);
    default:
        return "";
    }
}

static int by_line(const void *a, const void *b)
{
    const struct intro_import_told *first = a, *second = b;

    return (first->line > second->line) - (first->line < second->line);
}

/* Both lists are cut at the same number of problems: so the first of both together are the first of all. */
static void tell_troubles(const struct run *run, const struct intro_import_problems *problems)
{
    struct intro_import_report *report = run->report;
    size_t own = report->told_count, all = own + problems->count;
    struct intro_import_told *merged = arena_alloc_many(run->arena, all + 1, sizeof *merged);

    for (size_t i = 0; i < all; i++)
        merged[i] = i < own ? report->told[i]
                            : (struct intro_import_told){problems->items[i - own].line,
                                                         trouble_column(problems->items[i - own].trouble),
                                                         trouble_text(run->arena, &problems->items[i - own])};
    qsort(merged, all, sizeof *merged, by_line);
    report->told_count = all < INTRO_IMPORT_TOLD ? all : INTRO_IMPORT_TOLD;
    for (size_t i = 0; i < report->told_count; i++)
        report->told[i] = merged[i];
    report->problems += problems->total;
}

/* A termination is held against the rest of what is in the file once there is nothing else wrong with it. */
static enum store_result judge_and_apply(const struct run *run)
{
    struct intro_import_problems problems = {
        .items = arena_alloc_many(run->arena, INTRO_IMPORT_TOLD, sizeof *problems.items),
        .capacity = INTRO_IMPORT_TOLD,
    };
    enum store_result result = intro_import_judge(run->import, run->arena, &problems);

    if (result == STORE_OK && problems.total == 0 && run->report->problems == 0)
        result = intro_import_apply(run->import, run->arena, &problems, &run->report->counts);
    tell_troubles(run, &problems);
    return result;
}

enum store_result intro_import_run(const struct intro_import_task *task, struct arena *arena, FILE *in,
                                   struct intro_import_report *report_out)
{
    struct run run = {.task = task, .arena = arena, .line_arena = arena_new(LINE_ARENA), .report = report_out};
    struct csv_reader *reader = csv_reader_new(arena, in);
    enum store_result result = intro_import_begin(task->store, arena, &run.import);

    *report_out = (struct intro_import_report){0};
    if (result == STORE_OK && read_heading(&run, reader))
        result = collect(&run, reader);
    report_out->unreadable = csv_reader_failed(reader);
    if (result == STORE_OK && run.heading.count > 0 && !report_out->unreadable)
        result = judge_and_apply(&run);
    arena_free(&run.line_arena);
    return result;
}
