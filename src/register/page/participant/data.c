/* "Se registrerte data": everything on one page, and what is missing (P17). */
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/pages.h"
#include "register/page/participant/open.h"
#include "register/page/participant/review.h"
#include "register/page/participant/side_card.h"
#include "register/page/show.h"

static void fill_receipt(struct visit *visit, struct values *page, const struct participant *participant)
{
    bool is_discharged = status_named(participant->status) == STATUS_UTSKREVET;

    if (is_discharged && http_fields_get(&visit->request->query, "utskrevet"))
        show_notice(page, "success", _("Deltakeren er skrevet ut"),
                    _("Registreringen er ferdig. Du finner henne igjen med «Vis utskrevne» i deltakeroversikten."));
}

static enum outcome show(struct visit *visit, const struct participant *participant)
{
    struct world world;
    struct review review;
    struct values *page;
    enum outcome outcome = review_make(visit, participant, &world, &review);

    if (outcome != OUTCOME_READY)
        return outcome;
    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "registrerte-data.html", _("Registrerte data"));
    values_set(page, "ID", naming_person_path(visit->arena, participant));
    values_set(page, "PERSON_TITLE", naming_title(visit, participant->answers));
    if (review.gaps.count > 0)
        values_set_number(values_section(page, "GAPS"), "GAP_COUNT", (long long)review.gaps.count);
    else
        values_show(page, "NO_GAPS");
    fill_receipt(visit, page, participant);
    side_card_show(visit, page, participant, participant->may_change ? "EDIT_LINK" : NULL, false);
    review_fill(visit, page, &review, participant->may_change);
    return visit_render(visit, 200);
}

enum outcome page_participant_data(struct visit *visit)
{
    struct participant *participant;
    enum outcome outcome = participant_of(visit, -1, &participant);

    return outcome == OUTCOME_READY ? show(visit, participant) : outcome;
}
