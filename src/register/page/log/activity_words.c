/* What the logs write, as people read it. */
#include "register/page/log/activity_words.h"

#include "engine/answer/merge.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/download/receipt_page.h"

#include <string.h>

struct word {
    const char *name, *label; /* label NULL: not shown */
};

static const struct word tables[] = {
    {"codebook_applied", N_("Kodebok")},
    {"district", N_("Bydel")},
    {"double_answer", N_("Svar om åpen deltakelse et annet sted")},
    {"half_session", N_("Innlogging i to steg")},
    {"invitation", N_("Invitasjon")},
    {"link", N_("Engangslenke")},
    {"login_attempt", N_("Innloggingsforsøk")},
    {"mail", N_("E-post")},
    {"municipality", N_("Kommune")},
    {"oidc_provider", N_("Innloggingstjeneste")},
    {"participant", N_("Deltaker")},
    {"participant_confirmation", N_("Bekreftet årsrapport")},
    {"participant_test", N_("Norskprøve")},
    {"person", N_("Person")},
    {"person_number", N_("Fødselsnummer")},
    {"project", N_("Prosjekt")},
    {"recovery_code", N_("Gjenopprettingskode")},
    {"reporting_year", N_("Rapporteringsår")},
    {"secret", N_("Hemmelig nøkkel")},
    {"system_account", N_("Systemkonto")},
    {"user", N_("Bruker")},
    {"user_factor", N_("Tofaktor")},
    {"user_grant", N_("Tilgang")},
    {"user_identity", N_("Innlogging gjennom en tjeneste")},
    {NULL, NULL},
};

static const struct word opened[] = {
    {"aktivitetslogg", N_("Aktivitetsloggen")},
    {"bekreft", N_("Bekreftet årsrapport")},
    {"deleted", N_("Slettet deltaker")},
    {"kvalitet", N_("Kvalitetslisten")},
    {"login-code", N_("Feil kode etter riktig passord")},
    {"login-denied", N_("Stoppet etter for mange forsøk på å logge inn")},
    {"login-wrong", N_("Mislykket innlogging")},
    {"navn", N_("Navnet fra Folkeregisteret")},
    {"navn/bekreft", N_("Bekreftelse av identitet")},
    {"navn/hent", N_("Navnet fra Folkeregisteret")},
    {"oversikt", N_("Deltakeroversikten")},
    {"persons", N_("Søk etter personer")},
    {"registrerte-data", N_("Registrerte data")},
    {"slett", N_("Sletting")},
    {"utskriv", N_("Utskriving")},
    {NULL, NULL},
};

/* Columns that no codebook has, and what is told of what was opened. */
static const struct word columns[] = {
    {"accepted_at", N_("Tatt imot")},
    {"accepted_by", N_("Tatt imot av bruker nummer")},
    {"active", N_("Aktiv")},
    {"address", NULL},
    {"answered_at", NULL},
    {"applied_at", N_("Tatt i bruk")},
    {"applied_by", N_("Tatt i bruk av")},
    {"browser", N_("Nettleser")},
    {"brukernavn", N_("Brukernavn")},
    {"changed_at", NULL},
    {"changed_by", NULL},
    {"changed_by_name", NULL},
    {"changed_years", NULL},
    {"closes", N_("Stenger")},
    {"codebook", NULL},
    {"codebook_digest", NULL},
    {"confirmed_years", NULL},
    {"content", NULL},
    {"count", N_("Antall deltakere i listen")},
    {"created_at", N_("Tidspunkt")},
    {"created_by", NULL},
    {"created_by_name", NULL},
    {"deadline", N_("Frist")},
    {"digest", NULL},
    {"display_name", N_("Navn")},
    {"email", N_("E-post")},
    {"ended_at", N_("Avsluttet")},
    {"ends_at", N_("Varer til")},
    {"file", N_("Fil")},
    {"from", N_("Fra")},
    {"gaps", NULL},
    {"grant_id", NULL},
    {"identity_reason", N_("Grunn til at identiteten er bekreftet på en annen måte")},
    {"idle_seconds", NULL},
    {"idle_until", NULL},
    {"invited_at", N_("Invitert")},
    {"invited_by", N_("Invitert av bruker nummer")},
    {"kinds", NULL},
    {"lookup_asked_at", NULL},
    {"lookup_at", N_("Svar fra Folkeregisteret")},
    {"lookup_notes", NULL},
    {"lookup_round", NULL},
    {"lookup_state", NULL},
    {"method", N_("Logget inn med")},
    {"opens", N_("Åpner")},
    {"participant_id", NULL},
    {"password_hash", N_("Passord")},
    {"person_id", N_("PersonId")},
    {"persons", NULL},
    {"phone", N_("Telefon")},
    {"public_id", NULL},
    {"reference", NULL},
    {"register", N_("Register")},
    {"remote", N_("Nettadresse")},
    {"role", N_("Rolle")},
    {"row_version", NULL},
    {"scopes", NULL},
    {"seen_at", NULL},
    {"session_id", NULL},
    {"snapshot_at", NULL},
    {"status", N_("Status")},
    {"test_no", N_("Prøve nummer")},
    {"to", N_("Til")},
    {"token_hash", NULL},
    {"user", NULL},
    {"user_id", N_("Bruker nummer")},
    {"valid_from", N_("Gjelder fra")},
    {"valid_to", N_("Gjelder til")},
    {"version", N_("Versjon")},
    {"withdrawn_at", N_("Trukket tilbake")},
    {"words", N_("Utvalg")},
    {"year", N_("År")},
    {NULL, NULL},
};

