/* The codebook to read and search (requirement C7). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/page/codebook/chosen.h"
#include "register/page/codebook/codes.h"
#include "register/page/codebook/search.h"
#include "register/page/codebook/words.h"
#include "register/page/pages.h"

/* What is being drawn, and how much of it fitted. */
struct browsing {
    struct visit *visit;
    struct chosen chosen;
    bool dataset;
    struct values *page;
    struct search search;
    struct columns columns;
    size_t found;
    struct values *chapter, *part; /* made with the first variable that fits; NULL before */
};

/* To all others ours is an addition. */
static void fill_ours(struct values *values, struct wording text)
{
    if (words_language() != LANGUAGE_NYNORSK && text.nynorsk)
        values_set(values_section(values, "OURS"), "OUR_LABEL", text.nynorsk);
}

static void fill_rules(struct arena *arena, struct values *values, const struct codebook_variable *variable)
{
    struct words rules = words_rules(arena, variable);
    struct values *list = rules.count > 0 ? values_section(values, "RULES") : NULL;

    for (size_t i = 0; i < rules.count; i++)
        values_set(values_section(list, "RULE"), "RULE_TEXT", rules.items[i]);
}

static void fill_dataset(const struct browsing *browsing, struct values *values,
                       const struct codebook_variable *variable)
{
    struct arena *arena = browsing->visit->arena;
    struct words columns = words_columns(arena, &browsing->columns, variable);
    struct values *dataset = values_section(values, "DATASET");

    if (columns.count > 0)
        values_set(values_section(dataset, "IN_DATASET"), "COLUMNS", words_join(arena, columns, ", "));
    else
        values_show(dataset, "NOT_IN_DATASET");
}

static void fill_variable(struct browsing *browsing, const struct codebook_variable *variable)
{
    struct arena *arena = browsing->visit->arena;
    struct values *values = values_section(browsing->part, "VARIABLE");

    values_set(values, "ID", variable->id);
    values_set(values, "NAME", variable->name);
    worded_set(values, "LABEL", variable->label);
    codes_official(values, "OFFICIAL", "LABEL_BOKMAL", variable->label);
    fill_ours(values, variable->label);
    worded_set(values, "HELP_TEXT", variable->description);
    if (browsing->dataset)
        fill_dataset(browsing, values, variable);
    values_set(values, "TYPE", words_type(arena, variable));
    values_set(values, "SOURCE", variable->source_text);
    values_set(values, "IMPORTANCE", words_importance(variable));
    values_set(values, "VALIDITY", words_validity(arena, variable->validity));
    values_set(values, "GATES", words_gates(arena, variable));
    fill_rules(arena, values, variable);
    if (variable->group)
        values_set(values_section(values, "IN_TABLE"), "TABLE_NAME", variable->group->name);
    if (variable->code_count > 0)
        codes_fill(arena, values, variable);
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

/* Every register there is, to choose among; and the one that is shown. */
static void fill_registers(const struct browsing *browsing)
{
    const struct codebook *codebook = browsing->visit->site->codebook;
    const struct codebook_register *shown = browsing->chosen.reg;
    struct values *page = browsing->page;
    struct values *choice = values_section(page, "REGISTERS");

    worded_set(page, "REGISTER", shown->title);
    values_set(page, "QUERY", browsing->chosen.query);
    if (*browsing->chosen.query)
        values_set(values_section(page, "ASKED_REGISTER"), "ASKED_NAME", shown->name);
    values_show(page, browsing->dataset ? "STANDARD" : "OWN_WORDS");
    for (size_t i = 0; i < codebook->register_count; i++) {
        struct values *one = values_section(choice, "ONE_REGISTER");

        values_set(one, "REGISTER_NAME", codebook->registers[i].name);
        worded_set(one, "REGISTER_TITLE", codebook->registers[i].title);
        if (&codebook->registers[i] == shown)
            values_show(one, "SHOWN_NOW");
    }
}

/* What its codes are counted together in. */
static void fill_classes(const struct browsing *browsing)
{
    const struct codebook_register *reg = browsing->chosen.reg;
    struct values *classes = reg->class_count > 0 ? values_section(browsing->page, "CLASSES") : NULL;

    for (size_t i = 0; i < reg->class_count; i++) {
        struct values *row = values_section(classes, "CLASS");

        worded_set(row, "CLASS_TITLE", reg->classes[i].title);
        codes_official(row, "CLASS_OFFICIAL", "CLASS_BOKMAL", reg->classes[i].title);
        values_show(row, reg->classes[i].counted ? "COUNTED" : "NOT_COUNTED");
    }
}

static void fill_top(struct browsing *browsing, const char *typed)
{
    const struct codebook *codebook = browsing->visit->site->codebook;
    struct values *page = browsing->page;
    struct values *found;

    fill_registers(browsing);
    values_set(page, "VERSION", codebook->version);
    values_set(page, "DIGEST", codebook->digest);
    values_set(page, "TYPED", typed);
    values_set_number(page, "TOTAL", (long long)browsing->chosen.reg->variable_count);
    if (!*typed) {
        values_show(page, "ALL");
        fill_classes(browsing);
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
    struct browsing browsing = {.visit = visit, .chosen = chosen_register(visit)};
    const struct codebook_register *reg = browsing.chosen.reg;

    if (!reg)
        return OUTCOME_BAD;
    if (asked && !*typed)
        return visit_redirect(visit, arena_printf(visit->arena, "/kodebok%s", browsing.chosen.query));
    if (text_length(typed) > SEARCH_TEXT_MOST) {
        visit->reason = arena_printf(visit->arena, _("Det du søker etter, kan være høyst %d tegn."), SEARCH_TEXT_MOST);
        return OUTCOME_BAD;
    }
    browsing.page = visit_page(visit, "kodebok.html", _("Kodebok"));
    browsing.search = search_read(visit->arena, typed);
    browsing.dataset = chosen_has_dataset(reg);
    browsing.columns = columns_of(visit->arena, reg, COLUMNS_BOTH);
    for (size_t i = 0; i < reg->page_count; i++)
        take_page(&browsing, &reg->pages[i]);
    fill_top(&browsing, typed);
    return visit_render(visit, 200);
}
