/* The error summary on top of a form. */
#include "register/page/form/summary.h"

#include "engine/view/worded.h"

static void fill_error(const struct summary *summary, struct values *shown, const struct problem *problem)
{
    const struct codebook_variable *variable = codebook_find_variable(summary->reg, problem->field);
    const char *elsewhere = variable && summary->elsewhere ? summary->elsewhere(variable, summary->context) : NULL;
    struct values *error = values_section(shown, "ERROR");

    worded_set_message(error, "MESSAGE", variable, problem->message);
    values_set(error, "FIELD", problem->field);
    if (!*problem->field) {
        values_show(error, "NO_FIELD");
    } else if (!elsewhere) {
        values_show(error, "ON_PAGE");
    } else {
        values_show(error, "ELSEWHERE");
        values_set(error, "FIELD_PATH", elsewhere);
    }
}

bool summary_has_field(const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++)
        if (*problems->items[i].field)
            return true;
    return false;
}

struct values *summary_show(struct values *root, struct values *page, const struct summary *summary)
{
    struct values *shown;

    if (!summary->problems || summary->problems->count == 0)
        return NULL;
    values_show(root, "WITH_ERRORS");
    shown = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    values_set_number(shown, "ERROR_COUNT", (long long)summary->problems->count);
    for (size_t i = 0; i < summary->problems->count; i++)
        fill_error(summary, shown, &summary->problems->items[i]);
    return shown;
}
