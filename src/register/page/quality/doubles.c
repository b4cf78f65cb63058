/* "Kvalitet": women whose participations lie over each other in time (P13). */
#include <limits.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/opened.h"
#include "register/store/quality.h"

enum { PAGE_SIZE = 25, PAGES_AT_MOST = INT_MAX / PAGE_SIZE };

static const char no_value[] = "–";

static const char *or_dash(const char *text)
{
    return text_is_empty(text) ? no_value : text;
}

/* What is elsewhere is a row that says so and no more. */
static void fill_side(struct visit *visit, struct values *pair, const struct quality_side *side,
                      const struct places *places)
{
    struct values *row = values_section(pair, "SIDE");
    struct values *seen;
    char id[PARTICIPANT_ID_TEXT];

    if (!side->id) {
        values_show(row, "ELSEWHERE");
        return;
    }
    seen = values_section(row, "SEEN");
    participant_id_show(side->id, id);
    values_set(seen, "ID", id);
    values_set(seen, "MUNICIPALITY", or_dash(side->kommunenavn));
    values_set(seen, "DISTRICT", or_dash(places_name(places, side->bydel)));
    values_set(seen, "START", or_dash(show_date(visit->arena, side->start)));
    values_set(seen, "END", or_dash(show_date(visit->arena, side->end)));
    show_status(seen, side->status);
}

static void fill_pairs(struct visit *visit, struct values *page, const struct quality_doubles *doubles,
                       const struct places *places)
{
    for (size_t i = 0; i < doubles->count; i++) {
        const struct quality_pair *pair = &doubles->pairs[i];
        struct values *shown = values_section(page, "PAIR");

        values_set_number(shown, "PAIR_NUMBER", (long long)i + 1);
        values_show(shown, pair->is_open ? "BOTH_OPEN" : "OVERLAP");
        values_set(shown, "PERSON_ID", pair->person_id);
        fill_side(visit, shown, &pair->one, places);
        fill_side(visit, shown, &pair->other, places);
    }
}

static void fill_step(struct values *pager, const char *name, const char *none, bool exists, long page)
{
    if (exists)
        values_set_number(values_section(pager, name), "PAGE_NUMBER", page);
    else
        values_show(pager, none);
}

static void fill_pager(struct values *page, long number, long last)
{
    struct values *pager;

    if (last <= 1)
        return;
    pager = values_section(page, "PAGER");
    values_set_number(pager, "THIS_PAGE", number);
    values_set_number(pager, "LAST_PAGE", last);
    fill_step(pager, "PREVIOUS", "NO_PREVIOUS", number > 1, number - 1);
    fill_step(pager, "NEXT", "NO_NEXT", number < last, number + 1);
}

/* Whom it shows, before it leaves (requirement L3). */
static enum store_result note_opened(struct visit *visit, const struct quality_doubles *doubles)
{
    participant_id *ids = arena_alloc_many(visit->arena, 2 * doubles->count + 1, sizeof *ids);
    size_t count = 0;

    for (size_t i = 0; i < doubles->count; i++) {
        if (doubles->pairs[i].one.id)
            ids[count++] = doubles->pairs[i].one.id;
        if (doubles->pairs[i].other.id)
            ids[count++] = doubles->pairs[i].other.id;
    }
    return opened_list(&visit->site->store, visit->arena, "kvalitet", ids, count);
}

/* Who reads this: the whole country, her own participants, or numbers alone (A1). */
static const char *reader(const struct account *account, const char *reg)
{
    for (size_t i = 0; i < account->scope_count; i++)
        if (account->scopes[i].kind == SCOPE_ALL)
            return "OF_ALL";
    return access_may(account, reg, ACCESS_SEE_PARTICIPANTS) ? "OF_OWN" : "OF_NUMBERS";
}

static enum outcome show(struct visit *visit, const struct quality_doubles *doubles, long number, long last)
{
    const struct account *account = visit->context.account;
    const char *whose = reader(account, visit->site->reg->name);
    const struct places *places = NULL;
    enum store_result result = visit_places(visit, &places);
    struct values *page, *part;

    if (result == STORE_OK)
        result = note_opened(visit, doubles);
    if (result != STORE_OK)
        return visit_store(result);
    visit->menu = "AT_QUALITY";
    page = visit_page(visit, "kvalitet.html", _("Kvalitet"));
    part = values_section(page, whose);
    values_set(part, "COUNT", show_count(visit->arena, text_equal(whose, "OF_NUMBERS") ? doubles->administered : doubles->total));
    if (text_equal(whose, "OF_NUMBERS"))
        return visit_render(visit, 200);
    if (doubles->count == 0)
        values_show(page, "NONE");
    fill_pairs(visit, page, doubles, places);
    fill_pager(page, number, last);
    return visit_render(visit, 200);
}

/* `side` of the address; below 1 is 1, what lies beyond the end is the last (as I5). */
static bool read_page(struct visit *visit, long *number_out)
{
    const struct http_fields *query = &visit->request->query;
    long long number = 1;

    for (size_t i = 0; i < query->count; i++) {
        if (text_equal(query->items[i].name, "side") && text_to_integer(query->items[i].value, LLONG_MIN, LLONG_MAX, &number))
            continue;
        visit->reason = arena_printf(visit->arena, _("Registeret kjenner ikke «%s=%s» i adressen."), query->items[i].name,
                                     query->items[i].value);
        return false;
    }
    *number_out = number < 1 ? 1 : number > PAGES_AT_MOST ? PAGES_AT_MOST : (long)number;
    return true;
}

enum outcome page_quality(struct visit *visit)
{
    struct quality_doubles doubles;
    enum store_result result = STORE_OK;
    long number = 1, last = 1;

    if (!read_page(visit, &number))
        return OUTCOME_BAD;
    result = quality_doubles_load(&visit->site->store, visit->arena, (unsigned long)(number - 1) * PAGE_SIZE, PAGE_SIZE, &doubles);
    last = (long)((doubles.total + PAGE_SIZE - 1) / PAGE_SIZE);
    if (result == STORE_OK && last > 0 && number > last) {
        number = last;
        result = quality_doubles_load(&visit->site->store, visit->arena, (unsigned long)(number - 1) * PAGE_SIZE, PAGE_SIZE, &doubles);
    }
    return result == STORE_OK ? show(visit, &doubles, number, last) : visit_store(result);
}
