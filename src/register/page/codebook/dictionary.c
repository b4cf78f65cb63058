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

static void add_variable(struct arena *arena, struct table *table, const struct columns *columns,
                         const struct codebook_variable *variable)
{
    const struct codebook_section *section = variable->group ? variable->group->section : variable->section;

    table_cell(table, CELL_TEXT, variable->id);
    table_cell(table, CELL_TEXT, variable->name);
    table_cell(table, CELL_TEXT, variable->page->title.bokmal);
    table_cell(table, CELL_TEXT, section ? section->title.bokmal : NULL);
    table_cell(table, CELL_TEXT, variable->group ? variable->group->name : NULL);
    add_wording(table, variable->label);
    add_wording(table, variable->description);
    table_cell(table, CELL_TEXT, words_type(arena, variable));
    table_cell(table, CELL_TEXT, variable->source_text);
    table_cell(table, CELL_TEXT, words_importance(variable));
    add_date(table, variable->validity.from);
    add_date(table, variable->validity.to);
    table_cell(table, CELL_TEXT, words_gates(arena, variable));
    table_cell(table, CELL_TEXT, words_join(arena, words_rules(arena, variable), " "));
    table_cell(table, CELL_TEXT, words_join(arena, words_columns(arena, columns, variable), ", "));
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

static void add_rows(struct arena *arena, struct table *table, const struct columns *columns,
                     const struct codebook_variable *variable)
{
    size_t rows = variable->code_count > 0 ? variable->code_count : 1;

    for (size_t i = 0; i < rows; i++) {
        add_variable(arena, table, columns, variable);
        if (variable->code_count > 0)
            add_code(arena, table, &variable->codes[i]);
        else
            add_no_code(table);
        table_end_row(table);
    }
}

void dictionary_add(struct table *table, struct arena *arena, const struct codebook_register *reg)
{
    const size_t count = sizeof columns_of_dictionary / sizeof *columns_of_dictionary;
    struct columns columns = chosen_has_dataset(reg) ? columns_of(arena, reg, COLUMNS_BOTH) : (struct columns){0};
    enum language reader = words_language();

    words_use(LANGUAGE_BOKMAL);
    table_sheet(table, "kodebok", columns_of_dictionary, count);
    for (size_t i = 0; i < reg->variable_count; i++)
        add_rows(arena, table, &columns, reg->variables[i]);
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
