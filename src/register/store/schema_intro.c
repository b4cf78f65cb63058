/* The columns of intro_*, as sql/0025-introduksjon.sql has them; tests/sql/intro_codebook.test.mjs holds the two together. */
#include "register/store/schema_intro.h"

#include "engine/base/text.h"

struct intro_column {
    const char *page, *name;
    size_t width; /* of a text */
    enum codebook_type type;
    unsigned decimals; /* of an integer */
};

static const struct {
    const char *page, *table;
} tables[] = {
    {"person", "intro_participant"},
    {"vedtak", "intro_decision"},
    {"sluttmal", "intro_goal"},
    {"avslutning", "intro_termination"},
};

static const struct intro_column columns[] = {
    {"person", "duf_nummer", 12, CODEBOOK_TEXT, 0},
    {"person", "navn", 602, CODEBOOK_TEXT, 0},
    {"person", "kategori", 0, CODEBOOK_CODE, 0},
    {"person", "lov", 0, CODEBOOK_CODE, 0},
    {"person", "kommunenummer", 4, CODEBOOK_TEXT, 0},
    {"person", "bydel", 6, CODEBOOK_TEXT, 0},
    {"person", "oppstartsfrist", 0, CODEBOOK_DATE, 0},
    {"person", "oppstartsdato", 0, CODEBOOK_DATE, 0},
    {"person", "gjennomforingsfrist", 0, CODEBOOK_DATE, 0},
    {"vedtak", "vedtakstype", 0, CODEBOOK_CODE, 0},
    {"vedtak", "vedtaksresultat", 0, CODEBOOK_CODE, 0},
    {"vedtak", "vedtaksdato", 0, CODEBOOK_DATE, 0},
    {"sluttmal", "sluttmal", 0, CODEBOOK_CODE, 0},
    {"sluttmal", "sluttmal_dato", 0, CODEBOOK_DATE, 0},
    {"avslutning", "avslutningsdato", 0, CODEBOOK_DATE, 0},
    {"avslutning", "avslutningsarsak", 0, CODEBOOK_CODE, 0},
    {"avslutning", "timer_per_uke", 0, CODEBOOK_INTEGER, 1},
};

enum { COLUMNS = sizeof columns / sizeof columns[0], TABLES = sizeof tables / sizeof tables[0] };

const char *schema_intro_table(const struct codebook_page *page)
{
    for (size_t i = 0; i < TABLES; i++) {
        if (text_equal(tables[i].page, page->name)) {
            return tables[i].table;
        }
    }
    return NULL;
}

static const struct intro_column *column_of(const struct codebook_variable *variable)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (text_equal(columns[i].name, variable->name) && text_equal(columns[i].page, variable->page->name)) {
            return &columns[i];
        }
    }
    return NULL;
}

static bool takes(const struct intro_column *column, const struct codebook_variable *variable)
{
    return column->type == variable->type && column->decimals == variable->decimals &&
           variable->max_length <= column->width && variable->group == NULL;
}

static const char *complaint(struct arena *arena, const struct codebook_variable *variable)
{
    const struct intro_column *column = column_of(variable);
    const char *table = schema_intro_table(variable->page);
    if (table == NULL) {
        return arena_printf(arena, "line %d: no table keeps the page %s: a step in sql/ has to make one first", variable->line,
                            variable->page->name);
    }
    if (column == NULL) {
        return arena_printf(arena, "line %d: %s has no column %s: a step in sql/ has to make it first", variable->line, table,
                            variable->name);
    }
    if (!takes(column, variable)) {
        return arena_printf(arena, "line %d: the column %s of %s does not take what the codebook asks: another type, or longer",
                            variable->line, variable->name, table);
    }
    return NULL;
}

bool schema_intro_fits(struct arena *arena, const struct codebook_register *reg, const char **why_out)
{
    for (size_t i = 0; i < reg->variable_count; i++) {
        *why_out = complaint(arena, reg->variables[i]);
        if (*why_out != NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < COLUMNS; i++) {
        if (codebook_find_variable(reg, columns[i].name) == NULL) {
            *why_out = arena_printf(arena, "lacks %s of register %s, which the program needs", columns[i].name, reg->name);
            return false;
        }
    }
    return true;
}
