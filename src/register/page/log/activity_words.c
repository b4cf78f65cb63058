/* What the logs write, as people read it. */
#include "register/page/log/activity_words.h"

#include "engine/answer/merge.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/introduksjon/duf.h"
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
    {"intro_decision", N_("Vedtak")},
    {"intro_goal", N_("Sluttmål")},
    {"intro_participant", N_("Person i introduksjonsprogrammet")},
    {"intro_termination", N_("Avslutning")},
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
    {"avsluttede", N_("Rapport over avsluttede")},
    {"bekreft", N_("Bekreftet årsrapport")},
    {"deleted", N_("Slettet deltaker")},
    {"gjenapne", N_("Gjenåpning av program")},
    {"kvalitet", N_("Kvalitetslisten")},
    {"arbeidsflate", N_("Arbeidsflaten")},
    {"login-code", N_("Feil kode etter riktig passord")},
    {"login-denied", N_("Stoppet etter for mange forsøk på å logge inn")},
    {"login-wrong", N_("Mislykket innlogging")},
    {"navn", N_("Navnet fra Folkeregisteret")},
    {"navn/bekreft", N_("Bekreftelse av identitet")},
    {"navn/hent", N_("Navnet fra Folkeregisteret")},
    {"oversikt", N_("Deltakeroversikten")},
    {"personer", N_("Personer")},
    {"persons", N_("Søk etter personer")},
    {"registrerte-data", N_("Registrerte data")},
    {"slett", N_("Sletting")},
    {"utskriv", N_("Utskriving")},
    {NULL, NULL},
};

