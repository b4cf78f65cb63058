/* What was emptied, and the way to undo it. */
#include "register/page/participant/notice.h"

#include <limits.h>

#include "engine/base/text.h"
#include "engine/view/worded.h"

long notice_version(const struct visit *visit)
{
    const char *typed = http_fields_get(&visit->request->query, "tomt");
    long long version = 0;

    return typed && text_to_integer(typed, 1, INT_MAX, &version) ? (long)version : 0;
}

static bool was_emptied(const struct answer_change *change, long version)
{
    return change->version == version && change->old_text && !change->new_text;
}

static void fill_emptied(struct form *form, struct values *notice, const struct answer_change *change)
{
    struct arena *arena = form->visit->arena;
    struct answer old = answer_from_canonical(arena, change->variable, change->old_text);
    struct values *emptied = values_section(notice, "EMPTIED");

    values_set(emptied, "EMPTIED_NAME", change->variable->name);
    worded_set(emptied, "EMPTIED_LABEL", change->variable->label);
    values_set(emptied, "EMPTIED_TEXT", answer_show(arena, change->variable, &old));
    worded_mark_answer(emptied, "EMPTIED_TEXT", change->variable, &old);
}

void notice_fill(struct form *form, struct values *page)
{
    long version = form->emptied;
    struct values *notice = NULL;

    if (!form->participant || version == 0)
        return;
    for (size_t i = 0; i < form->participant->change_count; i++) {
        const struct answer_change *change = &form->participant->changes[i];

        if (!change->mine || !was_emptied(change, version))
            continue;
        if (!notice)
            notice = values_include(page, "NOTICE", "angre.html");
        fill_emptied(form, notice, change);
    }
    if (!notice)
        return;
    values_set(notice, "UNDO_PATH", naming_page_path(form->visit->arena, form->participant, form->page));
    values_set_number(notice, "UNDO_VERSION", version);
}
