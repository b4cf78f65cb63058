/* The error summary on top of the form. */
#include "register/page/participant/summary.h"

#include "engine/base/words.h"
#include "engine/view/worded.h"

static void fill_error(struct form *form, struct values *summary, const struct problem *problem)
{
    const struct codebook_variable *variable = codebook_find_variable(form->visit->site->reg, problem->field);
    struct values *error = values_section(summary, "ERROR");

    worded_set_message(error, "MESSAGE", variable, problem->message);
    values_set(error, "FIELD", problem->field);
    if (!variable) {
        values_show(error, "NO_FIELD");
    } else if (variable->page == form->page || !form->participant) {
        values_show(error, "ON_PAGE");
    } else {
        values_show(error, "ELSEWHERE");
        values_set(error, "FIELD_PATH", naming_page_path(form->visit->arena, form->participant, variable->page));
    }
}

/* Where no answer is to be put right, the summary only tells. */
static bool has_field(const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++)
        if (*problems->items[i].field)
            return true;
    return false;
}

void summary_fill(struct form *form, struct values *page)
{
    struct values *summary;

    if (!form->problems || form->problems->count == 0)
        return;
    values_show(form->visit->values, "WITH_ERRORS");
    summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    if (has_field(form->problems))
        values_show(summary, form->summary == FORM_SUMMARY_DISCHARGE ? "BEFORE_DISCHARGE" : "BEFORE_NEXT");
    else
        values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Ikke alt du svarte, er lagret"));
    values_set_number(summary, "ERROR_COUNT", (long long)form->problems->count);
    for (size_t i = 0; i < form->problems->count; i++)
        fill_error(form, summary, &form->problems->items[i]);
}
