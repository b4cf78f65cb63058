/* One variable's own attributes, texts and codes. */
#include "engine/base/decimal.h"
#include "engine/base/text.h"
#include "engine/codebook/read.h"

enum { CODES_AS_RADIO_MOST = 6, CODES_MOST = 1000 };

static const char *const type_words[] = {
    [CODEBOOK_TEXT] = "text",   [CODEBOOK_INTEGER] = "integer", [CODEBOOK_DATE] = "date",
    [CODEBOOK_CODE] = "code",   [CODEBOOK_CODES] = "codes",     [CODEBOOK_GROUP] = "group",
    [CODEBOOK_GROUP + 1] = NULL};

static const char *const widget_words[] = {[CODEBOOK_WIDGET_INPUT] = "input",
                                           [CODEBOOK_WIDGET_DATE] = "date",
                                           [CODEBOOK_WIDGET_RADIO] = "radio",
                                           [CODEBOOK_WIDGET_SELECT] = "select",
                                           [CODEBOOK_WIDGET_CHECKBOXES] = "checkboxes",
                                           [CODEBOOK_WIDGET_CHECKBOX] = "checkbox",
                                           [CODEBOOK_WIDGET_TABLE] = "table",
                                           [CODEBOOK_WIDGET_NONE] = "none",
                                           [CODEBOOK_WIDGET_NONE + 1] = NULL};

static const char *const supplier_words[] = {[CODEBOOK_SOURCE_MUNICIPALITY] = "municipality",
                                             [CODEBOOK_SOURCE_SYSTEM] = "system",
                                             [CODEBOOK_SOURCE_FREG] = "freg",
                                             [CODEBOOK_SOURCE_PAD] = "pad",
                                             [CODEBOOK_SOURCE_APPLICATION] = "application",
                                             [CODEBOOK_SOURCE_APPLICATION + 1] = NULL};

static const char *const importance_words[] = {"ikke obligatorisk", "obligatorisk", NULL};

static const struct {
    const char *word;
    unsigned bit;
} gate_words[] = {{"create", CODEBOOK_GATE_CREATE},
                  {"annual", CODEBOOK_GATE_ANNUAL},
                  {"annual-ended", CODEBOOK_GATE_ANNUAL_ENDED},
                  {"discharge", CODEBOOK_GATE_DISCHARGE}};

static unsigned read_gate(struct draft *draft, const xmlNode *node, const char *word)
{
    for (size_t i = 0; i < sizeof gate_words / sizeof gate_words[0]; i++) {
        if (text_equal(gate_words[i].word, word)) {
            return gate_words[i].bit;
        }
    }
    draft_fail(draft, draft_line(node), "there is no gate \"%s\"", word);
    return 0;
}

static unsigned read_gates(struct draft *draft, const xmlNode *node)
{
    const char *text = draft_optional(draft, node, "gates");
    struct draft_words words = draft_split(draft, text == NULL ? "" : text);
    unsigned gates = 0;
    for (size_t i = 0; i < words.count; i++) {
        gates |= read_gate(draft, node, words.items[i]);
    }
    return gates;
}

static struct codebook_validity read_validity(struct draft *draft, const xmlNode *node)
{
    struct codebook_validity validity = {draft_date(draft, node, "from", true),
                                         draft_date(draft, node, "to", false)};
    if (date_is_set(validity.to) && date_compare(validity.from, validity.to) > 0) {
        draft_fail(draft, draft_line(node), "%s is valid to a date before it is valid from",
                   (const char *)node->name);
    }
    return validity;
}

static void read_code(struct draft *draft, const struct codebook_register *reg, const xmlNode *node,
                      struct codebook_code *code)
{
    code->line = (int)draft_line(node);
    draft_required(draft, node, "number");
    code->number = (int)draft_number(draft, node, "number", 0, CODEBOOK_CODE_MOST, 0);
    code->text = read_content_wording(draft, node);
    code->validity = read_validity(draft, node);
    code->exclusive = draft_is_said(draft, node, "exclusive", "yes");
    code->offered = !draft_is_said(draft, node, "offered", "no");
    read_code_class(draft, reg, node, code);
}

