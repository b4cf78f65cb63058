/* A dataset's columns and cells. */
#include "engine/answer/columns.h"

#include "engine/answer/texts.h"

enum { PER_VARIABLE = 2 }; /* its value and its text; a multiple choice has its codes besides */

static void columns_add(struct columns *columns, struct column column)
{
    columns->items[columns->count++] = column;
}

static void columns_add_codes(struct arena *arena, struct columns *columns,
                              const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->code_count; i++) {
        int number = variable->codes[i].number;
        columns_add(columns, (struct column){.heading = arena_printf(arena, "%s_%d", variable->name, number),
                                             .type = COLUMN_INTEGER,
                                             .variable = variable,
                                             .code = number});
    }
}

static void columns_add_text(struct arena *arena, struct columns *columns,
                             const struct codebook_variable *variable)
{
    columns_add(columns, (struct column){.heading = arena_printf(arena, "%s_tekst", variable->name),
                                         .type = COLUMN_TEXT,
                                         .variable = variable,
                                         .code = -1,
                                         .as_text = 1});
}

static enum column_type columns_type(const struct codebook_variable *variable)
{
    static const enum column_type types[] = {
        [CODEBOOK_TEXT] = COLUMN_TEXT,     [CODEBOOK_INTEGER] = COLUMN_INTEGER,
        [CODEBOOK_DATE] = COLUMN_DATE,     [CODEBOOK_CODE] = COLUMN_INTEGER,
        [CODEBOOK_CODES] = COLUMN_INTEGER, [CODEBOOK_GROUP] = COLUMN_TEXT};
    return types[variable->type];
}

static void columns_add_variable(struct arena *arena, struct columns *columns,
                                 const struct codebook_variable *variable, enum columns_values values)
{
    bool coded = variable->type == CODEBOOK_CODE || variable->type == CODEBOOK_CODES;
    if (variable->type == CODEBOOK_CODES && (values & COLUMNS_CODES)) {
        columns_add_codes(arena, columns, variable);
    } else if (!coded || (values & COLUMNS_CODES)) {
        columns_add(columns, (struct column){.heading = variable->name,
                                             .type = columns_type(variable),
                                             .variable = variable,
                                             .code = -1});
    }
    if (coded && (values & COLUMNS_TEXTS)) {
        columns_add_text(arena, columns, variable);
    }
}

static size_t columns_most(const struct codebook_variable *const *variables, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        most += PER_VARIABLE + variables[i]->code_count;
    }
    return most;
}

struct columns columns_of_these(struct arena *arena, const struct codebook_variable *const *variables, size_t count,
                                enum columns_values values)
{
    struct columns columns = {arena_alloc_many(arena, columns_most(variables, count), sizeof *columns.items), 0};
    for (size_t i = 0; i < count; i++) {
        columns_add_variable(arena, &columns, variables[i], values);
    }
    return columns;
}

struct columns columns_of(struct arena *arena, const struct codebook_register *reg,
                          enum columns_values values)
{
    const struct codebook_variable **alone = arena_alloc_many(arena, reg->variable_count, sizeof(*alone));
    size_t count = 0;
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        if (variable->type != CODEBOOK_GROUP && variable->group == NULL) {
            alone[count++] = variable;
        }
    }
    return columns_of_these(arena, alone, count, values);
}

const char *column_cell(struct arena *arena, const struct column *column, const struct answer *answer)
{
    if (answer_is_empty(answer)) {
        return NULL;
    }
    if (column->code >= 0) {
        return answer_has_code(answer, column->code) ? "1" : "0";
    }
    /* Bokmål whoever reads: the same answer must be the same text in every download. */
    return column->as_text ? texts_of_codes(arena, column->variable, answer, LANGUAGE_BOKMAL) : answer->text;
}
