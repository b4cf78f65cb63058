/* What the municipality has to do about a person. */
#include "register/page/introduksjon/hint.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/row_card.h"
#include "register/page/show.h"

static const struct {
    enum computed_cause cause;
    const char *reason; /* why it was entered */
    const char *todo;   /* NULL: nothing */
} causes[] = {
    {COMPUTED_DEADLINE, N_("Regelmotoren avsluttet programmet fordi fristen for gjennomføring gikk ut uten at en årsak var registrert."),
     N_("Legg til en avslutning med riktig årsak. Datoen må være innenfor fristen. Da blir den beregnede avslutningen slettet.")},
    {COMPUTED_PERMANENT_STOP, N_("Regelmotoren avsluttet programmet fordi det er registrert vedtak om permanent stans."),
     N_("Legg til en avslutning med årsaken til stansen. Da blir den beregnede avslutningen slettet.")},
    {COMPUTED_START_DEADLINE, N_("Regelmotoren avsluttet personen fordi fristen for oppstart gikk ut uten vedtak om program og sluttmål."),
     N_("Registrer vedtak og sluttmål hvis personen likevel er i program.")},
    {COMPUTED_REJECTED, N_("Regelmotoren avsluttet personen fordi det er registrert at personen har avvist programmet."),
     N_("Er det feil, retter eller sletter du vedtaket.")},
    {COMPUTED_NOT_IN_CATEGORY, N_("Regelmotoren avsluttet personen fordi personen ikke lenger er i noen av kategoriene."), NULL},
    {COMPUTED_MOVED, N_("Regelmotoren avsluttet programmet fordi personen har flyttet til en annen kommune."), NULL},
    {COMPUTED_EMIGRATED, N_("Regelmotoren avsluttet programmet fordi personen har flyttet ut av landet."), NULL},
    {COMPUTED_DEAD, N_("Regelmotoren avsluttet programmet fordi personen er død."), NULL},
};

static size_t find(const struct answers *end)
{
    const struct codebook_code *code = row_cause(end->reg, end);
    size_t count = sizeof causes / sizeof *causes;

    for (size_t i = 0; i < count; i++)
        if (code && text_equal(code->computed, computed_cause_name(causes[i].cause)))
            return i;
    return count;
}

const char *hint_reason(const struct answers *end)
{
    size_t index = find(end);

    if (index == sizeof causes / sizeof *causes)
        return _("Regelmotoren har beregnet denne avslutningen.");
    return words_text(causes[index].reason);
}

bool hint_lacks(struct values *values, const struct person *person)
{
    const struct programme *programme = &person->programme;
    bool no_decision = !date_is_set(programme->decided);
    bool no_goal = programme->goal == GOAL_NONE && programme->law != LAW_INTRODUKSJONSLOVEN;

    if (no_decision)
        values_show(values, "NO_DECISION");
    if (no_goal)
        values_show(values, "NO_GOAL");
    return no_decision || no_goal;
}

static const char *todo_of(const struct person *person, size_t index)
{
    if (index == sizeof causes / sizeof *causes || !causes[index].todo || !person->may_change)
        return "";
    return words_text(causes[index].todo);
}

static void show_computed(struct visit *visit, struct values *page, const struct person *person,
                          const struct person_row *end)
{
    const char *reason = hint_reason(end->answers);
    const char *todo = todo_of(person, find(end->answers));

    show_notice(page, *todo ? "warning" : "info", *todo ? _("Programmet er avsluttet av regelmotoren, og kommunen må gjøre noe")
                                                        : _("Programmet er avsluttet av regelmotoren"),
                *todo ? arena_printf(visit->arena, "%s %s", reason, todo) : reason);
}

/* What a programme can have been reopened from. */
static const struct {
    enum computed_cause cause;
    const char *known;
} overruled[] = {
    {COMPUTED_EMIGRATED, N_("At personen har flyttet ut av landet, var kjent da programmet ble gjenåpnet.")},
    {COMPUTED_MOVED, N_("At personen har flyttet til en annen kommune, var kjent da programmet ble gjenåpnet.")},
    {COMPUTED_REJECTED, N_("At personen har avvist programmet, var registrert da det ble gjenåpnet.")},
    {COMPUTED_NOT_IN_CATEGORY, N_("At personen ikke lenger er i noen av kategoriene, var kjent da programmet ble gjenåpnet.")},
    {COMPUTED_PERMANENT_STOP, N_("Vedtaket om permanent stans var registrert da programmet ble gjenåpnet.")},
};

/* The sentences on what the rule engine passes over, since it was known when she was reopened; "" for nothing. */
static const char *passed_over(struct arena *arena, const struct programme *programme)
{
    struct programme_facts facts = programme_facts(programme);
    const char *sentences = "";

    for (size_t i = 0; i < sizeof overruled / sizeof *overruled; i++)
        if (rule_engine_passes_over(&facts, overruled[i].cause))
            sentences = arena_printf(arena, "%s%s ", sentences, words_text(overruled[i].known));
    return sentences;
}

static void show_reopened(struct visit *visit, struct values *page, const struct person *person)
{
    const char *known = passed_over(visit->arena, &person->programme);

    if (*known)
        show_notice(page, "info", _("Programmet løper etter gjenåpningen"),
                    arena_printf(visit->arena, "%s%s", known,
                                 _("Derfor avslutter ikke regelmotoren programmet. Er programmet likevel slutt, legger du til en avslutning.")));
}

void hint_show(struct visit *visit, struct values *page, const struct person *person)
{
    const struct person_row *end = person_end(person);

    if (end && end->is_computed)
        show_computed(visit, page, person, end);
    else if (end && !programme_has_basis(&person->programme))
        show_notice(page, "warning", _("Avslutningen mangler grunnlag"),
                    _("Det den bygger på, er slettet eller opphevet. Registrer vedtak og sluttmål på nytt, eller slett avslutningen."));
    else if (!end && person->may_change)
        show_reopened(visit, page, person);
}
