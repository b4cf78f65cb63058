/* The whole overview, and the whole dataset, a row at a time in constant memory. */
#include <limits.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/store/branch.h"
#include "register/store/order.h"
#include "register/store/overview.h"
#include "register/store/overview_row.h"

bool overview_sorts(const struct overview_query *query)
{
    unsigned listed = query->statuses & ~(unsigned)OVERVIEW_UTSKREVET;
    bool mixed = listed != 0 && listed != query->statuses;

    return query->order.column != OVERVIEW_BY_CHANGE || query->scope_count != 1 || mixed;
}

enum store_result overview_rows_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                                       const char *columns, stream_taker *take, void *context, bool *whole_out)
{
    struct branches branches;

    branches_init(&branches, arena);
    branches_add(&branches, query, arena_printf(arena, "%s%s", columns, order_columns(arena, query)), "");
    buffer_add_text(&branches.sentence.sql, order_by(arena, query));
    return stream_sentence(store, &branches.sentence, "overview-stream", take, context, whole_out);
}

struct overview_take {
    overview_taker *take;
    void *taker;
};

static bool take_overview_row(void *context, struct arena *row_arena, const struct database_row *row)
{
    const struct overview_take *overview = context;
    struct overview_row made = overview_row_of(row->values);

    return overview->take(overview->taker, row_arena, &made);
}

enum store_result overview_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                                  overview_taker *take, void *taker, bool *whole_out)
{
    struct overview_take overview = {take, taker};

    return overview_rows_stream(store, arena, query, overview_row_columns, take_overview_row, &overview, whole_out);
}

struct dataset_take {
    dataset_taker *take;
    void *taker;
    struct answers *answers; /* of the row; they point into it, and at `codes` */
    const struct codebook_variable **columns; /* one per column from COLUMN_FIRST on */
    size_t column_count;
    const struct codebook_variable **choices; /* by name, as they stand in the column */
    size_t choice_count;
    int *codes;
};

/* Before the codebook's columns stand her number, and all choices as one text (choices_of in sql/routine). */
enum { COLUMN_ID, COLUMN_CHOICES, COLUMN_FIRST };
/* Two letters a code at least, in a column of 4000. */
enum { CODES_AT_MOST = 2000 };

static bool is_column(const struct codebook_variable *variable)
{
    return variable->type != CODEBOOK_CODES && variable->type != CODEBOOK_GROUP && !variable->group;
}

static const char *dataset_columns(struct arena *arena, struct dataset_take *dataset)
{
    const struct codebook_register *reg = dataset->answers->reg;
    struct buffer sql;

    buffer_init(&sql, arena, 64 * 1024);
    buffer_add_text(&sql, "p.participant_id, p.choices");
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];

        if (!is_column(variable))
            continue;
        dataset->columns[dataset->column_count++] = variable;
        if (text_equal(variable->name, "navn"))
            buffer_add_text(&sql, ", p.shown_name AS navn");
        else
            buffer_add_format(&sql, ", p.%s", variable->name);
    }
    return buffer_text(&sql);
}

static void find_choices(struct dataset_take *dataset)
{
    const struct codebook_register *reg = dataset->answers->reg;

    for (size_t i = 0; i < reg->variable_count; i++)
        if (reg->by_name[i]->type == CODEBOOK_CODES)
            dataset->choices[dataset->choice_count++] = reg->by_name[i];
}

/* The variable that begins "name:", looked for from *next on, where it stands nearly always. NULL: the codebook has it
 * no more. */
static const struct codebook_variable *choice_at(const struct dataset_take *dataset, const char *at, size_t length,
                                                 size_t *next)
{
    for (size_t i = 0; i < dataset->choice_count; i++) {
        size_t place = (*next + i) % dataset->choice_count;
        const struct codebook_variable *variable = dataset->choices[place];

        if (strncmp(variable->name, at, length) == 0 && variable->name[length] == '\0') {
            *next = place + 1;
            return variable;
        }
    }
    return NULL;
}

/* "1,3,99", up to what is no part of it. */
static const char *read_codes(const char *at, int *codes, size_t room, size_t *count_out)
{
    enum { BASE = 10 };

    *count_out = 0;
    while (*at >= '0' && *at <= '9' && *count_out < room) {
        int code = 0;

        for (; *at >= '0' && *at <= '9' && code <= CODEBOOK_CODE_MOST; at++)
            code = code * BASE + (*at - '0');
        codes[(*count_out)++] = code;
        at += *at == ',';
    }
    return at;
}

/* "sted:2;tiltak:1,3": variables by name, codes ascending. */
static void read_choices(const struct dataset_take *dataset, const char *choices)
{
    size_t used = 0, next = 0;

    for (const char *colon; (colon = strchr(choices, ':'));) {
        const struct codebook_variable *variable = choice_at(dataset, choices, (size_t)(colon - choices), &next);
        int *codes = dataset->codes + used;
        size_t count;

        choices = read_codes(colon + 1, codes, CODES_AT_MOST - used, &count);
        if (variable && count > 0)
            answers_lend(dataset->answers, variable, (struct answer){.codes = codes, .code_count = count});
        used += count;
        choices += *choices == ';';
    }
}

static bool take_dataset_row(void *context, struct arena *row_arena, const struct database_row *row)
{
    const struct dataset_take *dataset = context;
    struct answers *answers = dataset->answers;
    long long id = 0;

    answers->arena = row_arena;
    text_to_integer(row->values[COLUMN_ID], 0, LLONG_MAX, &id);
    for (size_t i = 0; i < dataset->column_count; i++) {
        const char *value = row->values[COLUMN_FIRST + i];

        answers_lend(answers, dataset->columns[i], (struct answer){.text = value && *value ? value : NULL});
    }
    for (size_t i = 0; i < dataset->choice_count; i++)
        answers_lend(answers, dataset->choices[i], (struct answer){0});
    if (row->values[COLUMN_CHOICES])
        read_choices(dataset, row->values[COLUMN_CHOICES]);
    return dataset->take(dataset->taker, row_arena, (participant_id)id, answers);
}

enum store_result dataset_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                                 const struct codebook_register *reg, dataset_taker *take, void *taker,
                                 bool *whole_out)
{
    struct dataset_take dataset = {.take = take, .taker = taker, .answers = answers_new(arena, reg)};

    dataset.columns = arena_alloc_many(arena, reg->variable_count, sizeof(*dataset.columns));
    dataset.choices = arena_alloc_many(arena, reg->variable_count, sizeof(*dataset.choices));
    dataset.codes = arena_alloc_many(arena, CODES_AT_MOST, sizeof *dataset.codes);
    find_choices(&dataset);
    return overview_rows_stream(store, arena, query, dataset_columns(arena, &dataset), take_dataset_row, &dataset, whole_out);
}
