/* The annual report's deadline, and how many are missing. */
#include "register/page/participants/reminder.h"

#include "engine/base/clock.h"
#include "engine/base/words.h"
#include "register/page/show.h"

static struct report_sum sum_of(const struct visit *visit, const struct overview_frame *frame)
{
    if (!frame->year_is_open ||
        !access_may(visit->context.account, visit->site->reg->name, ACCESS_CHANGE_PARTICIPANTS))
        return (struct report_sum){0};
    return totals_sum(&frame->totals, frame->year->year);
}

static const char *sentence(struct arena *arena, const struct report_sum *sum)
{
    unsigned long missing = sum->participants - sum->confirmed;

    return arena_printf(arena, words_plural("Årsrapporten er ikke bekreftet for %s av %s deltaker.",
                                            "Årsrapporten er ikke bekreftet for %s av %s deltakere.", sum->participants),
                        show_count(arena, missing), show_count(arena, sum->participants));
}

void reminder_fill(struct visit *visit, struct values *page, const struct overview_frame *frame)
{
    const struct report_sum sum = sum_of(visit, frame);
    struct values *notice;
    bool passed;

    if (sum.participants == sum.confirmed)
        return;
    passed = date_compare(clock_today(), frame->year->deadline) > 0;
    notice = values_include(page, "NOTICE", "arsfrist.html");
    values_show(notice, passed ? "AFTER" : "BEFORE");
    values_set_number(notice, "YEAR_NUMBER", frame->year->year);
    values_set(notice, "DEADLINE", show_day(visit->arena, frame->year->deadline));
    values_set(notice, "CLOSES", show_day(visit->arena, frame->year->closes));
    values_set(notice, "SENTENCE", sentence(visit->arena, &sum));
    values_set(notice, "LINK_PATH",
               arena_printf(visit->arena,
                            "deltakere?status=opprettet&status=endret&status=avsluttet&status=utskrevet"
                            "&rapporteringsar=%d&bekreftet=nei&deltok_fra=%d-01-01&deltok_til=%d-12-31",
                            frame->year->year, frame->year->year, frame->year->year));
    values_set(notice, "LINK_TEXT", _("Vis dem som gjenstår"));
}
