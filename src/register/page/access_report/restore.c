/* "Gjenopprett deltaker": what was deleted, by whom, what it means to put it back, a second confirmation, the receipt (P12). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/page/form/once.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/deleted.h"

/* What the page is shown for. */
enum stage { STAGE_ASK, STAGE_CONFIRM, STAGE_HINDERED };

static void fill_who(struct visit *visit, struct values *page, const char *name, const char *number)
{
    if (!text_is_empty(name))
        values_set(values_section(page, "NAME_KNOWN"), "NAME", name);
    values_set(page, "FNR", fodselsnummer_show(visit->arena, number));
}

static void fill_place(struct values *values, const char *kommunenavn, const char *bydel, const struct places *places)
{
    values_set(values, "MUNICIPALITY", kommunenavn);
    if (!text_is_empty(bydel))
        values_set(values_section(values, "OF_DISTRICT"), "DISTRICT", places_name(places, bydel));
}

static void fill_participation(struct visit *visit, struct values *page, const struct deleted *one, const struct places *places)
{
    fill_who(visit, page, one->name, one->number);
    values_set(page, "ID", visit->part);
    values_set(page, "PERSON_ID", one->person_id);
    fill_place(page, one->kommunenavn, one->bydel, places);
    values_set(page, "START", show_date(visit->arena, one->start));
    values_set(page, "END", text_is_empty(one->end) ? "–" : show_date(visit->arena, one->end));
    show_status(page, one->status);
    values_set(page, "CREATED_AT", clock_show_minute(visit->arena, one->created_at));
    values_set(page, "CREATED_BY", one->created_by_name);
    values_set(page, "DELETED_AT", clock_show_minute(visit->arena, one->deleted_at));
    values_set(page, "DELETED_BY", one->deleted_by_name);
    values_set_number(page, "CONFIRMED_YEARS", one->confirmed_years);
    values_set_number(page, "TESTS", one->tests);
}

static void fill_other(struct visit *visit, struct values *others, const struct deleted_other *other, const struct places *places)
{
    struct values *row = values_section(others, "OTHER_PARTICIPATION");
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(other->id, id);
    values_set(row, "OTHER_ID", id);
    fill_place(row, other->kommunenavn, other->bydel, places);
    values_set(row, "START", show_date(visit->arena, other->start));
    if (text_is_empty(other->end))
        values_show(row, "NOT_ENDED");
    else
        values_set(values_section(row, "ENDED"), "END", show_date(visit->arena, other->end));
}

static bool is_hindered(const struct deleted_page *found)
{
    for (size_t i = 0; i < found->other_count; i++)
        if (found->others[i].hinders)
            return true;
    return false;
}

static void fill_others(struct visit *visit, struct values *page, const struct deleted_page *found, const struct places *places)
{
    bool open_elsewhere = false;
    struct values *others;

    if (found->other_count == 0)
        return;
    others = values_section(page, "OTHERS");
    for (size_t i = 0; i < found->other_count; i++) {
        open_elsewhere = open_elsewhere || (found->others[i].both_open && !found->others[i].hinders);
        fill_other(visit, others, &found->others[i], places);
    }
    if (is_hindered(found))
        values_show(others, "HINDERED");
    else if (open_elsewhere)
        values_show(others, "OPEN_ELSEWHERE");
}

static enum outcome show(struct visit *visit, const struct deleted_page *found, enum stage stage)
{
    static const char *const sections[] = {[STAGE_ASK] = "ASK", [STAGE_CONFIRM] = "CONFIRM", [STAGE_HINDERED] = "STOPPED"};
    const struct places *places = NULL;
    enum store_result result = visit_places(visit, &places);
    struct values *page;

    if (result != STORE_OK)
        return visit_store(result);
    visit->menu = "AT_DELETED";
    page = visit_page(visit, "gjenopprett.html",
                      stage == STAGE_CONFIRM ? _("Bekreft gjenoppretting") : _("Gjenopprett deltaker"));
    fill_participation(visit, page, found->participation, places);
    fill_others(visit, page, found, places);
    values_set(page, "KEY", form_key(visit->arena));
    values_show(page, sections[stage]);
    return visit_render(visit, 200);
}

static enum outcome ask(struct visit *visit, participant_id id, enum stage stage, int status)
{
    struct deleted_page found;
    enum store_result result = deleted_open(&visit->site->store, visit->arena, id, &found);
    enum outcome outcome;

    if (result != STORE_OK)
        return visit_store(result);
    if (!found.participation)
        return OUTCOME_ABSENT;
    outcome = show(visit, &found, is_hindered(&found) ? STAGE_HINDERED : stage);
    visit->response.status = outcome == OUTCOME_READY ? status : visit->response.status;
    return outcome;
}

static enum outcome show_receipt(struct visit *visit, const struct participant_receipt *receipt)
{
    struct values *page;

    visit->menu = "AT_DELETED";
    page = visit_page(visit, "gjenopprettet.html", _("Deltakeren er gjenopprettet"));
    fill_who(visit, page, receipt->name, receipt->number);
    values_set(page, "ID", visit->part);
    return visit_render(visit, 200);
}

static enum outcome store(struct visit *visit, participant_id id)
{
    struct participant_result result;
    struct participant_receipt receipt;
    enum store_result trouble = deleted_restore(&visit->site->store, visit->arena, id, posted_key(visit->arena, visit->request),
                                                posted_digest(visit->arena, visit->request), &result, &receipt);

    if (trouble != STORE_OK)
        return visit_store(trouble);
    if (result.outcome == PARTICIPANT_OPEN_HERE)
        return ask(visit, id, STAGE_HINDERED, 409);
    return receipt.number ? show_receipt(visit, &receipt) : OUTCOME_ABSENT;
}

enum outcome page_restore_form(struct visit *visit)
{
    participant_id id;

    return participant_id_parse(visit->part, &id) ? ask(visit, id, STAGE_ASK, 200) : OUTCOME_ABSENT;
}

enum outcome page_restore(struct visit *visit)
{
    participant_id id;

    if (!participant_id_parse(visit->part, &id))
        return OUTCOME_ABSENT;
    if (!text_equal(http_fields_get(&visit->request->form, "bekreft"), "ja"))
        return ask(visit, id, STAGE_CONFIRM, 200);
    return store(visit, id);
}
