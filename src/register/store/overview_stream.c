/* The whole overview, and the whole dataset, a row at a time in constant memory. */
#include <limits.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/store/branch.h"
#include "register/store/order.h"
#include "register/store/overview.h"
#include "register/store/overview_row.h"
#include "register/store/stream.h"

enum { ROW_ARENA = 1024 * 1024 };

static enum store_result take_rows(struct database_stream *stream, stream_taker *take, void *context,
                                   unsigned long *count_out, bool *whole_out)
{
    struct arena *row_arena = arena_new(ROW_ARENA);
    const struct database_row *row = NULL;
    const char *why = NULL;
    enum database_result result;

    do {
        result = database_stream_next(stream, &row, &why);
        if (result != DATABASE_OK || !row)
            break;
        arena_reset(row_arena);
        ++*count_out;
    } while (take(context, row_arena, row));
    *whole_out = result == DATABASE_OK && !row;
    arena_free(&row_arena);
    return store_told(result, "overview-stream", why);
}

enum store_result stream_rows(struct store *store, struct arena *arena, const struct overview_query *query,
                              const char *columns, stream_taker *take, void *context, bool *whole_out)
{
    struct database_stream *rows = NULL;
    struct branches branches;
    const char *why = NULL;
    unsigned long count = 0;
    enum database_result opened;
    enum store_result result;

    *whole_out = false;
    branches_init(&branches, arena);
    branches_add(&branches, query, arena_printf(arena, "%s%s", columns, order_columns(arena, query)), "");
    buffer_add_text(&branches.sql, order_by(arena, query));
    opened = database_stream_open(store->database, arena, buffer_text(&branches.sql), branches.values,
                                  branches.value_count, &rows, &why);
    if (opened != DATABASE_OK)
        return store_told(opened, "overview-stream", why);
    result = take_rows(rows, take, context, &count, whole_out);
    database_stream_close(&rows);
    return result == STORE_OK && count == 0 ? store_found_none(store, arena) : result;
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

    return stream_rows(store, arena, query, overview_row_columns, take_overview_row, &overview, whole_out);
}

struct dataset_take {
    dataset_taker *take;
    void *taker;
    const struct codebook_register *reg;
    const struct codebook_variable **columns; /* one per column after `first_column` */
    size_t column_count;
};

/* Before the codebook's columns stand her number, and all choices as one text. Its GROUP BY looks
 * needless; without it the server refuses the statement when it is run a second time (error 1140). */
enum { COLUMN_ID, COLUMN_CHOICES, COLUMN_FIRST };

static bool is_column(const struct codebook_variable *variable)
{
    return variable->type != CODEBOOK_CODES && variable->type != CODEBOOK_GROUP && !variable->group;
}

static const char *dataset_columns(struct arena *arena, struct dataset_take *dataset)
{
    struct buffer sql;

    buffer_init(&sql, arena, 64 * 1024);
    buffer_add_text(&sql, "p.participant_id, (SELECT GROUP_CONCAT(CONCAT(c.variabel, ':', c.kode)"
                          " ORDER BY c.variabel, c.kode) FROM choice_@kind c WHERE c.kommunenummer = p.kommunenummer"
                          " AND c.bydel = p.bydel AND c.participant_id = p.participant_id"
                          " GROUP BY c.participant_id) AS choices");
    for (size_t i = 0; i < dataset->reg->variable_count; i++) {
        const struct codebook_variable *variable = dataset->reg->variables[i];

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

/* "tiltak:1,tiltak:3,sted:2": codes of one variable stand together. */
static void read_choices(struct answers *answers, struct arena *arena, const char *choices)
{
    int *codes = arena_alloc_many(arena, strlen(choices) / 2 + 1, sizeof *codes);
    char *rest = arena_copy(arena, choices);
    const struct codebook_variable *last = NULL;
    size_t count = 0, first = 0;

    for (char *part = strsep(&rest, ","); part; part = strsep(&rest, ",")) {
        const char *name = strsep(&part, ":");
        const struct codebook_variable *variable = codebook_find_variable(answers->reg, name);
        long long code = 0;

        if (!variable || !part || !text_to_integer(part, 0, INT_MAX, &code))
            continue;
        if (variable != last)
            first = count;
        codes[count++] = (int)code;
        answers_set(answers, variable, (struct answer){.codes = codes + first, .code_count = count - first});
        last = variable;
    }
}

static bool take_dataset_row(void *context, struct arena *row_arena, const struct database_row *row)
{
    const struct dataset_take *dataset = context;
    struct answers *answers = answers_new(row_arena, dataset->reg);
    long long id = 0;

    text_to_integer(row->values[COLUMN_ID], 0, LLONG_MAX, &id);
    for (size_t i = 0; i < dataset->column_count; i++) {
        const char *value = row->values[COLUMN_FIRST + i];

        if (value && *value)
            answers_set(answers, dataset->columns[i], (struct answer){.text = value});
    }
    if (row->values[COLUMN_CHOICES])
        read_choices(answers, row_arena, row->values[COLUMN_CHOICES]);
    return dataset->take(dataset->taker, row_arena, (participant_id)id, answers);
}

enum store_result dataset_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                                 const struct codebook_register *reg, dataset_taker *take, void *taker,
                                 bool *whole_out)
{
    struct dataset_take dataset = {.take = take, .taker = taker, .reg = reg};

    dataset.columns = arena_alloc_many(arena, reg->variable_count, sizeof(*dataset.columns));
    return stream_rows(store, arena, query, dataset_columns(arena, &dataset), take_dataset_row, &dataset, whole_out);
}
