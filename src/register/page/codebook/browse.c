/* The codebook to read and search (requirement C7). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/page/codebook/search.h"
#include "register/page/codebook/words.h"
#include "register/page/pages.h"

/* What is being drawn, and how much of it fitted. */
struct browsing {
    struct visit *visit;
    struct values *page;
    struct search search;
    struct columns columns;
    size_t found;
    struct values *chapter, *part; /* made with the first variable that fits; NULL before */
};

/* A nynorsk reader sees whose words are whose: the standard's own stand beside ours where they differ. */
static void fill_official(struct values *values, const char *section, const char *name, struct wording text)
{
    if (words_language() == LANGUAGE_NYNORSK && wording_shown(text) != text.bokmal)
        values_set(values_section(values, section), name, text.bokmal);
}

/* To all others ours is an addition. */
static void fill_ours(struct values *values, struct wording text)
{
    if (words_language() != LANGUAGE_NYNORSK && text.nynorsk)
        values_set(values_section(values, "OURS"), "OUR_LABEL", text.nynorsk);
}

static void fill_codes(struct arena *arena, struct values *values, const struct codebook_variable *variable)
{
    struct values *codes = values_section(values, "CODES");

    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];
        const char *note = words_code(arena, code);
        struct values *row = values_section(codes, "CODE");

        values_set_number(row, "CODE_NUMBER", code->number);
        worded_set(row, "CODE_TEXT", code->text);
        fill_official(row, "CODE_OFFICIAL", "CODE_BOKMAL", code->text);
        values_set(row, "CODE_VALIDITY", words_validity(arena, code->validity));
        if (note)
            values_set(values_section(row, "CODE_NOTE"), "NOTE", note);
    }
}

static void fill_rules(struct arena *arena, struct values *values, const struct codebook_variable *variable)
{
    struct words rules = words_rules(arena, variable);
    struct values *list = rules.count > 0 ? values_section(values, "RULES") : NULL;

    for (size_t i = 0; i < rules.count; i++)
        values_set(values_section(list, "RULE"), "RULE_TEXT", rules.items[i]);
}

static void fill_place(const struct browsing *browsing, struct values *values,
                       const struct codebook_variable *variable)
{
    struct arena *arena = browsing->visit->arena;
    struct words columns = words_columns(arena, &browsing->columns, variable);

    if (columns.count > 0)
        values_set(values_section(values, "IN_DATASET"), "COLUMNS", words_join(arena, columns, ", "));
    else
        values_show(values, "NOT_IN_DATASET");
    if (variable->group)
        values_set(values_section(values, "IN_TABLE"), "TABLE_NAME", variable->group->name);
}

static void fill_variable(struct browsing *browsing, const struct codebook_variable *variable)
{
    struct arena *arena = browsing->visit->arena;
    struct values *values = values_section(browsing->part, "VARIABLE");

    values_set(values, "ID", variable->id);
    values_set(values, "NAME", variable->name);
    worded_set(values, "LABEL", variable->label);
    fill_official(values, "OFFICIAL", "LABEL_BOKMAL", variable->label);
    fill_ours(values, variable->label);
    worded_set(values, "HELP_TEXT", variable->description);
    values_set(values, "TYPE", words_type(arena, variable));
    values_set(values, "SOURCE", variable->source_text);
    values_set(values, "IMPORTANCE", words_importance(variable));
    values_set(values, "VALIDITY", words_validity(arena, variable->validity));
    values_set(values, "GATES", words_gates(arena, variable));
    fill_rules(arena, values, variable);
    fill_place(browsing, values, variable);
    if (variable->code_count > 0)
        fill_codes(arena, values, variable);
}

/* Headings come with the first variable below them. */
static void open_part(struct browsing *browsing, const struct codebook_page *page, const char *name,
                      struct wording title)
{
    if (!browsing->chapter) {
        struct values *item = values_section(browsing->page, "CONTENTS");

        browsing->chapter = values_section(browsing->page, "CHAPTER");
        values_set(browsing->chapter, "CHAPTER_NAME", page->name);
        worded_set(browsing->chapter, "CHAPTER_TITLE", page->title);
        values_set(item, "CONTENTS_NAME", page->name);
        worded_set(item, "CONTENTS_TITLE", page->title);
    }
    if (browsing->part)
        return;
    browsing->part = values_section(browsing->chapter, "PART");
    values_set(browsing->part, "PART_NAME", name);
    worded_set(browsing->part, "PART_TITLE", title);
}

static void take(struct browsing *browsing, const struct codebook_variable *variable, const char *name,
                 struct wording title)
{
    if (!search_fits(&browsing->search, variable))
        return;
    open_part(browsing, variable->page, name, title);
    fill_variable(browsing, variable);
    browsing->found++;
}

static void take_section(struct browsing *browsing, const struct codebook_section *section)
{
    browsing->part = NULL;
    for (size_t i = 0; i < section->variable_count; i++) {
        const struct codebook_variable *variable = section->variables[i];

        take(browsing, variable, section->name, section->title);
        for (size_t j = 0; j < section->page->variable_count; j++)
            if (section->page->variables[j]->group == variable)
                take(browsing, section->page->variables[j], section->name, section->title);
    }
}

static void take_page(struct browsing *browsing, const struct codebook_page *page)
{
    const char *elsewhere = _("Ikke i skjemaet");

    browsing->chapter = NULL;
    for (size_t i = 0; i < page->section_count; i++)
        take_section(browsing, &page->sections[i]);
    browsing->part = NULL;
    for (size_t i = 0; i < page->variable_count; i++)
        if (!page->variables[i]->section && !page->variables[i]->group)
            take(browsing, page->variables[i], arena_printf(browsing->visit->arena, "%s-uten-skjema", page->name),
                 (struct wording){.bokmal = elsewhere, .nynorsk = elsewhere});
}

static void fill_top(struct browsing *browsing, const char *typed)
{
    const struct site *site = browsing->visit->site;
    struct values *page = browsing->page;
    struct values *found;

    worded_set(page, "REGISTER", site->reg->title);
    values_set(page, "VERSION", site->codebook->version);
    values_set(page, "DIGEST", site->codebook->digest);
    values_set(page, "TYPED", typed);
    values_set_number(page, "TOTAL", (long long)site->reg->variable_count);
    if (!*typed) {
        values_show(page, "ALL");
        return;
    }
    found = values_section(page, browsing->found > 0 ? "FOUND" : "NONE");
    if (browsing->found > 0)
        values_set_number(found, "COUNT", (long long)browsing->found);
}

enum outcome page_codebook(struct visit *visit)
{
    const char *asked = http_fields_get(&visit->request->query, "sok");
    const char *typed = text_trim(visit->arena, asked ? asked : "");
    struct browsing browsing = {.visit = visit};

    if (asked && !*typed)
        return visit_redirect(visit, "/kodebok");
    if (text_length(typed) > SEARCH_TEXT_MOST) {
        visit->reason = arena_printf(visit->arena, _("Det du søker etter, kan være høyst %d tegn."), SEARCH_TEXT_MOST);
        return OUTCOME_BAD;
    }
    browsing.page = visit_page(visit, "kodebok.html", _("Kodebok"));
    browsing.search = search_read(visit->arena, typed);
    browsing.columns = columns_of(visit->arena, visit->site->reg, COLUMNS_BOTH);
    for (size_t i = 0; i < visit->site->reg->page_count; i++)
        take_page(&browsing, &visit->site->reg->pages[i]);
    fill_top(&browsing, typed);
    return visit_render(visit, 200);
}
