/* Texts of the codebook with a mark where they are not in the page's language. */
#include "engine/view/worded.h"

#include <assert.h>
#include <stdio.h>

#include "engine/base/text.h"

static void mark(struct values *values, const char *name) {
    char marker[64];
    int length = snprintf(marker, sizeof marker, "%s_NB", name);
    assert(length > 0 && (size_t)length < sizeof marker);
    values_show(values, marker);
}

void worded_set(struct values *values, const char *name, struct wording text) {
    values_set(values, name, wording_shown(text));
    if (wording_is_foreign(text))
        mark(values, name);
}

void worded_mark_answer(struct values *values, const char *name, const struct codebook_variable *variable,
                        const struct answer *answer) {
    for (size_t i = 0; i < variable->code_count; i++)
        if (answer_has_code(answer, variable->codes[i].number) && wording_is_foreign(variable->codes[i].text)) {
            mark(values, name);
            return;
        }
}

static bool is_foreign_message(const struct codebook_variable *variable, const char *message) {
    for (size_t i = 0; i < variable->rule_count; i++)
        if (text_equal(message, wording_shown(variable->rules[i].message)))
            return wording_is_foreign(variable->rules[i].message);
    if (variable->opens && text_equal(message, wording_shown(variable->opens_text)))
        return wording_is_foreign(variable->opens_text);
    return variable->locks && text_equal(message, wording_shown(variable->locks_text)) &&
           wording_is_foreign(variable->locks_text);
}

void worded_set_message(struct values *values, const char *name, const struct codebook_variable *variable,
                        const char *message) {
    values_set(values, name, message);
    if (variable && is_foreign_message(variable, message))
        mark(values, name);
}
