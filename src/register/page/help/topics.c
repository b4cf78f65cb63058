/* The chapters of the guide, and which of them tells of which screen. */
#include "register/page/help/topics.h"

#include "engine/base/text.h"
#include "engine/base/words.h"

const struct help_topic help_topics[] = {
    {"innlogging", N_("Innlogging og tilgang"), N_("Logge inn og ut, få tilgang, og hva du gjør når det ikke går."),
     "hjelp-innlogging.html", HELP_START, true},
    {"sprak", N_("Språk"), N_("Bytte mellom bokmål, nynorsk og engelsk."), "hjelp-sprak.html", HELP_START, true},
    {"oversikt", N_("Deltakeroversikten"), N_("Finne en deltaker, og hva kolonnene og statusene betyr."),
     "hjelp-oversikt.html", HELP_PARTICIPANTS, false},
    {"registrering", N_("Registrere en deltaker"), N_("De fire sidene, lagring, felt og merker, og to som endrer det samme."),
     "hjelp-registrering.html", HELP_PARTICIPANTS, false},
    {"navn", N_("Navnet fra Folkeregisteret"), N_("Hvordan navnet blir hentet og bekreftet, og hva du gjør når det ikke kommer."),
     "hjelp-navn.html", HELP_PARTICIPANTS, false},
    {"avslutning", N_("Avslutte og skrive ut"), N_("Når deltakeren er ferdig, flytter, blir gravid eller slutter."),
     "hjelp-avslutning.html", HELP_PARTICIPANTS, false},
    {"registrerte-data", N_("Registrerte data og årsrapport"), N_("Se over alle svarene og bekrefte årsrapporten."),
     "hjelp-registrerte-data.html", HELP_PARTICIPANTS, false},
    {"sletting", N_("Slette en deltaker"), N_("Når du skal slette, og hva som skjer."), "hjelp-sletting.html",
     HELP_PARTICIPANTS, false},
    {"arbeidsflate", N_("Arbeidsflaten og kommunenes tall"), N_("Hva som venter på dere i introduksjonsprogrammet, og hvor mange det gjelder hvor."),
     "hjelp-arbeidsflate.html", HELP_PROGRAMME, false},
    {"introduksjon-personer", N_("Personer i introduksjonsprogrammet"), N_("Finne en person, og hva statusene betyr."),
     "hjelp-introduksjon-personer.html", HELP_PROGRAMME, false},
    {"avslutning-introduksjon", N_("Avslutte introduksjonsprogrammet"),
     N_("Vedtak, sluttmål og avslutning, det regelmotoren beregner, og å gjenåpne et program."),
     "hjelp-avslutning-introduksjon.html", HELP_PROGRAMME, false},
    {"introduksjon-rapport", N_("Rapporten over avsluttede"),
     N_("Finne dem som mangler årsak, lese fordelingen og laste ned rapporten."), "hjelp-introduksjon-rapport.html", HELP_REPORTS, false},
    {"nedlasting", N_("Laste ned"), N_("Filene, Excel og CSV, kvitteringen, og ansvaret for filer med personopplysninger."),
     "hjelp-nedlasting.html", HELP_REPORTS, false},
    {"kodebok", N_("Kodeboken"), N_("Hva spørsmålene og svarene betyr."), "hjelp-kodebok.html", HELP_REGISTER, false},
    {"rapportering", N_("Rapporteringsår og framdrift"), N_("Hvor mange som er bekreftet. For IMDi: åpne et år og sette fristen."),
     "hjelp-rapportering.html", HELP_REPORTS, false},
    {"kvalitet", N_("Kvalitetslister"), N_("Deltakere som er registrert flere ganger samtidig."), "hjelp-kvalitet.html",
     HELP_REPORTS, false},
    {"innsyn", N_("Innsyn og gjenoppretting"), N_("For systemeieren: svare en kvinne som vil vite hva som er lagret, og gjenopprette det en kommune har slettet."),
     "hjelp-innsyn.html", HELP_REGISTER, false},
    {"aktivitetslogg", N_("Aktivitetsloggen"), N_("For systemeieren: se hvem som har gjort hva."), "hjelp-aktivitetslogg.html",
     HELP_REGISTER, false},
    {"brukere", N_("Brukere og tilgang"), N_("For administratorer: invitere, gi, endre og avslutte tilgang."), "hjelp-brukere.html",
     HELP_REGISTER, false},
    {"ofte-stilte-sporsmal", N_("Ofte stilte spørsmål"), N_("Korte svar på det mange lurer på."), "hjelp-sporsmal-og-svar.html",
     HELP_REGISTER, false},
    {"feilmeldinger", N_("Når noe går galt"), N_("Hva feilmeldingene betyr, og hva som skjedde med det du skrev."),
     "hjelp-feilmeldinger.html", HELP_REGISTER, true},
    {"personvern", N_("Personvern"), N_("Hva som lagres, hvorfor, hvem som ser det, og hvilke rettigheter deltakeren har."),
     "hjelp-personvern.html", HELP_REGISTER, true},
    {"tilgjengelighet", N_("Tilgjengelighet"), N_("Tastatur, skjermleser, stor tekst og utskrift på papir."),
     "hjelp-tilgjengelighet.html", HELP_REGISTER, true},
    {"kontakt", N_("Kontakt oss"), N_("Hvem du spør om hva."), "hjelp-kontakt.html", HELP_REGISTER, true},
};
const size_t help_topic_count = sizeof help_topics / sizeof *help_topics;

