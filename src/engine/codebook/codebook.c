/* Looking things up in a finished codebook. */
#include "engine/codebook/codebook.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

const struct codebook_register *codebook_find_register(const struct codebook *codebook, const char *name)
{
    for (size_t i = 0; i < codebook->register_count; i++) {
        if (text_equal(codebook->registers[i].name, name)) {
            return &codebook->registers[i];
        }
    }
    return NULL;
}

static int codebook_compare_name(const void *key, const void *item)
{
    const struct codebook_variable *const *variable = item;
    return strcmp(key, (*variable)->name);
}

const struct codebook_variable *codebook_find_variable(const struct codebook_register *reg, const char *name)
{
    if (name == NULL || reg->variable_count == 0) {
        return NULL;
    }
    const struct codebook_variable *const *found =
        bsearch(name, reg->by_name, reg->variable_count, sizeof *reg->by_name, codebook_compare_name);
    return found == NULL ? NULL : *found;
}

const struct codebook_page *codebook_find_page(const struct codebook_register *reg, const char *name)
{
    for (size_t i = 0; i < reg->page_count; i++) {
        if (text_equal(reg->pages[i].name, name)) {
            return &reg->pages[i];
        }
    }
    return NULL;
}

const struct codebook_code *codebook_find_code(const struct codebook_variable *variable, int number)
{
    for (size_t i = 0; i < variable->code_count; i++) {
        if (variable->codes[i].number == number) {
            return &variable->codes[i];
        }
    }
    return NULL;
}

const struct codebook_code *codebook_find_computed(const struct codebook_variable *variable, const char *name)
{
    for (size_t i = 0; i < variable->code_count; i++) {
        if (variable->codes[i].computed && text_equal(variable->codes[i].computed, name)) {
            return &variable->codes[i];
        }
    }
    return NULL;
}

const struct codebook_class *codebook_find_class(const struct codebook_register *reg, const char *name)
{
    for (size_t i = 0; i < reg->class_count; i++) {
        if (text_equal(reg->classes[i].name, name)) {
            return &reg->classes[i];
        }
    }
    return NULL;
}

bool codebook_valid_at(struct codebook_validity validity, struct date date)
{
    bool begun = date_compare(validity.from, date) <= 0;
    return begun && (!date_is_set(validity.to) || date_compare(date, validity.to) <= 0);
}

bool codebook_is_asked(const struct codebook_variable *variable)
{
    return variable->source == CODEBOOK_SOURCE_MUNICIPALITY ||
           variable->source == CODEBOOK_SOURCE_APPLICATION;
}
