/* What is said of codes beside their words: what they are counted together with, what finds them out, when to choose them. */
#include "engine/base/text.h"
#include "engine/codebook/read.h"

enum { CLASSES_MOST = 100 };

void read_classes(struct draft *draft, const xmlNode *node, struct codebook_register *reg)
{
    const xmlNode *child = NULL;
    struct codebook_class *classes;

    reg->class_count = draft_count_children(node, "class");
    if (reg->class_count > CLASSES_MOST) {
        draft_fail(draft, draft_line(node), "a register has at most %d classes", CLASSES_MOST);
        reg->class_count = 0;
    }
    classes = arena_alloc_many(draft->arena, reg->class_count, sizeof *classes);
    reg->classes = classes;
    for (size_t i = 0; i < reg->class_count; i++) {
        child = draft_child(node, "class", child);
        classes[i] = (struct codebook_class){.name = draft_address_name(draft, child, "name"),
                                             .title = read_attribute_wording(draft, child, "title"),
                                             .counted = !draft_is_said(draft, child, "counted", "no")};
        if (codebook_find_class(reg, classes[i].name) != &classes[i])
            draft_fail(draft, draft_line(child), "the class %s is there twice", classes[i].name);
    }
}

static const struct codebook_class *read_class_of(struct draft *draft, const struct codebook_register *reg,
                                                  const xmlNode *node)
{
    const char *name = draft_optional(draft, node, "class");
    const struct codebook_class *found = name ? codebook_find_class(reg, name) : NULL;

    if (name && !found)
        draft_fail(draft, draft_line(node), "there is no class \"%s\"", name);
    return found;
}

/* The element of that name for a code, in nynorsk or not. */
static const xmlNode *read_guidance_of(struct draft *draft, const xmlNode *node, int number, bool nynorsk)
{
    const xmlNode *child = NULL;

    while ((child = draft_child(node, "guidance", child)) != NULL)
        if (draft_is_nynorsk(child) == nynorsk &&
            draft_number(draft, child, "code", 0, CODEBOOK_CODE_MOST, -1) == number)
            return child;
    return NULL;
}

void read_guidance(struct draft *draft, const xmlNode *node, const struct codebook_variable *variable)
{
    const xmlNode *child = NULL;

    while ((child = draft_child(node, "guidance", child)) != NULL) {
        int number = (int)draft_number(draft, child, "code", 0, CODEBOOK_CODE_MOST, -1);

        if (!codebook_find_code(variable, number))
            draft_fail(draft, draft_line(child), "%s has no code %d to guide to", variable->name, number);
        else if (read_guidance_of(draft, node, number, draft_is_nynorsk(child)) != child)
            draft_fail(draft, draft_line(child), "the guidance to code %d of %s is there twice", number, variable->name);
    }
}

void read_code_class(struct draft *draft, const struct codebook_register *reg, const xmlNode *node,
                     struct codebook_code *code)
{
    code->counted_as = read_class_of(draft, reg, node);
    code->computed = draft_optional(draft, node, "computed");
    code->guidance = read_twin_wording(draft, read_guidance_of(draft, node->parent, code->number, false),
                                       read_guidance_of(draft, node->parent, code->number, true));
}
