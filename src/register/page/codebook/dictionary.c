/* The data dictionary: one row for each variable and code, for a spreadsheet (requirements C7, D2). */
#include "register/page/codebook/dictionary.h"

#include "engine/base/words.h"
#include "register/page/codebook/chosen.h"
#include "register/page/codebook/file.h"
#include "register/page/codebook/words.h"
#include "register/page/pages.h"

/* Columns of a file, bokmål for everybody: not marked for translation. */
static const struct xlsx_column columns_of_dictionary[] = {
    {"Id", CELL_TEXT}, {"Variabel", CELL_TEXT}, {"Side", CELL_TEXT}, {"Del", CELL_TEXT}, {"Tabell", CELL_TEXT},
    {"Ledetekst", CELL_TEXT}, {"Ledetekst på nynorsk (registerets egen)", CELL_TEXT}, {"Hjelpetekst", CELL_TEXT},
    {"Hjelpetekst på nynorsk (registerets egen)", CELL_TEXT}, {"Type", CELL_TEXT}, {"Kilde", CELL_TEXT},
    {"Viktighet", CELL_TEXT}, {"Gyldig fra", CELL_DATE}, {"Gyldig til", CELL_DATE}, {"Etterspørres", CELL_TEXT},
    {"Regler", CELL_TEXT}, {"Kolonner i datasettet", CELL_TEXT}, {"Kode", CELL_NUMBER}, {"Kodetekst", CELL_TEXT},
    {"Kodetekst på nynorsk (registerets egen)", CELL_TEXT}, {"Kode gyldig fra", CELL_DATE},
    {"Kode gyldig til", CELL_DATE}, {"Merknad til koden", CELL_TEXT}, {"Gruppe", CELL_TEXT}, {"Gruppen teller", CELL_TEXT},
    {"Veiledning", CELL_TEXT}, {"Veiledning på nynorsk (registerets egen)", CELL_TEXT}};

/* What is known of a variable stands in the row of each of its codes: written once, and copied. */
enum { VARIABLE_CELLS = 17 };

struct kept {
    struct arena *arena;
    struct table *table;
    struct cell_ready cells[VARIABLE_CELLS];
    size_t count;
};

static void keep(struct kept *kept, enum cell_type type, const char *value)
{
    struct cell_ready *cell = &kept->cells[kept->count++];

    *cell = (struct cell_ready){0};
    if (value && *value)
        *cell = table_prepare(kept->table, kept->arena, type, value);
}

static void keep_date(struct kept *kept, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    keep(kept, CELL_DATE, date_is_set(date) ? text : NULL);
}

static void keep_wording(struct kept *kept, struct wording text)
{
    keep(kept, CELL_TEXT, text.bokmal);
    keep(kept, CELL_TEXT, text.nynorsk);
}

static void keep_variable(struct kept *kept, const struct columns *columns, const struct codebook_variable *variable)
{
    const struct codebook_section *section = variable->group ? variable->group->section : variable->section;
    struct arena *arena = kept->arena;

    kept->count = 0;
    keep(kept, CELL_TEXT, variable->id);
    keep(kept, CELL_TEXT, variable->name);
    keep(kept, CELL_TEXT, variable->page->title.bokmal);
    keep(kept, CELL_TEXT, section ? section->title.bokmal : NULL);
    keep(kept, CELL_TEXT, variable->group ? variable->group->name : NULL);
    keep_wording(kept, variable->label);
    keep_wording(kept, variable->description);
    keep(kept, CELL_TEXT, words_type(arena, variable));
    keep(kept, CELL_TEXT, variable->source_text);
    keep(kept, CELL_TEXT, words_importance(variable));
    keep_date(kept, variable->validity.from);
    keep_date(kept, variable->validity.to);
    keep(kept, CELL_TEXT, words_gates(arena, variable));
    keep(kept, CELL_TEXT, words_join(arena, words_rules(arena, variable), " "));
    keep(kept, CELL_TEXT, words_join(arena, words_columns(arena, columns, variable), ", "));
}

static void add_kept(const struct kept *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        if (kept->cells[i].bytes)
            table_cell_ready(kept->table, &kept->cells[i]);
        else
            table_cell(kept->table, CELL_TEXT, NULL);
}

static void add_date(struct table *table, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    table_cell(table, CELL_DATE, date_is_set(date) ? text : NULL);
}

static void add_wording(struct table *table, struct wording text)
{
    table_cell(table, CELL_TEXT, text.bokmal);
    table_cell(table, CELL_TEXT, text.nynorsk);
}

static void add_code(struct arena *arena, struct table *table, const struct codebook_code *code)
{
    table_cell(table, CELL_NUMBER, arena_printf(arena, "%d", code->number));
    add_wording(table, code->text);
    add_date(table, code->validity.from);
    add_date(table, code->validity.to);
    table_cell(table, CELL_TEXT, words_code(arena, code));
    table_cell(table, CELL_TEXT, code->counted_as ? code->counted_as->title.bokmal : NULL);
    table_cell(table, CELL_TEXT, code->counted_as ? (code->counted_as->counted ? "ja" : "nei") : NULL);
    add_wording(table, code->guidance);
}

static void add_no_code(struct table *table)
{
    enum { CODE_CELLS = 10 };

    for (int i = 0; i < CODE_CELLS; i++)
        table_cell(table, CELL_TEXT, NULL);
}

static void add_rows(struct arena *arena, struct kept *kept, const struct columns *columns,
                     const struct codebook_variable *variable)
{
    size_t rows = variable->code_count > 0 ? variable->code_count : 1;

    keep_variable(kept, columns, variable);
    for (size_t i = 0; i < rows; i++) {
        add_kept(kept);
        if (variable->code_count > 0)
            add_code(arena, kept->table, &variable->codes[i]);
        else
            add_no_code(kept->table);
        table_end_row(kept->table);
    }
}

void dictionary_add(struct table *table, struct arena *arena, const struct codebook_register *reg)
{
    const size_t count = sizeof columns_of_dictionary / sizeof *columns_of_dictionary;
    struct columns columns = chosen_has_dataset(reg) ? columns_of(arena, reg, COLUMNS_BOTH) : (struct columns){0};
    enum language reader = words_language();
    struct kept kept = {.arena = arena, .table = table};

    words_use(LANGUAGE_BOKMAL);
    table_sheet(table, "kodebok", columns_of_dictionary, count);
    for (size_t i = 0; i < reg->variable_count; i++)
        add_rows(arena, &kept, &columns, reg->variables[i]);
    words_use(reader);
}

static void write_csv(struct visit *visit, const struct codebook_register *reg, struct buffer *file)
{
    struct table table;

    table_begin(&table, TABLE_CSV, CSV_EXCEL, visit->arena, file);
    dictionary_add(&table, visit->arena, reg);
    table_end(&table);
}

enum outcome page_codebook_csv(struct visit *visit)
{
    return file_answer(visit, write_csv, table_media_type(TABLE_CSV), table_ending(TABLE_CSV));
}
