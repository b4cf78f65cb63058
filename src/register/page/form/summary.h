/* The error summary on top of a form (ui.md 4). */
#ifndef REGISTER_PAGE_FORM_SUMMARY_H
#define REGISTER_PAGE_FORM_SUMMARY_H

#include "engine/base/problem.h"
#include "engine/codebook/codebook.h"
#include "engine/view/template.h"

struct summary {
    const struct codebook_register *reg;
    const struct problems *problems;
    /* Where a question stands that is not on this page, below /deltakere/; NULL: it is on this page. The function may be
     * NULL: all are. */
    const char *(*elsewhere)(const struct codebook_variable *variable, const void *context);
    const void *context;
};

/* Includes it in `page`, and marks the title; its heading is for the caller to set. NULL where nothing is wrong. */
struct values *summary_show(struct values *root, struct values *page, const struct summary *summary);

/* Is there an answer to put right? Where there is none, the summary only tells. */
bool summary_has_field(const struct problems *problems);

#endif
