/* What a row of the overview shows. */
#include "register/page/participants/row.h"

#include "engine/base/clock.h"
#include "register/page/list/place.h"

enum outcome overview_frame_make(struct visit *visit, struct overview_frame *frame_out)
{
    enum store_result result;
    struct reporting_years years = {0};

    *frame_out = (struct overview_frame){.with_annual_report = visit->site->reg->annual_report};
    result = visit_places(visit, &frame_out->places);
    if (result == STORE_OK)
        result = totals_load(&visit->site->store, visit->arena, &frame_out->totals);
    if (result != STORE_OK)
        return visit_store(result);
    if (frame_out->with_annual_report)
        years = frame_out->totals.years;
    frame_out->year = annual_report_current(years.items, years.count, clock_today());
    frame_out->year_is_open = frame_out->year && annual_report_is_open(frame_out->year, clock_today());
    frame_out->with_district = list_has_districts(visit->context.account, frame_out->places);
    return OUTCOME_READY;
}

bool overview_row_confirmed(const struct overview_frame *frame, const struct overview_row *row)
{
    return frame->year && (row->confirmed_years & annual_report_bit(frame->year->year)) != 0;
}

bool overview_row_changed(const struct overview_frame *frame, const struct overview_row *row)
{
    return frame->year && (row->changed_years & annual_report_bit(frame->year->year)) != 0;
}

bool overview_row_may_change(const struct visit *visit, const struct overview_row *row)
{
    const struct account *account = visit->context.account;
    const char *reg = visit->site->reg->name;

    /* who sees the whole country changes only where a grant says so; to others all they see is their own, under a
     * municipality's earlier number too */
    for (size_t i = 0; i < account->scope_count; i++)
        if (account->scopes[i].kind == SCOPE_ALL)
            return access_may_change(account, reg, row->kommunenummer, row->bydel ? row->bydel : "");
    return access_may(account, reg, ACCESS_SEE_PARTICIPANTS | ACCESS_CHANGE_PARTICIPANTS);
}