/* Columns that no codebook has, and what is told of what was opened. */
static const struct word columns[] = {
    {"about", NULL},
    {"accepted_at", N_("Tatt imot")},
    {"accepted_by", N_("Tatt imot av bruker nummer")},
    {"account", N_("Databasekonto")},
    {"active", N_("Aktiv")},
    {"address", NULL},
    {"answer_id", NULL},
    {"answered_at", NULL},
    {"applied_at", N_("Tatt i bruk")},
    {"applied_by", N_("Tatt i bruk av")},
    {"authorization_endpoint", N_("Innloggingsadresse")},
    {"browser", N_("Nettleser")},
    {"brukernavn", N_("Brukernavn")},
    {"bydelsnavn", N_("Bydel")},
    {"changed_at", NULL},
    {"changed_by", NULL},
    {"changed_by_name", NULL},
    {"changed_years", NULL},
    {"choices", N_("Flervalgssvar")},
    {"closes", N_("Stenger")},
    {"code_hash", NULL},
    {"codebook", NULL},
    {"codebook_digest", NULL},
    {"codebook_version", N_("Kodebokversjon")},
    {"computed", NULL},
    {"confirmed_at", N_("Bekreftet")},
    {"confirmed_by", NULL},
    {"confirmed_by_name", N_("Bekreftet av")},
    {"confirmed_years", NULL},
    {"content", NULL},
    {"count", N_("Antall deltakere i listen")},
    {"created_at", N_("Tidspunkt")},
    {"created_by", NULL},
    {"created_by_name", NULL},
    {"days_off", N_("Dager med fravær eller permisjon")},
    {"dead_on", N_("Død")},
    {"deadline", N_("Frist")},
    {"deadline_reason", N_("Begrunnelse for fristen")},
    {"deadline_set", N_("Fastsatt gjennomføringsfrist")},
    {"decided_on", N_("Vedtak om program")},
    {"deleted_at", N_("Slettet")},
    {"deleted_by", NULL},
    {"deleted_by_name", N_("Slettet av")},
    {"digest", NULL},
    {"discharged_at", N_("Utskrevet")},
    {"display_name", N_("Navn")},
    {"email", N_("E-post")},
    {"emigrated_on", N_("Utvandret")},
    {"end_session_endpoint", N_("Utloggingsadresse")},
    {"ended_at", N_("Avsluttet")},
    {"ended_by", N_("Avslutning registrert av")},
    {"ended_entered_at", NULL},
    {"ended_entered_by_name", NULL},
    {"ends_at", N_("Varer til")},
    {"engine_due", NULL},
    {"entered_at", NULL},
    {"entered_by", NULL},
    {"entered_by_name", N_("Registrert av")},
    {"expires_at", N_("Gjelder til")},
    {"factor_required", N_("Må logge inn med kode")},
    {"figures", N_("Tallene som ble bekreftet")},
    {"file", N_("Fil")},
    {"from", N_("Fra")},
    {"fylkesnavn", N_("Fylke")},
    {"fylkesnummer", N_("Fylkesnummer")},
    {"gaps", NULL},
    {"grant_id", NULL},
    {"has_districts", N_("Har bydeler")},
    {"identity_id", NULL},
    {"identity_reason", N_("Grunn til at identiteten er bekreftet på en annen måte")},
    {"idle_seconds", NULL},
    {"idle_until", NULL},
    {"invitation_id", NULL},
    {"invited_at", N_("Invitert")},
    {"invited_by", N_("Invitert av bruker nummer")},
    {"is_extended", N_("Forlenget")},
    {"issuer", N_("Innloggingstjenestens adresse")},
    {"kind", N_("Gjelder")},
    {"kinds", NULL},
    {"kode", N_("Svarkode")},
    {"language", N_("Språk")},
    {"last_error", N_("Siste feil")},
    {"learned_since", NULL},
    {"link_id", NULL},
    {"listed", NULL},
    {"lookup_asked_at", NULL},
    {"lookup_at", N_("Svar fra Folkeregisteret")},
    {"lookup_notes", NULL},
    {"lookup_round", NULL},
    {"lookup_state", NULL},
    {"made_at", N_("Laget")},
    {"mail_id", NULL},
    {"method", N_("Logget inn med")},
    {"moved_on", N_("Flyttet")},
    {"name", N_("Navn")},
    {"not_before", NULL},
    {"number", N_("Nummer")},
    {"occasion", N_("Når det ble sagt")},
    {"oidc_provider", N_("Innloggingstjeneste")},
    {"opened_at", N_("Åpnet")},
    {"opens", N_("Åpner")},
    {"out_of_category_on", N_("Ikke lenger i kategori")},
    {"outcome", N_("Hva det førte til")},
    {"owns_project", N_("Har eget prosjekt")},
    {"participant_id", NULL},
    {"password_hash", N_("Passord")},
    {"person_id", N_("PersonId")},
    {"persons", NULL},
    {"phone", N_("Telefon")},
    {"project_id", N_("Prosjekt nummer")},
    {"protected", N_("Beskyttet adresse")},
    {"public_id", NULL},
    {"rapporteringsar", N_("Rapporteringsår")},
    {"read_at", NULL},
    {"recipient", N_("Mottaker")},
    {"recipient_name", NULL},
    {"reference", NULL},
    {"register", N_("Register")},
    {"rejected_on", N_("Avvist program")},
    {"remote", N_("Nettadresse")},
    {"reopened_at", NULL},
    {"reopened_on", N_("Gjenåpnet")},
    {"role", N_("Rolle")},
    {"row_id", NULL},
    {"row_version", NULL},
    {"salt", NULL},
    {"scopes", NULL},
    {"sealed", N_("Nøkkelen til kodeappen")},
    {"seen_at", NULL},
    {"sends_issuer", NULL},
    {"sent_at", N_("Sendt")},
    {"session_id", NULL},
    {"shown_name", NULL},
    {"since", N_("Registrert")},
    {"snapshot_at", NULL},
    {"standing_of", NULL},
    {"state", N_("Tilstand")},
    {"status", N_("Status")},
    {"stopped_on", N_("Permanent stans")},
    {"subject", NULL},
    {"subject_id", NULL},
    {"successor", N_("Etterfølger")},
    {"test_no", N_("Prøve nummer")},
    {"tied_at", N_("Knyttet")},
    {"to", N_("Til")},
    {"token_hash", NULL},
    {"token_salt", NULL},
    {"tries", N_("Forsøk")},
    {"used_at", N_("Brukt")},
    {"user", NULL},
    {"user_id", N_("Bruker nummer")},
    {"user_name", N_("Bruker")},
    {"valid_from", N_("Gjelder fra")},
    {"valid_to", N_("Gjelder til")},
    {"value", NULL},
    {"variabel", N_("Spørsmål")},
    {"version", N_("Versjon")},
    {"withdrawn_at", N_("Trukket tilbake")},
    {"words", N_("Utvalg")},
    {"year", N_("År")},
    {NULL, NULL},
};

