/* How the report's persons are distributed over goal-attainment groups (requirement N7): a chart whose numbers are text. */
#ifndef REGISTER_PAGE_INTRODUKSJON_REPORT_CHART_H
#define REGISTER_PAGE_INTRODUKSJON_REPORT_CHART_H

#include "engine/view/template.h"
#include "register/domain/introduksjon/distribution.h"
#include "register/page/introduksjon/report_selection.h"

struct report_groups {
    struct distribution_group *items; /* the codebook's classes, in their order */
    size_t count;
};

/* A cause that belongs to no class is in none. */
struct report_groups report_groups_of(struct arena *arena, const struct report_selection *selection,
                                      const struct intro_report_causes *causes);

/* The section CHART. */
void report_chart_fill(struct visit *visit, struct values *page, const struct report_groups *groups);

#endif
