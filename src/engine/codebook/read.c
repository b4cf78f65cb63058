/* Registers, pages and sections. */
#include "engine/codebook/read.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

static int read_compare_names(const void *a, const void *b)
{
    const struct codebook_variable *const *first = a;
    const struct codebook_variable *const *second = b;
    return strcmp((*first)->name, (*second)->name);
}

static size_t read_count_variables(const xmlNode *node)
{
    size_t count = 0;
    const xmlNode *page = NULL;
    while ((page = draft_child(node, "page", page)) != NULL) {
        count += draft_count_children(page, "variable");
    }
    return count;
}

/* What a table of a database can hold beside its own columns; and no file can make us run out of memory. */
enum { VARIABLES_MOST = 900 };

static void read_allocate(struct draft *draft, const xmlNode *node, struct draft_register *made)
{
    struct codebook_register *reg = made->reg;
    reg->page_count = draft_count_children(node, "page");
    reg->variable_count = read_count_variables(node);
    made->pages = arena_alloc_many(draft->arena, reg->page_count, sizeof *made->pages);
    made->sections = arena_alloc_many(draft->arena, reg->page_count, sizeof *made->sections);
    made->page_nodes = arena_alloc_many(draft->arena, reg->page_count, sizeof *made->page_nodes);
    made->variables = arena_alloc_many(draft->arena, reg->variable_count, sizeof *made->variables);
    made->variable_nodes = arena_alloc_many(draft->arena, reg->variable_count, sizeof *made->variable_nodes);
    reg->pages = made->pages;
}

/* Pointers to all variables of a register, in their order. */
static const struct codebook_variable **read_list(struct draft *draft, const struct draft_register *made)
{
    size_t count = made->reg->variable_count;
    const struct codebook_variable **list = arena_alloc_many(draft->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i] = &made->variables[i];
    }
    return list;
}

static void read_sort(struct draft *draft, const struct draft_register *made)
{
    const struct codebook_variable **by_name = read_list(draft, made);
    if (made->reg->variable_count > 0) {
        qsort(by_name, made->reg->variable_count, sizeof *by_name, read_compare_names);
    }
    made->reg->by_name = by_name;
}

static void read_page_variables(struct draft *draft, struct draft_register *made, size_t page_index,
                                size_t *next)
{
    struct codebook_page *page = &made->pages[page_index];
    const xmlNode *parent = made->page_nodes[page_index];
    page->variables = made->reg->variables + *next;
    const xmlNode *node = NULL;
    while ((node = draft_child(parent, "variable", node)) != NULL) {
        struct codebook_variable *variable = &made->variables[*next];
        variable->index = *next;
        variable->page = page;
        made->variable_nodes[*next] = node;
        read_variable(draft, made->reg, node, variable);
        page->variable_count++;
        ++*next;
    }
}

static void read_sections(struct draft *draft, struct draft_register *made, size_t page_index)
{
    struct codebook_page *page = &made->pages[page_index];
    const xmlNode *parent = made->page_nodes[page_index];
    page->section_count = draft_count_children(parent, "section");
    struct codebook_section *sections = arena_alloc_many(draft->arena, page->section_count, sizeof *sections);
    const xmlNode *node = NULL;
    for (size_t i = 0; (node = draft_child(parent, "section", node)) != NULL; i++) {
        sections[i].name = draft_address_name(draft, node, "name");
        sections[i].title = read_attribute_wording(draft, node, "title");
        sections[i].page = page;
    }
    page->sections = sections;
    made->sections[page_index] = sections;
}

static void read_pages(struct draft *draft, const xmlNode *node, struct draft_register *made)
{
    const xmlNode *parent = NULL;
    for (size_t i = 0; (parent = draft_child(node, "page", parent)) != NULL; i++) {
        made->page_nodes[i] = parent;
        made->pages[i].index = i;
        made->pages[i].name = draft_address_name(draft, parent, "name");
        made->pages[i].title = read_attribute_wording(draft, parent, "title");
        read_sections(draft, made, i);
    }
}