/* Every pattern of routes.c that can draw a page; tests/structure compares the two. */
static const struct {
    const char *pattern, *topic;
} screens[] = {
    {"/", "innlogging"},
    {"/logg-inn", "innlogging"},
    {"/logg-inn/kode", "innlogging"},
    {"/logg-inn/registrer", "innlogging"},
    {"/logg-inn/glemt", "innlogging"},
    {"/logg-inn/nytt-passord/{token}", "innlogging"},
    {"/logg-ut", "innlogging"},
    {"/min-bruker", "innlogging"},
    {"/min-bruker/faktor", "innlogging"},
    {"/min-bruker/passord", "innlogging"},
    {"/min-bruker/okt.json", "innlogging"},
    {"/brukere", "brukere"},
    {"/brukere/ny", "brukere"},
    {"/brukere/invitasjon/{id}", "brukere"},
    {"/brukere/{id}", "brukere"},
    {"/brukere/{id}/ny-tilgang", "brukere"},
    {"/brukere/{id}/tilgang/{nr}", "brukere"},
    {"/brukere/{id}/kodeapp", "brukere"},
    {"/brukere/{id}/avslutt/{nr}", "brukere"},
    {"/invitasjon/{token}", "innlogging"},
    {"/min-bruker/tilknytning", "innlogging"},
    {"/oidc/start", "innlogging"},
    {"/oidc/svar", "innlogging"},
    {"/hjelp", ""},
    {"/hjelp/{emne}", ""},
    {"/tilgjengelighet", "tilgjengelighet"},
    {"/kodebok", "kodebok"},
    {"/kodebok.csv", "kodebok"},
    {"/kodebok.json", "kodebok"},
    {"/kvalitet", "kvalitet"},
    {"/aktivitetslogg", "aktivitetslogg"},
    {"/aktivitetslogg.csv", "aktivitetslogg"},
    {"/deltakere", "oversikt"},
    {"/deltakere/sok", "oversikt"},
    {"/deltakere/oversikt.csv", "nedlasting"},
    {"/deltakere/oversikt.xlsx", "nedlasting"},
    {"/deltakere/datasett.csv", "nedlasting"},
    {"/deltakere/datasett.xlsx", "nedlasting"},
    {"/deltakere/prover.csv", "nedlasting"},
    {"/deltakere/kvittering", "nedlasting"},
    {"/deltakere/kvittering/{id}", "nedlasting"},
    {"/deltakere/kvittering/{id}/stopp", "nedlasting"},
    {"/deltakere/slettede", "innsyn"},
    {"/deltakere/ny", "registrering"},
    {"/deltakere/{id}/navn/hent", "navn"},
    {"/deltakere/{id}/navn/bekreft", "navn"},
    {"/deltakere/{id}/registrerte-data", "registrerte-data"},
    {"/deltakere/{id}/bekreft", "registrerte-data"},
    {"/deltakere/{id}/utskriv", "avslutning"},
    {"/deltakere/{id}/slett", "sletting"},
    {"/deltakere/{id}/gjenopprett", "innsyn"},
    {"/deltakere/{id}/felt/{name}", "registrering"},
    {"/deltakere/{id}/{page}", "registrering"},
    {"/innsyn", "innsyn"},
    {"/innsyn/{id}", "innsyn"},
    {"/innsyn/{id}/opplysninger.csv", "innsyn"},
    {"/innsyn/{id}/hendelser.csv", "innsyn"},
    {"/rapportering", "rapportering"},
    {"/introduksjon", "arbeidsflate"},
    {"/introduksjon/kommuner", "arbeidsflate"},
    {"/introduksjon/personer", "introduksjon-personer"},
    {"/introduksjon/personer/{id}/{kind}/{rad}/slett", "avslutning-introduksjon"},
    {"/introduksjon/personer/{id}/{kind}/{rad}", "avslutning-introduksjon"},
    {"/introduksjon/personer/{id}/{kind}/ny", "avslutning-introduksjon"},
    {"/introduksjon/personer/{id}/gjenapne", "avslutning-introduksjon"},
    {"/introduksjon/personer/{id}", "avslutning-introduksjon"},
    {"/introduksjon/rapporter/avsluttede", "introduksjon-rapport"},
    {"/introduksjon/rapporter/avsluttede.csv", "introduksjon-rapport"},
    {"/introduksjon/kvittering", "nedlasting"},
    {"/introduksjon/kvittering/{id}", "nedlasting"},
    {"/introduksjon/kvittering/{id}/stopp", "nedlasting"},
};

const struct help_topic *help_topic_named(const char *name)
{
    for (size_t i = 0; i < help_topic_count; i++)
        if (text_equal(help_topics[i].name, name))
            return &help_topics[i];
    return NULL;
}

const struct help_topic *help_topic_of(const char *pattern)
{
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++)
        if (text_equal(screens[i].pattern, pattern))
            return help_topic_named(screens[i].topic);
    return NULL;
}
