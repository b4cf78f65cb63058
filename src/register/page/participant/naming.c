/* How a participant is called in addresses and headings. */
#include "register/page/participant/naming.h"

#include "register/domain/jobbsjansen/fodselsnummer.h"

const char *naming_person_path(struct arena *arena, const struct participant *participant)
{
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(participant->id, id);
    return arena_copy(arena, id);
}

const char *naming_page_path(struct arena *arena, const struct participant *participant, const struct codebook_page *page)
{
    if (!participant)
        return "ny";
    return arena_printf(arena, "%s/%s", naming_person_path(arena, participant), page->name);
}

const char *naming_title(struct visit *visit, const struct answers *answers)
{
    const char *name = answers_get(answers, visit->site->names.navn)->text;

    if (name)
        return name;
    return fodselsnummer_show(visit->arena, answers_get(answers, visit->site->names.fodselsnummer)->text);
}
