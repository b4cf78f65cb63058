/* A line of the exchange file, cell by cell. */
#include "register/domain/introduksjon/import_line.h"

#include <assert.h>
#include <string.h>

#include "engine/answer/answer.h"
#include "engine/base/decimal.h"
#include "engine/base/text.h"
#include "register/domain/introduksjon/deadline.h"
#include "register/domain/introduksjon/duf.h"
#include "register/domain/introduksjon/import_column.h"
#include "register/domain/introduksjon/rule_engine.h"

enum { YEARS_AHEAD = 20 };

struct reading {
    const struct import_rules *rules;
    struct arena *arena;
    struct problems *problems;
    struct import_line *line;
};

static const char *const kind_names[IMPORT_KINDS] = {"person", "vedtak", "sluttmal", "avslutning"};

const char *import_kind_name(enum import_kind kind)
{
    assert(kind < IMPORT_KINDS);
    return kind_names[kind];
}

/* NULL, having told why: what a caller returns for a cell that says nothing. */
static const char *refuse(const struct reading *reading, enum import_column column, const char *why)
{
    problems_add(reading->problems, import_columns[column].name, why);
    return NULL;
}

static const char *read_duf(const struct reading *reading, enum import_column column, const char *cell)
{
    char *digits = arena_alloc(reading->arena, DUF_SIZE);

    switch (duf_read(cell, digits)) {
    case DUF_ACCEPTED:
    case DUF_WRONG_CHECK: /* judged when the line is read: a person's line may confirm it */
        return digits;
    default:
        return refuse(reading, column, "a DUF number is 12 digits, and the cell a text: spreadsheets make 2,099E+11 of a number");
    }
}

static const char *read_yes_no(const struct reading *reading, enum import_column column, const char *cell)
{
    if (text_equal(cell, "ja"))
        return "1";
    return text_equal(cell, "nei") ? "0" : refuse(reading, column, "write ja or nei");
}

static const char *read_place(const struct reading *reading, enum import_column column, const char *cell)
{
    size_t length = strlen(cell), most = (size_t)import_columns[column].most;

    if (strspn(cell, "0123456789") != length || (length != most && length != most - 1))
        return refuse(reading, column, arena_printf(reading->arena, "write a number of %zu digits", most));
    return length == most ? cell : arena_printf(reading->arena, "0%s", cell);
}

static const char *read_text(const struct reading *reading, enum import_column column, const char *cell)
{
    int most = import_columns[column].most;
    const char *text = text_squeeze(reading->arena, cell);

    if (text_length(text) > (size_t)most)
        return refuse(reading, column, arena_printf(reading->arena, "the text is longer than %d characters", most));
    return text;
}

static const struct codebook_variable *variable_of(const struct reading *reading, enum import_column column)
{
    const struct codebook_variable *variable = codebook_find_variable(reading->rules->reg, import_columns[column].name);

    assert(variable || import_columns[column].type == IMPORT_TYPE_DATE); /* facts are no answers */
    return variable;
}

static const char *read_code(const struct reading *reading, enum import_column column, const char *cell)
{
    const struct codebook_code *code = NULL;
    long long number;

    if (text_to_integer(cell, 0, CODEBOOK_CODE_MOST, &number))
        code = codebook_find_code(variable_of(reading, column), (int)number);
    if (!code)
        return refuse(reading, column, "the codebook has no such code");
    if (code->computed || !code->offered)
        return refuse(reading, column, "this code is the rule engine's alone");
    return arena_printf(reading->arena, "%d", code->number);
}

static bool must_be_past(const struct codebook_variable *variable)
{
    for (size_t i = 0; variable && i < variable->rule_count; i++)
        if (variable->rules[i].kind == CODEBOOK_NOT_FUTURE && !variable->rules[i].warning)
            return true;
    return false;
}

/* dd.mm.yyyy or yyyy-mm-dd, with all their digits: a file does not mean what a hurried typist means. */
static bool parse_date(const char *cell, struct date *date_out)
{
    size_t dotted = strspn(cell, "0123456789.");

    if (date_parse_iso(cell, date_out))
        return true;
    return strlen(cell) == 10 && dotted == 10 && cell[2] == '.' && cell[5] == '.' &&
           date_parse_typed(cell, DATE_NONE, date_out);
}

