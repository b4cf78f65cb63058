/* The full dataset's columns as a Table Schema, for programs (requirement C7; docs/codebook.md says why). */
#include "engine/base/decimal.h"
#include "engine/base/json.h"
#include "register/page/codebook/chosen.h"
#include "register/page/codebook/file.h"
#include "register/page/codebook/words.h"
#include "register/page/pages.h"

static const char profile[] = "https://datapackage.org/profiles/2.0/tableschema.json";
static const char nynorsk_note[] =
    "titleNynorsk, descriptionNynorsk og labelNynorsk er registerets egen nynorsk. Datastandarden er bokmål.";

static const char *title_of(struct arena *arena, const struct column *column, enum language language)
{
    const struct codebook_variable *variable = column->variable;

    if (column->code >= 0)
        return arena_printf(arena, "%s: %s", wording_text(variable->label, language),
                            wording_text(codebook_find_code(variable, column->code)->text, language));
    return arena_printf(arena, column->as_text ? "%s (tekst)" : "%s", wording_text(variable->label, language));
}

static void add_words(struct json *json, const char *key, const char *word)
{
    json_array(json, key);
    json_text(json, NULL, word);
    json_end(json);
}

/* With decimals a limit is written as its text would be, which a Table Schema allows: exact for every reader. */
static void add_limit(struct arena *arena, struct json *json, const char *key, const struct codebook_variable *variable,
                      long long limit)
{
    if (variable->decimals > 0)
        json_text(json, key, decimal_write(arena, limit, variable->decimals, ','));
    else
        json_number(json, key, limit);
}

static void add_limits(struct arena *arena, struct json *json, const struct codebook_variable *variable)
{
    json_object(json, "constraints");
    if (variable->type == CODEBOOK_TEXT) {
        json_number(json, "maxLength", (long long)variable->max_length);
    } else {
        add_limit(arena, json, "minimum", variable, variable->least);
        add_limit(arena, json, "maximum", variable, variable->most);
    }
    json_end(json);
}

/* What it is counted together with, and when to choose it. */
static void add_explanation(struct json *json, const struct codebook_code *code)
{
    if (code->counted_as) {
        json_text(json, "group", code->counted_as->title.bokmal);
        json_bool(json, "groupCounts", code->counted_as->counted);
    }
    if (code->guidance.bokmal)
        json_text(json, "guidance", code->guidance.bokmal);
    if (code->guidance.nynorsk)
        json_text(json, "guidanceNynorsk", code->guidance.nynorsk);
    if (code->computed)
        json_text(json, "computed", code->computed);
}

/* Twice: readers of the first version know the list of values alone, those of the second its labels too. */
static void add_codes(struct json *json, const struct codebook_variable *variable)
{
    json_object(json, "constraints");
    json_array(json, "enum");
    for (size_t i = 0; i < variable->code_count; i++)
        json_number(json, NULL, variable->codes[i].number);
    json_end(json);
    json_end(json);
    json_array(json, "categories");
    for (size_t i = 0; i < variable->code_count; i++) {
        json_object(json, NULL);
        json_number(json, "value", variable->codes[i].number);
        json_text(json, "label", variable->codes[i].text.bokmal);
        if (variable->codes[i].text.nynorsk)
            json_text(json, "labelNynorsk", variable->codes[i].text.nynorsk);
        add_explanation(json, &variable->codes[i]);
        json_end(json);
    }
    json_end(json);
}

static void add_type(struct arena *arena, struct json *json, const struct column *column)
{
    static const char *const types[] = {
        [COLUMN_TEXT] = "string", [COLUMN_INTEGER] = "integer", [COLUMN_DECIMAL] = "number", [COLUMN_DATE] = "date"};
    const struct codebook_variable *variable = column->variable;

    json_text(json, "type", column->code >= 0 ? "boolean" : types[column->type]);
    if (column->code >= 0) {
        add_words(json, "trueValues", "1");
        add_words(json, "falseValues", "0");
    } else if (column->type == COLUMN_DATE) {
        json_text(json, "format", "%d.%m.%Y");
    } else if (column->type == COLUMN_DECIMAL) {
        json_text(json, "decimalChar", ",");
        add_limits(arena, json, variable);
    } else if (variable->type == CODEBOOK_CODE && !column->as_text) {
        add_codes(json, variable);
    } else if (variable->type == CODEBOOK_TEXT || variable->type == CODEBOOK_INTEGER) {
        add_limits(arena, json, variable);
    }
}

static void add_date(struct json *json, const char *key, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    if (date_is_set(date))
        json_text(json, key, text);
}

static void add_field(struct arena *arena, struct json *json, const struct column *column)
{
    const struct codebook_variable *variable = column->variable;
    const struct codebook_code *code = column->code >= 0 ? codebook_find_code(variable, column->code) : NULL;
    struct codebook_validity validity = code ? code->validity : variable->validity;

    json_object(json, NULL);
    json_text(json, "name", column->heading);
    json_text(json, "title", title_of(arena, column, LANGUAGE_BOKMAL));
    json_text(json, "description", variable->description.bokmal);
    if (variable->label.nynorsk)
        json_text(json, "titleNynorsk", title_of(arena, column, LANGUAGE_NYNORSK));
    if (variable->description.nynorsk)
        json_text(json, "descriptionNynorsk", variable->description.nynorsk);
    add_type(arena, json, column);
    json_text(json, "variable", variable->name);
    json_text(json, "variableId", variable->id);
    if (variable->page->repeats)
        json_text(json, "page", variable->page->name);
    add_date(json, "validFrom", validity.from);
    add_date(json, "validTo", validity.to);
    json_end(json);
}

static void write_schema(struct visit *visit, const struct codebook_register *reg, struct buffer *file)
{
    const struct codebook *codebook = visit->site->codebook;
    bool dataset = chosen_has_dataset(reg);
    struct columns columns = columns_of(visit->arena, reg, dataset ? COLUMNS_BOTH : COLUMNS_CODES);
    struct json json;

    json_begin(&json, file);
    json_object(&json, NULL);
    json_text(&json, "$schema", profile);
    json_text(&json, "name", arena_printf(visit->arena, dataset ? "%s-datasett" : "%s-variabler", reg->name));
    json_text(&json, "title", arena_printf(visit->arena, dataset ? "%s: fullt datasett" : "%s: variabler", reg->title.bokmal));
    json_text(&json, "version", codebook->version);
    json_text(&json, "codebookSha256", codebook->digest);
    json_text(&json, "nynorskNote", nynorsk_note);
    add_words(&json, "missingValues", "");
    json_array(&json, "fields");
    for (size_t i = 0; i < columns.count; i++)
        add_field(visit->arena, &json, &columns.items[i]);
    json_end(&json);
    json_end(&json);
}

enum outcome page_codebook_json(struct visit *visit)
{
    return file_answer(visit, write_schema, "application/json; charset=utf-8", "json");
}
