/* "Brukere": the people one administers and their invitations; for IMDi, who administers what (requirements A1, A3). */
#include <limits.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/users_table.h"
#include "register/page/account/users_words.h"
#include "register/page/pages.h"
#include "register/page/show.h"

enum { PAGE_SIZE = 25, NAME_AT_MOST = 100, PAGES_AT_MOST = 100000 };

struct listing {
    struct visit *visit;
    struct people_asked asked;
    unsigned long page; /* from 1 */
    const struct places *places;
};

static enum outcome unknown(struct visit *visit, const struct http_field *field)
{
    visit->reason = arena_printf(visit->arena, _("Registeret kjenner ikke «%s=%s» i adressen."), field->name, field->value);
    return OUTCOME_BAD;
}

/* `navn`, `kommune` and `side` of the address; `sendt` and the like tell of what was done. */
static enum outcome read_query(struct listing *listing)
{
    struct visit *visit = listing->visit;
    const struct http_fields *query = &visit->request->query;

    for (size_t i = 0; i < query->count; i++) {
        const struct http_field *field = &query->items[i];
        long long number = 1;

        if (text_equal(field->name, "navn") && text_length(field->value) <= NAME_AT_MOST)
            listing->asked.name = text_trim(visit->arena, field->value);
        else if (text_equal(field->name, "kommune") &&
                 (!*field->value || places_municipality(listing->places, field->value)))
            listing->asked.kommunenummer = field->value;
        else if (text_equal(field->name, "side") && text_to_integer(field->value, LLONG_MIN, LLONG_MAX, &number))
            listing->page = number < 1 ? 1 : number > PAGES_AT_MOST ? PAGES_AT_MOST : (unsigned long)number;
        else if (!text_equal(field->name, "utfort"))
            return unknown(visit, field);
    }
    return OUTCOME_READY;
}

static const char *query_of(const struct listing *listing, unsigned long page)
{
    struct arena *arena = listing->visit->arena;

    return arena_printf(arena, "?navn=%s&kommune=%s&side=%lu", text_percent_encode(arena, listing->asked.name),
                        text_percent_encode(arena, listing->asked.kommunenummer), page);
}

static void fill_step(const struct listing *listing, struct values *pager, const char *name, const char *none, bool exists,
                      unsigned long page)
{
    if (exists)
        values_set(values_section(pager, name), "PAGE_QUERY", query_of(listing, page));
    else
        values_show(pager, none);
}

static void fill_pager(const struct listing *listing, struct values *page, unsigned long total)
{
    unsigned long last = (total + PAGE_SIZE - 1) / PAGE_SIZE;
    struct values *pager;

    values_set(page, "COUNT", show_count(listing->visit->arena, total));
    if (last <= 1)
        return;
    pager = values_section(page, "PAGER");
    values_set_number(pager, "THIS_PAGE", (long long)listing->page);
    values_set_number(pager, "LAST_PAGE", (long long)last);
    fill_step(listing, pager, "PREVIOUS", "NO_PREVIOUS", listing->page > 1, listing->page - 1);
    fill_step(listing, pager, "NEXT", "NO_NEXT", listing->page < last, listing->page + 1);
}

static bool is_hers(const struct account *account, const char *kommunenummer)
{
    for (size_t i = 0; i < account->grant_count; i++)
        if (account->grants[i].role == ACCESS_ADMINISTRATOR && text_equal(account->grants[i].kommunenummer, kommunenummer))
            return true;
    return !access_may_anywhere(account, ACCESS_PEOPLE) || users_may_all(account);
}

/* A choice of municipalities where she has several. */
static void fill_filter(const struct listing *listing, struct values *page)
{
    const struct account *account = listing->visit->context.account;
    const struct places *places = listing->places;
    struct values *field;
    size_t count = 0;

    values_set(page, "TYPED_NAME", listing->asked.name);
    if (*listing->asked.name || *listing->asked.kommunenummer)
        values_show(page, "FILTERED");
    for (size_t i = 0; i < places->municipality_count; i++)
        count += !places->municipalities[i].is_former && is_hers(account, places->municipalities[i].kommunenummer);
    if (count < 2)
        return;
    field = values_section(page, "BY_MUNICIPALITY");
    for (size_t i = 0; i < places->municipality_count; i++) {
        const struct municipality *one = &places->municipalities[i];
        struct values *choice;

        if (one->is_former || !is_hers(account, one->kommunenummer))
            continue;
        choice = values_section(field, "CHOICE");
        values_set(choice, "CODE", one->kommunenummer);
        values_set(choice, "TEXT", one->kommunenavn);
        if (text_equal(one->kommunenummer, listing->asked.kommunenummer))
            values_show(choice, "CHOSEN");
    }
}