static const char *read_date(const struct reading *reading, enum import_column column, const char *cell)
{
    struct date today = reading->rules->today, date;
    char text[DATE_TEXT_SIZE];

    if (!parse_date(cell, &date))
        return refuse(reading, column, "write a date as dd.mm.yyyy or yyyy-mm-dd");
    if (date_compare(date, deadline_first_day()) < 0)
        return refuse(reading, column, "the date is before 01.09.2003, when the first law on the programme came into force");
    if (date.year > today.year + YEARS_AHEAD)
        return refuse(reading, column, "the year cannot be right");
    if ((column == IMPORT_DEAD || column == IMPORT_REOPENED || must_be_past(variable_of(reading, column))) && date_compare(date, today) > 0)
        return refuse(reading, column, "the date is in the future");
    date_format_iso(date, text);
    return arena_copy(reading->arena, text);
}

static const char *read_number(const struct reading *reading, enum import_column column, const char *cell)
{
    int most = import_columns[column].most;
    long long number;

    if (!text_to_integer(cell, 0, most, &number))
        return refuse(reading, column, arena_printf(reading->arena, "write a whole number from 0 to %d", most));
    return arena_printf(reading->arena, "%lld", number);
}

static const char *read_hours(const struct reading *reading, enum import_column column, const char *cell)
{
    const struct codebook_variable *variable = variable_of(reading, column);
    long long number;

    if (!decimal_read(cell, variable->decimals, variable->least, variable->most, &number))
        return refuse(reading, column, "write hours a week as 30 or 37,5: above 0, at most 168, one decimal");
    return arena_printf(reading->arena, "%lld", number);
}

/* The facts that may have come to be known after a reopening. */
static const struct late_fact {
    enum computed_cause cause;
    enum import_column column;
} late_facts[] = {
    {COMPUTED_EMIGRATED, IMPORT_EMIGRATED},
    {COMPUTED_MOVED, IMPORT_MOVED},
    {COMPUTED_NOT_IN_CATEGORY, IMPORT_OUT_OF_CATEGORY},
};
enum { LATE_FACTS = sizeof late_facts / sizeof *late_facts };

static bool is_late_fact(const char *name)
{
    for (size_t i = 0; i < LATE_FACTS; i++)
        if (text_equal(name, computed_cause_name(late_facts[i].cause)))
            return true;
    return false;
}

static const char *read_late_facts(const struct reading *reading, enum import_column column, const char *cell)
{
    const char *names = "";

    for (const char *rest = text_squeeze(reading->arena, cell); *rest; rest += strspn(rest, " ")) {
        size_t length = strcspn(rest, " ");
        const char *name = arena_copy_n(reading->arena, rest, length);

        if (!is_late_fact(name))
            return refuse(reading, column, "write utvandret, flyttet or ikke_i_kategori; several with blanks between");
        names = arena_printf(reading->arena, "%s%s%s", names, *names ? "," : "", name);
        rest += length;
    }
    return names;
}

static const char *read_cell(const struct reading *reading, enum import_column column, const char *cell)
{
    switch (import_columns[column].type) {
    case IMPORT_TYPE_KIND:
        return kind_names[reading->line->kind];
    case IMPORT_TYPE_DUF:
        return read_duf(reading, column, cell);
    case IMPORT_TYPE_YES_NO:
        return read_yes_no(reading, column, cell);
    case IMPORT_TYPE_PLACE:
        return read_place(reading, column, cell);
    case IMPORT_TYPE_TEXT:
        return read_text(reading, column, cell);
    case IMPORT_TYPE_CODE:
        return read_code(reading, column, cell);
    case IMPORT_TYPE_DATE:
        return read_date(reading, column, cell);
    case IMPORT_TYPE_NUMBER:
        return read_number(reading, column, cell);
    case IMPORT_TYPE_HOURS:
        return read_hours(reading, column, cell);
    case IMPORT_TYPE_SINCE:
        break;
    }
    return reading->line->kind == IMPORT_DECISION ? read_yes_no(reading, column, cell) : read_late_facts(reading, column, cell);
}

static void take_cell(const struct reading *reading, enum import_column column, const char *cell)
{
    char use = import_columns[column].use[reading->line->kind];
    const char *kind = kind_names[reading->line->kind];

    if (text_is_empty(cell)) {
        if (use == '!')
            refuse(reading, column, arena_printf(reading->arena, "must be filled in on a line of kind %s", kind));
    } else if (use == ' ') {
        refuse(reading, column, arena_printf(reading->arena, "must be empty on a line of kind %s", kind));
    } else {
        reading->line->values[column] = read_cell(reading, column, cell);
    }
}

