/* How the look-up of her name stands. */
#include "register/page/participant/name_panel.h"

#include "engine/base/clock.h"
#include "engine/base/words.h"

enum { SLOW_AFTER_SECONDS = 10, WATCHED_SECONDS = 120 };

static const char *name_of(const struct visit *visit, const struct participant *participant)
{
    return answers_get(participant->answers, visit->site->names.navn)->text;
}

static bool is_asking(const struct lookup *lookup)
{
    return lookup->state == LOOKUP_WAITING || lookup->state == LOOKUP_FAILING;
}

static bool is_slow(const struct lookup *lookup)
{
    return is_asking(lookup) && clock_seconds_since(lookup->asked_at) >= SLOW_AFTER_SECONDS;
}

bool name_panel_offers_other(const struct visit *visit, const struct participant *participant)
{
    return lookup_may_give_reason(&participant->lookup, name_of(visit, participant), is_slow(&participant->lookup));
}

static void fill_running(const struct lookup *lookup, struct values *state)
{
    values_show(state, "WAITING");
    if (is_slow(lookup))
        values_show(state, "SLOW");
}

static void fill_word(const struct lookup *lookup, bool has_name, struct values *state)
{
    if (lookup->state == LOOKUP_WAITING)
        fill_running(lookup, state);
    else if (lookup->state == LOOKUP_FAILING)
        values_show(state, "FAILING");
    else if (has_name)
        values_show(state, "FOUND");
    else
        values_show(state, lookup->state == LOOKUP_ABSENT     ? "ABSENT"
                           : lookup->state == LOOKUP_WITHHELD ? "WITHHELD"
                                                              : "NEVER");
}

static void fill_notes(const struct lookup *lookup, struct values *state)
{
    static const struct {
        enum lookup_note note;
        const char *section;
    } sections[] = {
        {LOOKUP_MAN, "IS_MAN"},
        {LOOKUP_NAME_ARRIVED, "NAME_ARRIVED"},
        {LOOKUP_NAME_CHANGED, "NAME_CHANGED"},
        {LOOKUP_NUMBER_CHANGED, "NUMBER_CHANGED"},
    };

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (lookup->notes & sections[i].note)
            values_show(state, sections[i].section);
    if (lookup->reason)
        values_set(values_section(state, "KNOWN_OTHERWISE"), "REASON", lookup->reason);
}

/* What she who registers can do about it. */
static void fill_ways(struct visit *visit, const struct participant *participant, struct values *state)
{
    const struct lookup *lookup = &participant->lookup;
    bool has_name = name_of(visit, participant) != NULL;
    bool watched = is_asking(lookup) && clock_seconds_since(lookup->asked_at) < WATCHED_SECONDS;
    const char *path = naming_person_path(visit->arena, participant);

    if (watched)
        values_set(values_section(state, "WATCH"), "ID", path);
    if (is_asking(lookup))
        values_set(values_section(state, "REFRESH"), "ID", path);
    if (is_asking(lookup) ? is_slow(lookup) || lookup->state == LOOKUP_FAILING : !has_name)
        values_set(values_section(state, "AGAIN"), "ID", path);
    if (name_panel_offers_other(visit, participant) && !lookup->reason)
        values_set(values_section(state, "OTHER_WAY"), "ID", path);
}

static void fill(struct values *panel, const void *context)
{
    const struct form *form = context;
    const struct participant *participant = form->participant;
    struct values *state;

    if (!participant)
        return;
    state = values_section(panel, "STATE");
    values_set_number(state, "ROUND", participant->lookup.round);
    fill_word(&participant->lookup, name_of(form->visit, participant) != NULL, state);
    fill_notes(&participant->lookup, state);
    fill_ways(form->visit, participant, state);
}

static const char panel_file[] = "navnestatus.html";

void name_panel_use(struct form *form)
{
    const struct codebook_variable *name = form->visit->site->names.navn;

    if (form->page != name->page)
        return;
    form->extras[name->index].aside_file = panel_file;
    form->extras[name->index].fill_aside = fill;
    form->extras[name->index].aside_context = form;
}

void name_panel_include(struct form *form, struct values *parts)
{
    if (form->page == form->visit->site->names.navn->page)
        fill(values_include(values_section(parts, "NAME_PART"), "NAME_STATUS", panel_file), form);
}

const char *name_panel_note(const struct form *form, const struct codebook_variable *variable)
{
    const struct lookup *lookup = form->participant ? &form->participant->lookup : NULL;
    const char *at = lookup ? lookup->answered_at : NULL;

    if (lookup && variable == form->visit->site->names.sivilstand)
        at = lookup->snapshot_at;
    if (!answer_is_empty(answers_get(form->answers, variable)))
        return at ? arena_printf(form->visit->arena, _("Hentet fra Folkeregisteret %s."),
                                 clock_show_minute(form->visit->arena, at))
                  : _("Hentet fra Folkeregisteret.");
    return at ? _("Folkeregisteret oppgir ikke dette.") : _("Er ikke hentet fra Folkeregisteret ennå.");
}
