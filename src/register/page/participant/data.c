/* "Se registrerte data": everything on one page, what is missing, and the annual report (P17, P15, Y1). */
#include "register/page/participant/data.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/pages.h"
#include "register/page/participant/list.h"
#include "register/page/participant/open.h"
#include "register/page/participant/side_card.h"
#include "register/page/show.h"

enum outcome data_load(struct visit *visit, struct participant *participant, struct data_page *page_out)
{
    enum outcome outcome = review_make(visit, participant, &page_out->world, &page_out->review);

    page_out->participant = participant;
    return outcome == OUTCOME_READY ? annual_load(visit, participant->id, &page_out->annual) : outcome;
}

/* What the gates lack (P15): the annual report's while she goes on, and the discharge's. Open for whoever asked for it in
 * the overview. */
static void fill_lacking(struct visit *visit, struct values *page, const struct review *review)
{
    const struct answers *answers = review->participant->answers;
    bool ended = !answer_is_empty(answers_get(answers, visit->site->names.avslutningsdato));
    unsigned gate = ended || !visit->site->reg->annual_report ? 0u : CODEBOOK_GATE_ANNUAL;
    struct answer_gaps annual = answer_gaps(visit->arena, review->judgement, gate);
    struct values *lacking;

    if (review->gaps.count + annual.count == 0 || !review->participant->may_change)
        return;
    lacking = values_section(page, "LACKING");
    if (http_fields_get(&visit->request->query, "mangler"))
        values_show(lacking, "LACKING_OPEN");
    list_fill(visit, lacking, "ANNUAL_LACKS", review, &annual);
    list_fill(visit, lacking, "DISCHARGE_LACKS", review, &review->gaps);
}

static void fill_gaps(struct visit *visit, struct values *page, const struct review *review)
{
    if (review->gaps.count == 0)
        values_show(page, "NO_GAPS");
    else
        values_set_number(values_section(page, "GAPS"), "GAP_COUNT", (long long)review->gaps.count);
    fill_lacking(visit, page, review);
}

struct values *data_begin(struct visit *visit, const struct data_page *data)
{
    const struct participant *participant = data->participant;
    struct values *page;

    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "registrerte-data.html", _("Registrerte data"));
    values_set(page, "ID", naming_person_path(visit->arena, participant));
    values_set(page, "PERSON_TITLE", naming_title(visit, participant->answers));
    fill_gaps(visit, page, &data->review);
    side_card_show(visit, page, participant, participant->may_change ? "EDIT_LINK" : NULL, false);
    review_fill(visit, page, &data->review, participant->may_change);
    annual_fill(visit, page, &data->annual, &data->review);
    return page;
}

/* "bekreftet" in the address is a year: the receipt is made from what is stored. */
static void fill_confirmed(struct visit *visit, struct values *page, const struct annual *annual)
{
    const char *typed = http_fields_get(&visit->request->query, "bekreftet");
    const struct confirmation *last;
    long long year = 0;

    if (!typed || !text_to_integer(typed, 1, 9999, &year))
        return;
    last = annual_last(annual, (int)year);
    if (last)
        show_notice(page, "success", arena_printf(visit->arena, _("Årsrapporten for %d er bekreftet"), last->year),
                    arena_printf(visit->arena, _("Bekreftet %s av %s."), clock_show_minute(visit->arena, last->at),
                                 last->by_name));
}

static void fill_receipts(struct visit *visit, struct values *page, const struct data_page *data)
{
    if (http_fields_get(&visit->request->query, "utskrevet") &&
        status_named(data->participant->status) == STATUS_UTSKREVET)
        show_notice(page, "success", _("Deltakeren er skrevet ut"),
                    _("Registreringen er ferdig. Du finner henne igjen med «Vis utskrevne» i deltakeroversikten."));
    fill_confirmed(visit, page, &data->annual);
}

enum outcome page_participant_data(struct visit *visit)
{
    struct participant *participant;
    struct data_page data;
    enum outcome outcome = participant_of(visit, -1, &participant);

    if (outcome == OUTCOME_READY)
        outcome = data_load(visit, participant, &data);
    if (outcome != OUTCOME_READY)
        return outcome;
    fill_receipts(visit, data_begin(visit, &data), &data);
    return visit_render(visit, 200);
}
