/* A list of the Arbeidsflate. */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/domain/introduksjon/duf.h"
#include "register/page/introduksjon/desk.h"
#include "register/page/introduksjon/standing.h"
#include "register/page/show.h"

const struct desk_list desk_lists[DESK_LISTS] = {
    {INTRO_WITHOUT_CAUSE, "uten-arsak", N_("Avsluttet uten årsak fra kommunen"),
     N_("Regelmotoren har avsluttet dem, fordi fristen gikk ut eller programmet ble stanset. Finn ut hvorfor de sluttet, og legg til årsaken."),
     N_("Regelmotoren har avsluttet dem, og kommunen har ikke lagt til noen årsak."), N_("Ingen er avsluttet uten årsak."), N_("Avsluttet")},
    {INTRO_DEADLINE, "gjennomforingsfrist", N_("Gjennomføringsfrist innen en måned"),
     N_("Legg til avslutning hvis de er ferdige. Når fristen er ute, avslutter regelmotoren programmet uten årsak."),
     N_("De er ikke avsluttet."), N_("Ingen har gjennomføringsfrist den neste måneden."), N_("Gjennomføringsfrist")},
    {INTRO_START, "oppstartsfrist", N_("Oppstartsfrist innen en måned"),
     N_("De mangler vedtak om program, eller sluttmål. Når fristen er ute, avslutter regelmotoren dem."),
     N_("De mangler vedtak om program, eller sluttmål."), N_("Ingen har oppstartsfrist den neste måneden."), N_("Oppstartsfrist")},
};

unsigned long desk_count(const struct desk_list *list, const struct intro_figures *total)
{
    if (list->waiting == INTRO_WITHOUT_CAUSE)
        return total->without_cause;
    return list->waiting == INTRO_DEADLINE ? total->deadlines : total->starts;
}

bool desk_acts(const struct visit *visit)
{
    return access_may(visit->context.account, visit->reg->name, ACCESS_CHANGE_PARTICIPANTS);
}

/* "i dag", "om 3 dager", "gikk ut for 1 dag siden". */
static const char *when(struct arena *arena, const char *day)
{
    struct date date = DATE_NONE;
    long days;

    if (!date_parse_iso(day, &date))
        return "";
    days = date_days_between(clock_today(), date);
    if (days == 0)
        return _("Går ut i dag");
    if (days > 0)
        return arena_printf(arena, words_plural("Om %ld dag", "Om %ld dager", (unsigned long)days), days);
    return arena_printf(arena, words_plural("Gikk ut for %ld dag siden", "Gikk ut for %ld dager siden", (unsigned long)-days), -days);
}

static void fill_place(struct visit *visit, struct values *row, const struct intro_person *person)
{
    const struct places *places = &visit->site->places;
    const struct municipality *municipality = places_municipality(places, person->kommunenummer);
    const char *name = municipality ? municipality->kommunenavn : person->kommunenummer;

    if (!text_is_empty(person->bydel))
        name = arena_printf(visit->arena, "%s, %s", places_name(places, person->bydel), name);
    values_set(values_section(row, "WHERE"), "PLACE", name);
}

static void fill_person(struct visit *visit, struct values *table, const struct desk_list *list,
                        const struct intro_person *person, bool with_places)
{
    struct values *row = values_section(table, "PERSON");
    const struct codebook_code *cause = standing_cause(visit, person->cause);
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(person->id, id);
    values_set(row, "ID", id);
    values_set(row, "NAME", person->navn);
    values_set(row, "DUF", duf_show(visit->arena, person->duf_nummer));
    values_set(row, "DAY", show_date(visit->arena, person->day));
    values_set(row, "DAY_HEADING", words_text(list->day));
    if (with_places)
        fill_place(visit, row, person);
    if (list->waiting == INTRO_WITHOUT_CAUSE && cause)
        worded_set(values_section(row, "BY_CAUSE"), "CAUSE", cause->text);
    else if (list->waiting != INTRO_WITHOUT_CAUSE)
        values_set(values_section(row, "BY_DEADLINE"), "WHEN", when(visit->arena, person->day));
}

struct values *desk_fill(struct visit *visit, struct values *page, const struct desk_list *list, unsigned long total,
                         const struct intro_persons *persons, bool with_places)
{
    struct values *shown = values_section(page, "LIST"), *table;

    values_set(shown, "LIST_NAME", list->name);
    values_set(shown, "LIST_TITLE", words_text(list->title));
    values_set(shown, "LIST_COUNT", show_count(visit->arena, total));
    values_set(shown, "LIST_TEXT", words_text(total == 0 ? list->none : desk_acts(visit) ? list->text : list->seen));
    if (persons->count == 0)
        return shown;
    table = values_section(shown, "TABLE");
    values_set(table, "DAY_HEADING", words_text(list->day));
    values_show(table, list->waiting == INTRO_WITHOUT_CAUSE ? "WITH_CAUSE" : "WITH_DEADLINE");
    if (with_places)
        values_show(table, "WITH_PLACES");
    for (size_t i = 0; i < persons->count; i++)
        fill_person(visit, table, list, &persons->items[i], with_places);
    return shown;
}