static const struct word values[] = {
    {"(hidden)", N_("vises ikke")},
    {"administrator", N_("Kommuneadministrator")},
    {"caseworker", N_("Kommunebruker")},
    {"engine", N_("Regelmotor")},
    {"given_up", N_("gitt opp")},
    {"imdi", N_("IMDi fagperson")},
    {"invitasjon", N_("invitasjon")},
    {"kodeapp-byttet", N_("beskjed om ny kodeapp")},
    {"kodeapp-fjernet", N_("beskjed om at kodeappen er fjernet")},
    {"machine", N_("Maskinklient")},
    {"municipality", N_("Kommunen")},
    {"passord", N_("nytt passord")},
    {"passord-endret", N_("beskjed om at passordet er endret")},
    {"refused", N_("avvist")},
    {"sent", N_("sendt")},
    {"system_owner", N_("Systemeier")},
    {"tilknyttet", N_("beskjed om ny innlogging")},
    {"waiting", N_("venter")},
    {"withdrawn", N_("trukket tilbake")},
    {NULL, NULL},
};

static const struct word *find(const struct word *words, const char *name)
{
    for (; words->name; words++)
        if (text_equal(words->name, name))
            return words;
    return NULL;
}

static const char bydel[] = "bydel", duf_nummer[] = "duf_nummer";
static const char of_introduksjon[] = "intro";

const struct codebook_register *activity_register(const struct visit *visit, const struct activity_event *event)
{
    bool other = event->is_of_introduksjon || text_starts_with(event->what, of_introduksjon);

    return other && visit->site->introduksjon ? visit->site->introduksjon : visit->site->reg;
}

static const char *of_session(const struct activity_event *event)
{
    return text_equal(event->action, "insert") ? _("Logget inn") : _("Logget ut, eller økten ble avsluttet");
}

/* The codebook's page that was opened; NULL: something else. */
static const struct codebook_page *page_of(const struct visit *visit, const struct activity_event *event)
{
    return event->is_change || find(opened, event->what) ? NULL
                                                         : codebook_find_page(activity_register(visit, event), event->what);
}

static const char *of_opened(struct visit *visit, const struct activity_event *event)
{
    const struct word *word = find(opened, event->what);
    const struct codebook_page *page = page_of(visit, event);

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

bool activity_subject_is_foreign(const struct visit *visit, const struct activity_event *event)
{
    const struct codebook_page *page = page_of(visit, event);

    return page && wording_is_foreign(page->title);
}

const char *activity_column(const struct codebook_register *reg, const char *name)
{
    const struct codebook_variable *variable = codebook_find_variable(reg, name);
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
    if (text_equal(variable->name, duf_nummer))
        return duf_show(visit->arena, value);
    if (text_equal(variable->name, bydel))
        return places_name(&visit->site->places, value);
    shown = answer_show(visit->arena, variable, &answer);
    return *shown ? shown : value; /* a code that the codebook has no more */
}

const char *activity_value(struct visit *visit, const struct codebook_register *reg, const char *name, const char *value)
{
    const struct codebook_variable *variable = codebook_find_variable(reg, name);
    const struct word *word;
    const char *instant;
    struct date date;
    char shown[DATE_TEXT_SIZE];

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
    if (date_parse_iso(value, &date)) {
        date_format_norwegian(date, shown);
        instant = arena_copy(visit->arena, shown);
    }
    return *instant ? instant : value;
}
