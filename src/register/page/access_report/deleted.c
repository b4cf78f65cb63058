/* "Slettede deltakere": the system owner finds a participation that was deleted (requirement P12). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/access_report/person_form.h"
#include "register/page/pages.h"
#include "register/page/list/address.h"
#include "register/page/show.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/store/deleted.h"

static void fill_row(struct visit *visit, struct values *some, const struct deleted *one, const struct places *places)
{
    struct values *row = values_section(some, "ROW");
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(one->id, id);
    values_set(row, "ID", id);
    values_set(row, "FNR", fodselsnummer_show(visit->arena, one->number));
    values_set(row, "NAME", text_is_empty(one->name) ? "–" : one->name);
    values_set(row, "MUNICIPALITY", one->kommunenavn);
    if (!text_is_empty(one->bydel))
        values_set(values_section(row, "OF_DISTRICT"), "DISTRICT", places_name(places, one->bydel));
    values_set(row, "START", show_date(visit->arena, one->start));
    values_set(row, "END", text_is_empty(one->end) ? "–" : show_date(visit->arena, one->end));
    values_set(row, "DELETED_AT", clock_show_minute(visit->arena, one->deleted_at));
    values_set(row, "DELETED_BY", one->deleted_by_name);
}

static struct values *begin(const struct person_form *form)
{
    struct values *page;

    form->visit->menu = "AT_DELETED";
    page = visit_page(form->visit, "slettede.html", _("Slettede deltakere"));
    person_form_fill(form, page);
    return page;
}

static enum outcome show_found(struct visit *visit, const struct deleted *items, size_t count)
{
    struct person_form form = person_form_empty(visit, PERSON_FORM_FODSELSNUMMER);
    const struct places *places = NULL;
    enum store_result result = visit_places(visit, &places);
    struct values *page, *some;

    if (result != STORE_OK)
        return visit_store(result);
    page = begin(&form);
    if (count == 0) {
        values_show(page, "NONE");
        return visit_render(visit, 200);
    }
    some = values_section(page, "SOME");
    for (size_t i = 0; i < count; i++)
        fill_row(visit, some, &items[i], places);
    return visit_render(visit, 200);
}

static enum outcome show_over(struct visit *visit)
{
    struct person_form form = person_form_empty(visit, PERSON_FORM_FODSELSNUMMER);

    show_notice(begin(&form), "warning", _("Søket er over"),
                _("Et søk varer i ett døgn, og bare den som søkte, kan bruke det. Søk på nytt."));
    return visit_render(visit, 404);
}

enum outcome page_deleted(struct visit *visit)
{
    const char *reference = http_fields_get(&visit->request->query, list_search_field);
    struct person_form form = person_form_empty(visit, PERSON_FORM_FODSELSNUMMER);
    const struct deleted *items = NULL;
    enum store_result result;
    size_t count = 0;
    bool known;

    if (!reference) {
        begin(&form);
        return visit_render(visit, 200);
    }
    result = deleted_find(&visit->site->store, visit->arena, reference, &known, &items, &count);
    if (result != STORE_OK)
        return visit_store(result);
    return known ? show_found(visit, items, count) : show_over(visit);
}

enum outcome page_deleted_search(struct visit *visit)
{
    struct person_form form = person_form_read(visit, PERSON_FORM_FODSELSNUMMER);
    const char *reference = NULL;
    enum outcome outcome;

    if (form.problem_count > 0) {
        begin(&form);
        return visit_render(visit, 422);
    }
    outcome = person_form_keep(&form, &reference);
    if (outcome != OUTCOME_READY)
        return outcome;
    return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/slettede?%s=%s", list_search_field, reference));
}

enum outcome page_deleted_search_forged(struct visit *visit)
{
    struct person_form form = person_form_read(visit, PERSON_FORM_FODSELSNUMMER);

    show_notice(begin(&form), "warning", _("Siden hadde stått for lenge åpen"),
                _("Det er ikke søkt ennå. Velg «Søk» en gang til."));
    return visit_render(visit, 403);
}
