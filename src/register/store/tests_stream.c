/* The Norwegian tests of the overview's women, a test at a time in constant memory (requirement D3). */
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/store/overview.h"
#include "register/store/overview_row.h"

/* Between the cells and the tests of one woman: no stored text holds them. */
#define CELL_END "\x1f"
#define TEST_END "\x1e"

/* participant_id stands between the keys and the tests: the order asks for it. */
enum { KEY_VARIABLES = 3, COLUMN_TESTS = KEY_VARIABLES + 1 };

static const char *const keys[KEY_VARIABLES] = {"person_id", "fodselsnummer", "oppstartsdato"};

struct tests_take {
    dataset_taker *take;
    void *taker;
    const struct codebook_variable *const *variables; /* the keys, then the table's */
    size_t count;
    struct answers *answers; /* of the test; they point into its woman's row */
};

size_t tests_variables(struct arena *arena, const struct codebook_register *reg,
                       const struct codebook_variable *const **variables_out)
{
    const struct codebook_variable **variables =
        arena_alloc_many(arena, KEY_VARIABLES + reg->variable_count, sizeof(*variables));
    size_t count = 0;

    for (size_t i = 0; i < KEY_VARIABLES; i++)
        variables[count++] = codebook_find_variable(reg, keys[i]);
    for (size_t i = 0; i < reg->variable_count; i++)
        if (reg->variables[i]->group)
            variables[count++] = reg->variables[i];
    *variables_out = variables;
    return count;
}

/* A woman's tests as one text beside her, so that the stream and its order are the overview's own, sorted once. Its
 * GROUP BY looks needless; without it the server refuses the statement when it is run a second time (error 1140). */
static const char *tests_columns(struct arena *arena, const struct tests_take *tests)
{
    struct buffer sql;

    buffer_init(&sql, arena, 16 * 1024);
    for (size_t i = 0; i < KEY_VARIABLES; i++)
        buffer_add_format(&sql, "p.%s, ", keys[i]);
    buffer_add_text(&sql, "p.participant_id, (SELECT GROUP_CONCAT(CONCAT(''");
    for (size_t i = KEY_VARIABLES; i < tests->count; i++)
        buffer_add_format(&sql, ", COALESCE(t.%s, ''), '" CELL_END "'", tests->variables[i]->name);
    buffer_add_text(&sql, ") ORDER BY t.test_no SEPARATOR '" TEST_END "') FROM test_@kind t"
                          " WHERE t.kommunenummer = p.kommunenummer AND t.bydel = p.bydel"
                          " AND t.participant_id = p.participant_id GROUP BY t.participant_id) AS tests");
    return buffer_text(&sql);
}

static void lend_text(const struct tests_take *tests, size_t place, const char *text)
{
    answers_lend(tests->answers, tests->variables[place], (struct answer){.text = text && *text ? text : NULL});
}

static bool take_test(const struct tests_take *tests, struct arena *arena, char *cells)
{
    for (size_t i = KEY_VARIABLES; i < tests->count; i++)
        lend_text(tests, i, strsep(&cells, CELL_END));
    return tests->take(tests->taker, arena, 0, tests->answers);
}

static bool take_woman(void *context, struct arena *arena, const struct database_row *row)
{
    const struct tests_take *tests = context;
    const char *all = row->values[COLUMN_TESTS];
    char *rest = all ? arena_copy(arena, all) : NULL;

    tests->answers->arena = arena;
    for (size_t i = 0; i < KEY_VARIABLES; i++)
        lend_text(tests, i, row->values[i]);
    for (char *test = strsep(&rest, TEST_END); test; test = strsep(&rest, TEST_END))
        if (!take_test(tests, arena, test))
            return false;
    return true;
}

enum store_result tests_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                               const struct codebook_register *reg, dataset_taker *take, void *taker, bool *whole_out)
{
    struct tests_take tests = {.take = take, .taker = taker, .answers = answers_new(arena, reg)};

    tests.count = tests_variables(arena, reg, &tests.variables);
    return overview_rows_stream(store, arena, query, tests_columns(arena, &tests), take_woman, &tests, whole_out);
}