static const struct {
    const char *word, *title, *text;
} receipts[] = {
    {"invitert", N_("Invitasjonen er laget"), N_("E-posten blir sendt om kort tid. Lenken i den virker i sju dager.")},
    {"sendt", N_("Invitasjonen blir sendt på nytt"), N_("Den nye lenken virker i sju dager. Den forrige virker ikke lenger.")},
    {"nettopp", N_("Invitasjonen er nettopp sendt"), N_("Vent et minutt før du sender den på nytt.")},
    {"trukket", N_("Invitasjonen er trukket tilbake"), N_("Lenken i e-posten virker ikke lenger.")},
    {"over", N_("Invitasjonen kan ikke sendes på nytt"), N_("Den er trukket tilbake, eller siste dag er passert. Lag en ny.")},
};

static void fill_receipt(struct visit *visit, struct values *page)
{
    const char *done = http_fields_get(&visit->request->query, "utfort");

    for (size_t i = 0; i < sizeof receipts / sizeof *receipts; i++)
        if (text_equal(receipts[i].word, done))
            show_notice(page, i == 2 || i == 4 ? "warning" : "success", words_text(receipts[i].title),
                        words_text(receipts[i].text));
}

static struct values *begin_page(const struct listing *listing, const char *file, const char *title, unsigned long total)
{
    struct values *page;

    listing->visit->menu = "AT_PEOPLE";
    page = visit_page(listing->visit, file, title);
    fill_filter(listing, page);
    fill_pager(listing, page, total);
    return page;
}

/* A page beyond the end is the last. */
static bool is_beyond(struct listing *listing, unsigned long total)
{
    unsigned long last = total == 0 ? 1 : (total + PAGE_SIZE - 1) / PAGE_SIZE;

    if (listing->page <= last)
        return false;
    listing->page = last;
    return true;
}

static void ask_page(struct listing *listing)
{
    listing->asked.offset = (listing->page - 1) * PAGE_SIZE;
    listing->asked.limit = PAGE_SIZE;
}

static enum outcome show_administrators(struct listing *listing)
{
    struct visit *visit = listing->visit;
    struct administrators found;
    enum store_result result;

    do {
        ask_page(listing);
        result = people_administrators(&visit->site->store, visit->arena, &listing->asked, &found);
    } while (result == STORE_OK && is_beyond(listing, found.total));
    if (result != STORE_OK)
        return visit_store(result);
    users_fill_administrators(visit, listing->places,
                              begin_page(listing, "administratorer.html", _("Kommuneadministratorer"), found.total), &found);
    return visit_render(visit, 200);
}

static enum outcome show_people(struct listing *listing)
{
    struct visit *visit = listing->visit;
    const struct invitation *invitations = NULL;
    size_t invitation_count = 0;
    struct people people;
    struct values *page;
    enum store_result result;

    do {
        ask_page(listing);
        result = people_list(&visit->site->store, visit->arena, &listing->asked, &people);
    } while (result == STORE_OK && is_beyond(listing, people.total));
    if (result == STORE_OK)
        result = invitation_list(&visit->site->store, visit->arena, &listing->asked, &invitations, &invitation_count);
    if (result != STORE_OK)
        return visit_store(result);
    page = begin_page(listing, "brukere.html", _("Brukere"), people.total);
    fill_receipt(visit, page);
    users_fill_people(visit, listing->places, page, &people);
    users_fill_invitations(visit, listing->places, page, invitations, invitation_count);
    return visit_render(visit, 200);
}

enum outcome page_users(struct visit *visit)
{
    struct listing listing = {.visit = visit, .asked = {.name = "", .kommunenummer = ""}, .page = 1};
    enum store_result result = visit_places(visit, &listing.places);
    enum outcome outcome = result == STORE_OK ? read_query(&listing) : visit_store(result);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (access_may_anywhere(visit->context.account, ACCESS_PEOPLE))
        return show_people(&listing);
    return show_administrators(&listing);
}
