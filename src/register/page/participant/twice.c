/* What the pages say of a woman who is registered already. */
#include "register/page/participant/twice.h"

#include "engine/base/text.h"
#include "engine/base/words.h"

enum twice_kind twice_of(enum participant_outcome outcome)
{
    switch (outcome) {
    case PARTICIPANT_OPEN_HERE:
        return TWICE_HERE;
    case PARTICIPANT_OPEN_ELSEWHERE:
        return TWICE_ELSEWHERE;
    case PARTICIPANT_ASK_LATER:
        return TWICE_LATER;
    default:
        return TWICE_NO;
    }
}

bool twice_goes_on(const struct visit *visit, const char *number)
{
    const char *told = http_fields_get(&visit->request->form, "registrer_likevel");

    return !text_is_empty(told) && text_equal(told, number);
}

const char *twice_message(const struct twice *twice)
{
    switch (twice->kind) {
    case TWICE_HERE:
        return twice->reopened ? _("Hun har en annen registrering som er åpen. Avslutt den før du fjerner datoen her.")
                               : _("Hun med dette nummeret har allerede en åpen registrering.");
    case TWICE_ELSEWHERE:
        return twice->reopened
                   ? _("Hun har en åpen registrering i en annen kommune eller bydel. Da kan ikke datoen fjernes.")
                   : _("Hun har en åpen registrering i en annen kommune eller bydel. Velg om du vil gå videre.");
    default:
        return _("Dette kan ikke lagres akkurat nå. Prøv igjen senere.");
    }
}

static const char *id_of(struct arena *arena, participant_id id)
{
    char *text = arena_alloc(arena, PARTICIPANT_ID_TEXT);

    participant_id_show(id, text);
    return text;
}

void twice_fill(struct visit *visit, struct values *page, const struct twice *twice)
{
    struct values *notice, *part;

    if (twice->kind == TWICE_NO)
        return;
    notice = values_include(page, "NOTICE", "finnes.html");
    if (twice->kind == TWICE_HERE) {
        part = values_section(notice, twice->reopened ? "KEEP_END" : "OPEN_HERE");
        values_set(part, "OTHER_ID", id_of(visit->arena, twice->other));
    } else if (twice->kind == TWICE_LATER) {
        values_show(notice, "LATER");
    } else if (twice->reopened) {
        values_show(notice, "KEEP_END_ELSEWHERE");
    } else {
        values_set(values_section(notice, "OPEN_ELSEWHERE"), "NUMBER", twice->number);
    }
}

void twice_fill_doubles(struct visit *visit, struct values *card, const struct participant *participant)
{
    struct values *doubles = participant->double_count ? values_section(card, "DOUBLES") : NULL;

    for (size_t i = 0; i < participant->double_count; i++) {
        const struct participant_double *one = &participant->doubles[i];
        struct values *shown = values_section(doubles, "DOUBLE");

        if (one->other)
            values_set(values_section(shown, one->is_open ? "BOTH_OPEN" : "OVERLAP"), "OTHER_ID",
                       id_of(visit->arena, one->other));
        else
            values_show(shown, "OPEN_ELSEWHERE");
    }
}
