/* The data dictionary: one row for each variable and code, for a spreadsheet (requirements C7, D2). */
#include "engine/sheet/csv.h"
#include "register/page/codebook/file.h"
#include "register/page/codebook/words.h"
#include "register/page/pages.h"

static void add_headings(struct csv *csv)
{
    /* Columns of a file, bokmål for everybody: not marked for translation. */
    static const char *const headings[] = {
        "Id", "Variabel", "Side", "Del", "Tabell", "Ledetekst", "Ledetekst på nynorsk (registerets egen)",
        "Hjelpetekst", "Hjelpetekst på nynorsk (registerets egen)", "Type", "Kilde", "Viktighet", "Gyldig fra",
        "Gyldig til", "Etterspørres", "Regler", "Kolonner i datasettet", "Kode", "Kodetekst",
        "Kodetekst på nynorsk (registerets egen)", "Kode gyldig fra", "Kode gyldig til", "Merknad til koden"};

    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        csv_cell(csv, CSV_TEXT, headings[i]);
    csv_end_row(csv);
}

static void add_date(struct csv *csv, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    csv_cell(csv, CSV_DATE, date_is_set(date) ? text : NULL);
}

static void add_wording(struct csv *csv, struct wording text)
{
    csv_cell(csv, CSV_TEXT, text.bokmal);
    csv_cell(csv, CSV_TEXT, text.nynorsk);
}

static void add_variable(struct arena *arena, struct csv *csv, const struct columns *columns,
                         const struct codebook_variable *variable)
{
    const struct codebook_section *section = variable->group ? variable->group->section : variable->section;

    csv_cell(csv, CSV_TEXT, variable->id);
    csv_cell(csv, CSV_TEXT, variable->name);
    csv_cell(csv, CSV_TEXT, variable->page->title.bokmal);
    csv_cell(csv, CSV_TEXT, section ? section->title.bokmal : NULL);
    csv_cell(csv, CSV_TEXT, variable->group ? variable->group->name : NULL);
    add_wording(csv, variable->label);
    add_wording(csv, variable->description);
    csv_cell(csv, CSV_TEXT, words_type(arena, variable));
    csv_cell(csv, CSV_TEXT, variable->source_text);
    csv_cell(csv, CSV_TEXT, words_importance(variable));
    add_date(csv, variable->validity.from);
    add_date(csv, variable->validity.to);
    csv_cell(csv, CSV_TEXT, words_gates(arena, variable));
    csv_cell(csv, CSV_TEXT, words_join(arena, words_rules(arena, variable), " "));
    csv_cell(csv, CSV_TEXT, words_join(arena, words_columns(arena, columns, variable), ", "));
}

static void add_code(struct arena *arena, struct csv *csv, const struct codebook_code *code)
{
    csv_cell(csv, CSV_NUMBER, arena_printf(arena, "%d", code->number));
    add_wording(csv, code->text);
    add_date(csv, code->validity.from);
    add_date(csv, code->validity.to);
    csv_cell(csv, CSV_TEXT, words_code(arena, code));
}

static void add_no_code(struct csv *csv)
{
    enum { CODE_CELLS = 6 };

    for (int i = 0; i < CODE_CELLS; i++)
        csv_cell(csv, CSV_TEXT, NULL);
}

static void add_rows(struct arena *arena, struct csv *csv, const struct columns *columns,
                     const struct codebook_variable *variable)
{
    size_t rows = variable->code_count > 0 ? variable->code_count : 1;

    for (size_t i = 0; i < rows; i++) {
        add_variable(arena, csv, columns, variable);
        if (variable->code_count > 0)
            add_code(arena, csv, &variable->codes[i]);
        else
            add_no_code(csv);
        csv_end_row(csv);
    }
}

static void write_dictionary(struct visit *visit, struct buffer *file)
{
    const struct codebook_register *reg = visit->site->reg;
    struct columns columns = columns_of(visit->arena, reg, COLUMNS_BOTH);
    struct csv csv;

    csv_begin(&csv, file, CSV_EXCEL);
    add_headings(&csv);
    for (size_t i = 0; i < reg->variable_count; i++)
        add_rows(visit->arena, &csv, &columns, reg->variables[i]);
}

enum outcome page_codebook_csv(struct visit *visit)
{
    return file_answer(visit, write_dictionary, "text/csv; charset=utf-8", "csv");
}
