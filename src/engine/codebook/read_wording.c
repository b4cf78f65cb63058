/* Texts with their nynorsk: beside an attribute or a code's text as the attribute `nn`, beside an element as its twin
 * with xml:lang="nn". nn="=" says that the words are the same, which is not the same as saying nothing. */
#include "engine/base/text.h"
#include "engine/codebook/read.h"

static const char *read_nynorsk(struct draft *draft, const xmlNode *node, const char *bokmal)
{
    const char *nynorsk = draft_optional(draft, node, "nn");
    if (nynorsk != NULL && *nynorsk == '\0') {
        draft_fail(draft, draft_line(node), "nn is empty; where the words are the same it is \"=\"");
    }
    return nynorsk != NULL && text_equal(nynorsk, "=") ? bokmal : nynorsk;
}

struct wording read_attribute_wording(struct draft *draft, const xmlNode *node, const char *attribute)
{
    const char *bokmal = draft_required(draft, node, attribute);
    return (struct wording){bokmal, read_nynorsk(draft, node, bokmal), (int)draft_line(node)};
}

struct wording read_content_wording(struct draft *draft, const xmlNode *node)
{
    const char *bokmal = draft_content(draft, node);
    return (struct wording){bokmal, read_nynorsk(draft, node, bokmal), (int)draft_line(node)};
}

/* The first child of that name that is, or is not, in nynorsk. */
static const xmlNode *read_child(const xmlNode *node, const char *name, bool nynorsk)
{
    const xmlNode *child = NULL;
    while ((child = draft_child(node, name, child)) != NULL && draft_is_nynorsk(child) != nynorsk) {
    }
    return child;
}

struct wording read_element_wording(struct draft *draft, const xmlNode *node, const char *name)
{
    return read_twin_wording(draft, read_child(node, name, false), read_child(node, name, true));
}

struct wording read_twin_wording(struct draft *draft, const xmlNode *child, const xmlNode *twin)
{
    if (child == NULL) {
        return WORDING_NONE;
    }
    const char *bokmal = draft_content(draft, child);
    const char *same = draft_optional(draft, child, "nn");
    if (same != NULL && (!text_equal(same, "=") || twin != NULL)) {
        draft_fail(draft, draft_line(child),
                   "%s has either nn=\"=\" or a twin with xml:lang=\"nn\" that holds its nynorsk",
                   (const char *)child->name);
    }
    const char *nynorsk = twin == NULL ? NULL : draft_content(draft, twin);
    return (struct wording){bokmal, same != NULL ? bokmal : nynorsk, (int)draft_line(child)};
}