const struct codebook_variable *read_named(struct draft *draft, const struct draft_register *made,
                                           const xmlNode *node, const char *name)
{
    const struct codebook_variable *variable = codebook_find_variable(made->reg, name);
    if (variable == NULL) {
        draft_fail(draft, draft_line(node), "there is no variable \"%s\"", name);
    }
    return variable;
}

/* The variables a card shows. A variable stands on one card, of its own page. */
static void read_shown(struct draft *draft, const struct draft_register *made, const xmlNode *node,
                       struct codebook_section *section)
{
    struct draft_words names = draft_split(draft, draft_required(draft, node, "shows"));
    const struct codebook_variable **shown = arena_alloc_many(draft->arena, names.count, sizeof(void *));
    section->variables = shown;
    for (size_t i = 0; i < names.count; i++) {
        const struct codebook_variable *named = read_named(draft, made, node, names.items[i]);
        if (named == NULL) {
            return;
        }
        struct codebook_variable *variable = &made->variables[named->index];
        if (variable->section != NULL || variable->page != section->page) {
            draft_fail(draft, draft_line(node),
                       "section %s cannot show %s: it is shown twice or is of another page", section->name,
                       variable->name);
        }
        variable->section = section;
        shown[section->variable_count++] = variable;
    }
}

static void read_page_references(struct draft *draft, const struct draft_register *made, size_t page_index)
{
    const xmlNode *parent = made->page_nodes[page_index];
    const char *judged_by = draft_required(draft, parent, "judged-by");
    made->pages[page_index].judged_by = read_named(draft, made, parent, judged_by);
    made->pages[page_index].repeats = draft_is_said(draft, parent, "repeats", "yes");
    const xmlNode *node = NULL;
    for (size_t i = 0; (node = draft_child(parent, "section", node)) != NULL; i++) {
        read_shown(draft, made, node, &made->sections[page_index][i]);
    }
}

static void read_register(struct draft *draft, const xmlNode *node, struct codebook_register *reg)
{
    struct draft_register made = {.reg = reg};
    reg->name = draft_address_name(draft, node, "name");
    reg->title = read_attribute_wording(draft, node, "title");
    reg->first_date = draft_date(draft, node, "first-date", true);
    reg->annual_report = draft_is_said(draft, node, "annual-report", "yes");
    if (read_count_variables(node) > VARIABLES_MOST) {
        draft_fail(draft, draft_line(node), "a register holds at most %d variables", VARIABLES_MOST);
        return;
    }
    read_classes(draft, node, reg);
    read_allocate(draft, node, &made);
    read_pages(draft, node, &made);
    reg->variables = read_list(draft, &made);
    size_t next = 0;
    for (size_t i = 0; i < reg->page_count; i++) {
        read_page_variables(draft, &made, i, &next);
    }
    read_sort(draft, &made);
    for (size_t i = 0; i < reg->page_count && draft->why == NULL; i++) {
        read_page_references(draft, &made, i);
    }
    for (size_t i = 0; i < reg->variable_count && draft->why == NULL; i++) {
        read_references(draft, &made, i);
    }
}

void read_codebook(struct draft *draft, const xmlNode *root, struct codebook *codebook)
{
    if (!draft_is(root, "codebook")) {
        draft_fail(draft, draft_line(root), "the file holds no codebook but \"%s\"",
                   (const char *)root->name);
        return;
    }
    codebook->version = draft_required(draft, root, "version");
    codebook->register_count = draft_count_children(root, "register");
    struct codebook_register *registers =
        arena_alloc_many(draft->arena, codebook->register_count, sizeof *registers);
    codebook->registers = registers;
    const xmlNode *node = NULL;
    for (size_t i = 0; (node = draft_child(root, "register", node)) != NULL; i++) {
        read_register(draft, node, &registers[i]);
    }
}
