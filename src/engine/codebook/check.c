/* Names that occur twice, and pages. */
#include "engine/codebook/check.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"

static void check_names_twice(struct draft *draft, const struct codebook_register *reg)
{
    for (size_t i = 1; i < reg->variable_count; i++) {
        const struct codebook_variable *first = reg->by_name[i - 1];
        const struct codebook_variable *second = reg->by_name[i];
        if (text_equal(first->name, second->name)) {
            const struct codebook_variable *later = first->index > second->index ? first : second;
            draft_fail(draft, later->line, "the name %s is used twice", later->name);
        }
    }
}

static void check_ids_twice(struct draft *draft, const struct codebook_register *reg)
{
    for (size_t i = 0; i < reg->variable_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (text_equal(reg->variables[i]->id, reg->variables[j]->id)) {
                draft_fail(draft, reg->variables[i]->line, "the id %s is used twice", reg->variables[i]->id);
            }
        }
    }
}

/* Downloads add columns to a variable's own: `x_tekst`, and `x_3` per code of a multiple choice. */
static void check_headings(struct draft *draft, const struct codebook_register *reg,
                           const struct codebook_variable *variable)
{
    char heading[64];
    for (size_t i = 0; i < variable->code_count; i++) {
        snprintf(heading, sizeof heading, "%s_%d", variable->name, variable->codes[i].number);
        const struct codebook_variable *taken = codebook_find_variable(reg, heading);
        if (taken != NULL && variable->type == CODEBOOK_CODES) {
            draft_fail(draft, taken->line, "%s is the heading of a code of %s", heading, variable->name);
        }
    }
    snprintf(heading, sizeof heading, "%s_tekst", variable->name);
    const struct codebook_variable *taken = codebook_find_variable(reg, heading);
    if (taken != NULL && variable->code_count > 0) {
        draft_fail(draft, taken->line, "%s is the heading of the texts of %s", heading, variable->name);
    }
}

static const struct codebook_section *check_find_section(const struct codebook_register *reg,
                                                         const char *name)
{
    for (size_t i = 0; i < reg->page_count; i++) {
        for (size_t j = 0; j < reg->pages[i].section_count; j++) {
            if (text_equal(reg->pages[i].sections[j].name, name)) {
                return &reg->pages[i].sections[j];
            }
        }
    }
    return NULL;
}

static void check_page(struct draft *draft, const struct codebook_register *reg,
                       const struct codebook_page *page)
{
    long line = page->variable_count > 0 ? page->variables[0]->line : 0;
    if (page->variable_count == 0) {
        draft_fail(draft, 0, "page %s has no variables", page->name);
    }
    if (codebook_find_page(reg, page->name) != page) {
        draft_fail(draft, line, "the page name %s is used twice", page->name);
    }
    if (page->judged_by->type != CODEBOOK_DATE || page->judged_by->group != NULL) {
        draft_fail(draft, line, "page %s is judged by %s, which is no date", page->name,
                   page->judged_by->name);
    }
    if (page->repeats && page->judged_by->page != page) {
        draft_fail(draft, line, "page %s repeats, but is judged by %s, which is not of the same row", page->name,
                   page->judged_by->name);
    }
    for (size_t i = 0; i < page->section_count; i++) {
        if (check_find_section(reg, page->sections[i].name) != &page->sections[i]) {
            draft_fail(draft, line, "the section name %s is used twice", page->sections[i].name);
        }
    }
}

static void check_register(struct draft *draft, const struct codebook_register *reg)
{
    if (reg->variable_count == 0) {
        draft_fail(draft, 1, "the register %s has no variables", reg->name);
        return;
    }
    check_names_twice(draft, reg);
    check_ids_twice(draft, reg);
    for (size_t i = 0; i < reg->page_count; i++) {
        check_page(draft, reg, &reg->pages[i]);
    }
    for (size_t i = 0; i < reg->variable_count; i++) {
        check_headings(draft, reg, reg->variables[i]);
        check_variable(draft, reg->variables[i]);
    }
    check_rules(draft, reg);
}

void check_codebook(struct draft *draft, const struct codebook *codebook)
{
    if (codebook->register_count == 0) {
        draft_fail(draft, 1, "the codebook has no register");
    }
    for (size_t i = 0; i < codebook->register_count && draft->why == NULL; i++) {
        const struct codebook_register *reg = &codebook->registers[i];
        check_register(draft, reg);
        if (draft->why == NULL && codebook_find_register(codebook, reg->name) != reg) {
            draft_fail(draft, reg->variables[0]->line, "the register name %s is used twice", reg->name);
        }
    }
}