static bool find_kind(const char *name, enum import_kind *kind_out)
{
    for (enum import_kind kind = 0; kind < IMPORT_KINDS; kind++) {
        if (text_equal(name, kind_names[kind])) {
            *kind_out = kind;
            return true;
        }
    }
    return false;
}

static const char *cell_of(const struct import_heading *heading, const char *const *cells, enum import_column column)
{
    for (size_t i = 0; i < heading->count; i++)
        if (heading->columns[i] == column)
            return cells[i];
    return "";
}

/* A wrong check is a mistake, until the line says that it is not (domain.md 1.6). */
static void judge_duf(const struct reading *reading)
{
    const char *typed = reading->line->values[IMPORT_DUF];
    char digits[DUF_SIZE];

    if (reading->line->kind == IMPORT_PERSON && typed && !reading->rules->any_duf_check && duf_read(typed, digits) == DUF_WRONG_CHECK &&
        !text_equal(reading->line->values[IMPORT_DUF_CONFIRMED], "1"))
        refuse(reading, IMPORT_DUF, "the check digits are wrong; if the number is right, write ja in duf_bekreftet");
}

/* Hours are asked for where the codebook opens them: at causes that are work (requirement N2). */
static void judge_hours(const struct reading *reading)
{
    const struct codebook_variable *hours = variable_of(reading, IMPORT_END_HOURS);
    const struct answer_world world = {.today = reading->rules->today};
    const char *cause = reading->line->values[IMPORT_END_CAUSE], *given = reading->line->values[IMPORT_END_HOURS];
    struct answers *answers;
    bool asked;

    if (reading->line->kind != IMPORT_END || !cause)
        return;
    answers = answers_new(reading->arena, reading->rules->reg);
    answers_set_text(answers, import_columns[IMPORT_END_CAUSE].name, cause);
    asked = answer_state_of(answer_judge(reading->arena, answers, &world), hours)->lock == ANSWER_OPEN;
    if (asked && !given)
        refuse(reading, IMPORT_END_HOURS, "must be filled in where the cause is work");
    if (!asked && given)
        refuse(reading, IMPORT_END_HOURS, "must be empty where the cause is not work");
}

static void judge_reason(const struct reading *reading)
{
    if (reading->line->values[IMPORT_DEADLINE_REASON] && !reading->line->values[IMPORT_DEADLINE])
        refuse(reading, IMPORT_DEADLINE_REASON, "is the reason of a deadline: fill in gjennomforingsfrist too");
}

static void judge_late_facts(const struct reading *reading)
{
    const char *const *values = reading->line->values;
    bool named[COMPUTED_CAUSES];

    if (reading->line->kind != IMPORT_PERSON)
        return;
    computed_causes_named(values[IMPORT_SINCE], named);
    for (size_t i = 0; i < LATE_FACTS; i++)
        if (named[late_facts[i].cause] && !values[late_facts[i].column])
            refuse(reading, IMPORT_SINCE, arena_printf(reading->arena, "names %s: fill in %s too", computed_cause_name(late_facts[i].cause),
                                                       import_column_name(late_facts[i].column)));
}

bool import_line_is_empty(const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!text_is_empty(cells[i]))
            return false;
    return true;
}

bool import_line_read(const struct import_rules *rules, struct arena *arena, const struct import_heading *heading,
                      const char *const *cells, size_t count, struct import_line *line_out, struct problems *problems)
{
    const struct reading reading = {rules, arena, problems, line_out};
    size_t before = problems->count;

    *line_out = (struct import_line){.kind = IMPORT_PERSON};
    if (count != heading->count) {
        problems_add(problems, "",
                     arena_printf(arena, "the line has %zu cells, the heading %zu", count, heading->count));
        return false;
    }
    if (!find_kind(cell_of(heading, cells, IMPORT_RAD), &line_out->kind)) {
        refuse(&reading, IMPORT_RAD, "write person, vedtak, sluttmal or avslutning");
        return false;
    }
    for (size_t i = 0; i < count; i++)
        take_cell(&reading, heading->columns[i], cells[i]);
    judge_duf(&reading);
    judge_hours(&reading);
    judge_reason(&reading);
    judge_late_facts(&reading);
    return problems->count == before;
}
