/* Texts that have no nynorsk (requirement U1). A codebook that has none at all is one in bokmål, and not warned of. */
#include "engine/base/text.h"
#include "engine/codebook/lint_work.h"

struct wordings {
    struct lint *lint;
    bool any;
};

static void lint_wording(struct wordings *seen, struct wording text, const char *owner, const char *what)
{
    if (text.bokmal == NULL) {
        return;
    }
    seen->any = seen->any || text.nynorsk != NULL;
    if (text.nynorsk == NULL) {
        lint_say(seen->lint, false, text.line, "%s: the %s \"%s\" has no nynorsk", owner, what, text.bokmal);
    } else if (text.nynorsk != text.bokmal && text_equal(text.nynorsk, text.bokmal)) {
        lint_say(seen->lint, false, text.line, "%s: the %s \"%s\" is the same in nynorsk, which is written nn=\"=\"",
                 owner, what, text.bokmal);
    }
}

static void lint_page_wordings(struct wordings *seen, const struct codebook_page *page)
{
    lint_wording(seen, page->title, page->name, "title");
    for (size_t i = 0; i < page->section_count; i++) {
        lint_wording(seen, page->sections[i].title, page->sections[i].name, "title");
    }
}

static void lint_variable_wordings(struct wordings *seen, const struct codebook_variable *variable)
{
    lint_wording(seen, variable->label, variable->name, "label");
    lint_wording(seen, variable->hint, variable->name, "hint");
    lint_wording(seen, variable->description, variable->name, "description");
    lint_wording(seen, variable->opens_text, variable->name, "reason");
    lint_wording(seen, variable->locks_text, variable->name, "reason");
    for (size_t i = 0; i < variable->rule_count; i++) {
        lint_wording(seen, variable->rules[i].message, variable->name, "message");
    }
    for (size_t i = 0; i < variable->code_count; i++) {
        lint_wording(seen, variable->codes[i].text, variable->name, "answer");
        lint_wording(seen, variable->codes[i].guidance, variable->name, "guidance");
    }
}

void lint_wordings(struct lint *lint, const struct codebook *codebook)
{
    struct wordings seen = {.lint = lint};
    size_t before = lint->findings.count;
    for (size_t i = 0; i < codebook->register_count; i++) {
        const struct codebook_register *reg = &codebook->registers[i];
        lint_wording(&seen, reg->title, reg->name, "title");
        for (size_t j = 0; j < reg->class_count; j++) {
            lint_wording(&seen, reg->classes[j].title, reg->classes[j].name, "title");
        }
        for (size_t j = 0; j < reg->page_count; j++) {
            lint_page_wordings(&seen, &reg->pages[j]);
        }
        for (size_t j = 0; j < reg->variable_count; j++) {
            lint_variable_wordings(&seen, reg->variables[j]);
        }
    }
    if (!seen.any) {
        lint->findings.count = before;
    }
}
