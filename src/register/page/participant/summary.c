/* The error summary on top of the registration form. */
#include "register/page/participant/summary.h"

#include "engine/base/words.h"
#include "register/page/form/summary.h"

/* On another page of the form, or NULL: before she is created there is one page alone. */
static const char *elsewhere(const struct codebook_variable *variable, const void *context)
{
    const struct form *form = context;

    if (variable->page == form->page || !form->participant)
        return NULL;
    return naming_page_path(form->visit->arena, form->participant, variable->page);
}

void summary_fill(struct form *form, struct values *page)
{
    struct summary summary = {
        .reg = form->visit->site->reg, .problems = form->problems, .elsewhere = elsewhere, .context = form};
    struct values *shown = summary_show(form->visit->values, page, &summary);

    if (!shown)
        return;
    if (summary_has_field(form->problems))
        values_show(shown, form->summary == FORM_SUMMARY_DISCHARGE ? "BEFORE_DISCHARGE" : "BEFORE_NEXT");
    else
        values_set(values_section(shown, "OTHER"), "OTHER_TITLE", _("Ikke alt du svarte, er lagret"));
}