static const struct word values[] = {
    {"(hidden)", N_("vises ikke")},      {"administrator", N_("Kommuneadministrator")}, {"caseworker", N_("Kommunebruker")},
    {"imdi", N_("IMDi fagperson")},      {"machine", N_("Maskinklient")},               {"system_owner", N_("Systemeier")},
    {NULL, NULL},
};

static const struct word *find(const struct word *words, const char *name)
{
    for (; words->name; words++)
        if (text_equal(words->name, name))
            return words;
    return NULL;
}

static const char *of_session(const struct activity_event *event)
{
    return text_equal(event->action, "insert") ? _("Logget inn") : _("Logget ut, eller økten ble avsluttet");
}

static const char *of_opened(struct visit *visit, const struct activity_event *event)
{
    const struct word *word = find(opened, event->what);
    const struct codebook_page *page = codebook_find_page(visit->site->reg, event->what);

    if (word)
        return words_text(word->label);
    return page ? wording_shown(page->title) : receipt_content(&(struct receipt){.what = event->what});
}

const char *activity_who(struct visit *visit, const struct activity_event *event)
{
    static const char *const programs[] = {"system:", "account:"};

    if (text_is_empty(event->user_name))
        return _("Ukjent brukernavn");
    for (size_t i = 0; !event->brukernavn && i < sizeof programs / sizeof *programs; i++)
        if (!strncmp(event->user_name, programs[i], strlen(programs[i])))
            return arena_printf(visit->arena, _("Systemet: %s"), event->user_name + strlen(programs[i]));
    return event->user_name;
}

const char *activity_subject(struct visit *visit, const struct activity_event *event)
{
    const struct word *table = find(tables, event->what);

    if (!event->is_change)
        return of_opened(visit, event);
    if (event->kind == ACTIVITY_LOGIN)
        return of_session(event);
    return table ? words_text(table->label) : event->what;
}

const char *activity_column(const struct visit *visit, const char *name)
{
    const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, name);
    const struct word *word = find(columns, name);

    if (variable)
        return wording_shown(variable->label);
    if (word && !word->label)
        return NULL;
    return word ? words_text(word->label) : name;
}

static const char *of_variable(struct visit *visit, const struct codebook_variable *variable, const char *value)
{
    struct answer answer = answer_from_canonical(visit->arena, variable, value);
    const char *shown;

    if (variable == visit->site->names.fodselsnummer)
        return fodselsnummer_show(visit->arena, value);
    if (variable == visit->site->names.bydel)
        return places_name(&visit->site->places, value);
    shown = answer_show(visit->arena, variable, &answer);
    return *shown ? shown : value; /* a code that the codebook has no more */
}

const char *activity_value(struct visit *visit, const char *name, const char *value)
{
    const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, name);
    const struct word *word;
    const char *instant;

    if (text_is_empty(value))
        return _("tomt");
    if (variable)
        return of_variable(visit, variable, value);
    if (text_equal(name, "status") && status_named(value) != STATUS_UNKNOWN)
        return status_shown(status_named(value));
    word = find(values, value);
    if (word)
        return words_text(word->label);
    instant = clock_show_second(visit->arena, value);
    return *instant ? instant : value;
}
