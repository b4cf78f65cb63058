/* The annual report's deadline, and how many are missing. */
#include "register/page/participants/reminder.h"

#include "engine/base/clock.h"
#include "engine/base/words.h"
#include "register/page/reporting/progress.h"
#include "register/page/show.h"

enum store_result reminder_load(struct visit *visit, const struct overview_frame *frame, struct reminder *reminder_out)
{
    struct report_progress progress = {0};
    struct progress_sum sum;
    enum store_result result;

    *reminder_out = (struct reminder){0};
    if (!frame->year_is_open ||
        !access_may(visit->context.account, visit->site->reg->name, ACCESS_CHANGE_PARTICIPANTS))
        return STORE_OK;
    result = report_progress_load(&visit->site->store, visit->arena, frame->year->year, &progress);
    sum = progress_total(&progress);
    *reminder_out = (struct reminder){sum.participants, sum.confirmed};
    return result;
}

static const char *sentence(struct arena *arena, const struct reminder *reminder)
{
    unsigned long missing = reminder->participants - reminder->confirmed;

    return arena_printf(arena, words_plural("Årsrapporten er ikke bekreftet for %s av %s deltaker.",
                                            "Årsrapporten er ikke bekreftet for %s av %s deltakere.", reminder->participants),
                        show_count(arena, missing), show_count(arena, reminder->participants));
}

void reminder_fill(struct visit *visit, struct values *page, const struct overview_frame *frame,
                   const struct reminder *reminder)
{
    struct values *notice;
    bool passed;

    if (reminder->participants == reminder->confirmed)
        return;
    passed = date_compare(clock_today(), frame->year->deadline) > 0;
    notice = values_include(page, "NOTICE", "arsfrist.html");
    values_show(notice, passed ? "AFTER" : "BEFORE");
    values_set_number(notice, "YEAR_NUMBER", frame->year->year);
    values_set(notice, "DEADLINE", show_day(visit->arena, frame->year->deadline));
    values_set(notice, "CLOSES", show_day(visit->arena, frame->year->closes));
    values_set(notice, "SENTENCE", sentence(visit->arena, reminder));
    values_set(notice, "LINK_PATH",
               arena_printf(visit->arena,
                            "deltakere?status=opprettet&status=endret&status=avsluttet&status=utskrevet"
                            "&rapporteringsar=%d&bekreftet=nei&deltok_fra=%d-01-01&deltok_til=%d-12-31",
                            frame->year->year, frame->year->year, frame->year->year));
    values_set(notice, "LINK_TEXT", _("Vis dem som gjenstår"));
}