static void read_codes(struct draft *draft, const struct codebook_register *reg, const xmlNode *node,
                       struct codebook_variable *variable)
{
    variable->code_count = draft_count_children(node, "code");
    if (variable->code_count > CODES_MOST) {
        draft_fail(draft, draft_line(node), "a variable has at most %d codes", CODES_MOST);
        variable->code_count = 0;
        return;
    }
    struct codebook_code *codes = arena_alloc_many(draft->arena, variable->code_count, sizeof *codes);
    const xmlNode *code = NULL;
    for (size_t i = 0; (code = draft_child(node, "code", code)) != NULL; i++) {
        read_code(draft, reg, code, &codes[i]);
    }
    variable->codes = codes;
    read_guidance(draft, node, variable);
}

static struct wording read_text(struct draft *draft, const xmlNode *node, const char *name)
{
    struct wording text = read_element_wording(draft, node, name);
    if (text.bokmal == NULL) {
        draft_fail(draft, draft_line(node), "the variable has no %s", name);
    }
    return text;
}

static enum codebook_widget read_usual_widget(const struct codebook_variable *variable)
{
    static const enum codebook_widget usual[] = {
        [CODEBOOK_TEXT] = CODEBOOK_WIDGET_INPUT,       [CODEBOOK_INTEGER] = CODEBOOK_WIDGET_INPUT,
        [CODEBOOK_DATE] = CODEBOOK_WIDGET_DATE,        [CODEBOOK_CODE] = CODEBOOK_WIDGET_RADIO,
        [CODEBOOK_CODES] = CODEBOOK_WIDGET_CHECKBOXES, [CODEBOOK_GROUP] = CODEBOOK_WIDGET_TABLE};
    bool many = variable->type == CODEBOOK_CODE && variable->code_count > CODES_AS_RADIO_MOST;
    return many ? CODEBOOK_WIDGET_SELECT : usual[variable->type];
}

static void read_limits(struct draft *draft, const xmlNode *node, struct codebook_variable *variable)
{
    if (variable->type == CODEBOOK_TEXT) {
        draft_required(draft, node, "max-length");
    }
    if (variable->type == CODEBOOK_INTEGER) {
        draft_required(draft, node, "least");
        draft_required(draft, node, "most");
    }
    variable->max_length = (size_t)draft_number(draft, node, "max-length", 1, 4000, 0);
    variable->decimals = (unsigned)draft_number(draft, node, "decimals", 1, DECIMAL_PLACES_MOST, 0);
    variable->least = draft_limit(draft, node, "least", variable->decimals);
    variable->most = draft_limit(draft, node, "most", variable->decimals);
}

void read_variable(struct draft *draft, const struct codebook_register *reg, const xmlNode *node,
                   struct codebook_variable *variable)
{
    variable->line = (int)draft_line(node);
    variable->id = draft_required(draft, node, "id");
    variable->name = draft_variable_name(draft, node, "name");
    draft_required(draft, node, "type");
    draft_required(draft, node, "supplier");
    draft_required(draft, node, "importance");
    variable->type = (enum codebook_type)draft_choice(draft, node, "type", type_words, CODEBOOK_TEXT);
    variable->type_text = draft_required(draft, node, "data-type");
    variable->source =
        (enum codebook_source)draft_choice(draft, node, "supplier", supplier_words, CODEBOOK_SOURCE_SYSTEM);
    variable->source_text = draft_required(draft, node, "source");
    variable->obligatory = draft_choice(draft, node, "importance", importance_words, 0) == 1;
    variable->gates = read_gates(draft, node);
    variable->validity = read_validity(draft, node);
    variable->label = read_text(draft, node, "label");
    variable->description = read_text(draft, node, "description");
    variable->hint = read_element_wording(draft, node, "hint");
    variable->format = draft_optional(draft, node, "format");
    read_codes(draft, reg, node, variable);
    read_limits(draft, node, variable);
    variable->widget = (enum codebook_widget)draft_choice(draft, node, "widget", widget_words,
                                                          (int)read_usual_widget(variable));
}
