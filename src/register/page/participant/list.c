/* What lacks, as links. */
#include "register/page/participant/list.h"

#include "engine/view/worded.h"

bool list_has(const struct answer_gaps *gaps, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < gaps->count; i++)
        if (gaps->variables[i] == variable)
            return true;
    return false;
}

void list_fill(struct visit *visit, struct values *parent, const char *name, const struct review *review,
               const struct answer_gaps *gaps)
{
    struct values *list;

    if (gaps->count == 0 || !review->participant->may_change)
        return;
    list = values_section(parent, name);
    values_set_number(list, "LACK_COUNT", (long long)gaps->count);
    for (size_t i = 0; i < gaps->count; i++) {
        const struct codebook_variable *variable = gaps->variables[i];
        struct values *lack = values_section(list, "LACK");

        values_set(lack, "LACK_PATH", naming_page_path(visit->arena, review->participant, variable->page));
        values_set(lack, "LACK_FIELD", variable->name);
        worded_set(lack, "LACK_LABEL", variable->label);
    }
}
