/* A dataset's columns and cells. */
#include "engine/answer/columns.h"

#include "engine/answer/texts.h"
#include "engine/base/decimal.h"

enum { PER_VARIABLE = 2 }; /* its value and its text; a multiple choice has its codes besides */

static void columns_add(struct columns *columns, struct column column)
{
    columns->items[columns->count++] = column;
}

enum { NUMBERS = 1000, PLACES_AT_MOST = 254 };

/* The numbers or the texts of a list's codes. */
static struct column_constants constants_of(struct arena *arena, const struct codebook_variable *variable, bool as_text)
{
    struct column_constants constants = {.texts = arena_alloc_many(arena, variable->code_count, sizeof(char *))};
    unsigned char *places = arena_alloc_many(arena, NUMBERS, 1);
    for (size_t i = 0; i < variable->code_count && i < PLACES_AT_MOST; i++) {
        const struct codebook_code *code = &variable->codes[i];
        if (code->number < NUMBERS) {
            places[code->number] = (unsigned char)(constants.count + 1);
            constants.texts[constants.count++] =
                as_text ? wording_text(code->text, LANGUAGE_BOKMAL) : arena_printf(arena, "%d", code->number);
        }
    }
    constants.places = places;
    return constants;
}

/* Of a 0/1 column. */
static struct column_constants constants_chosen(struct arena *arena)
{
    struct column_constants constants = {.texts = arena_alloc_many(arena, 2, sizeof(char *)), .count = 2};
    constants.texts[0] = "0";
    constants.texts[1] = "1";
    return constants;
}

static void columns_add_codes(struct arena *arena, struct columns *columns,
                              const struct codebook_variable *variable)
{
    struct column_constants chosen = constants_chosen(arena);
    for (size_t i = 0; i < variable->code_count; i++) {
        int number = variable->codes[i].number;
        columns_add(columns, (struct column){.heading = arena_printf(arena, "%s_%d", variable->name, number),
                                             .type = COLUMN_INTEGER,
                                             .variable = variable,
                                             .code = number,
                                             .constants = chosen});
    }
}

static void columns_add_text(struct arena *arena, struct columns *columns,
                             const struct codebook_variable *variable)
{
    columns_add(columns, (struct column){.heading = arena_printf(arena, "%s_tekst", variable->name),
                                         .type = COLUMN_TEXT,
                                         .variable = variable,
                                         .code = -1,
                                         .as_text = 1,
                                         .constants = constants_of(arena, variable, true)});
}

static enum column_type columns_type(const struct codebook_variable *variable)
{
    static const enum column_type types[] = {
        [CODEBOOK_TEXT] = COLUMN_TEXT,     [CODEBOOK_INTEGER] = COLUMN_INTEGER,
        [CODEBOOK_DATE] = COLUMN_DATE,     [CODEBOOK_CODE] = COLUMN_INTEGER,
        [CODEBOOK_CODES] = COLUMN_INTEGER, [CODEBOOK_GROUP] = COLUMN_TEXT};
    return variable->decimals > 0 ? COLUMN_DECIMAL : types[variable->type];
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
                                             .code = -1,
                                             .constants = coded ? constants_of(arena, variable, false)
                                                                : (struct column_constants){0}});
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
    if (column->as_text) {
        return texts_of_codes(arena, column->variable, answer, LANGUAGE_BOKMAL);
    }
    return column->type == COLUMN_DECIMAL ? decimal_write_text(arena, answer->text, column->variable->decimals, '.')
                                          : answer->text;
}

/* A code's number as it is stored: up to three digits. */
static int column_number(const char *text)
{
    enum { BASE = 10, DIGITS = 3 };
    int number = 0, digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9'; digits++) {
        if (digits == DIGITS) {
            return -1;
        }
        number = number * BASE + (text[digits] - '0');
    }
    return digits > 0 && text[digits] == '\0' ? number : -1;
}

int column_constant(const struct column *column, const struct answer *answer)
{
    if (answer_is_empty(answer)) {
        return COLUMN_EMPTY;
    }
    if (column->code >= 0) {
        return answer_has_code(answer, column->code);
    }
    int number = -1;
    if (column->constants.count > 0 && answer->text != NULL) {
        number = column_number(answer->text);
    } else if (column->constants.count > 0 && answer->code_count == 1) {
        number = answer->codes[0];
    }
    bool has_place = number >= 0 && number < NUMBERS && column->constants.places[number] > 0;
    return has_place ? column->constants.places[number] - 1 : COLUMN_OTHER;
}
