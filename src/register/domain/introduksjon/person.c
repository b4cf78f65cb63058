/* A person's rows, and how she stands by them. */
#include "register/domain/introduksjon/person.h"

#include "engine/base/text.h"

const char *row_kind_name(enum row_kind kind)
{
    static const char *const names[ROW_KINDS] = {
        [ROW_DECISION] = "vedtak", [ROW_GOAL] = "sluttmal", [ROW_TERMINATION] = "avslutning"};

    return names[kind];
}

bool row_kind_named(const char *name, enum row_kind *kind_out)
{
    for (int kind = 0; kind < ROW_KINDS; kind++)
        if (text_equal(name, row_kind_name((enum row_kind)kind))) {
            *kind_out = (enum row_kind)kind;
            return true;
        }
    return false;
}

const struct person_row *person_row(const struct person *person, enum row_kind kind, unsigned long long id)
{
    for (size_t i = 0; i < person->row_count[kind]; i++)
        if (person->rows[kind][i].id == id)
            return &person->rows[kind][i];
    return NULL;
}

const struct person_row *person_end(const struct person *person)
{
    for (size_t i = 0; i < person->row_count[ROW_TERMINATION]; i++)
        if (!person->rows[ROW_TERMINATION][i].deleted_at)
            return &person->rows[ROW_TERMINATION][i];
    return NULL;
}

int person_code(const struct answers *answers, const char *name)
{
    const char *text = answers_get_named(answers, name)->text;
    long long number = 0;

    return text && text_to_integer(text, 0, CODEBOOK_CODE_MOST, &number) ? (int)number : 0;
}

static struct decision decision_of(const struct answers *answers, bool is_since)
{
    return (struct decision){
        .kind = (enum decision_kind)person_code(answers, "vedtakstype"),
        .result = (enum decision_result)person_code(answers, "vedtaksresultat"),
        .date = answer_date(answers_get_named(answers, "vedtaksdato")),
        .is_since = is_since,
    };
}

static struct goal_choice goal_of(const struct answers *answers)
{
    return (struct goal_choice){
        .goal = (enum goal)person_code(answers, "sluttmal"),
        .date = answer_date(answers_get_named(answers, "sluttmal_dato")),
    };
}

struct row_after {
    const struct answers *answers;
    bool is_since;
};

/* The rows of that kind that would stand, in the order of entry. */
static size_t rows_after(struct arena *arena, const struct person *person, const struct person_change *change,
                         enum row_kind kind, struct row_after **rows_out)
{
    struct row_after *rows = arena_alloc_many(arena, person->row_count[kind] + 1, sizeof *rows);
    bool is_new = change->kind == kind && change->answers && !person_row(person, kind, change->row);
    size_t count = 0;

    for (size_t i = 0; i < person->row_count[kind]; i++) {
        const struct person_row *row = &person->rows[kind][i];
        bool is_changed = change->kind == kind && change->row == row->id;
        const struct answers *answers = is_changed ? change->answers : row->answers;

        if (answers && !row->deleted_at)
            rows[count++] = (struct row_after){answers, is_changed || row->is_since};
    }
    if (is_new)
        rows[count++] = (struct row_after){change->answers, true};
    *rows_out = rows;
    return count;
}

struct programme person_after(struct arena *arena, const struct person *person, const struct person_change *change)
{
    struct programme after = person->programme;
    struct row_after *rows;
    size_t count = rows_after(arena, person, change, ROW_DECISION, &rows);
    struct decision *decisions = arena_alloc_many(arena, count + 1, sizeof *decisions);
    struct goal_choice *goals;

    for (size_t i = 0; i < count; i++)
        decisions[i] = decision_of(rows[i].answers, rows[i].is_since);
    programme_take_decisions(&after, decisions, count);
    count = rows_after(arena, person, change, ROW_GOAL, &rows);
    goals = arena_alloc_many(arena, count + 1, sizeof *goals);
    for (size_t i = 0; i < count; i++)
        goals[i] = goal_of(rows[i].answers);
    programme_take_goals(&after, goals, count);
    return after;
}
