/* What the report is sorted by, in SQL. Of this room alone. */
#ifndef REGISTER_STORE_INTRO_REPORT_ORDER_H
#define REGISTER_STORE_INTRO_REPORT_ORDER_H

#include "register/store/intro_report.h"

/* ", ... AS order_key": for whoever sorts outside the branches. */
const char *intro_report_order_columns(struct arena *arena, const struct intro_report_query *query);
/* " ORDER BY ...": inside a branch by columns of p, so that an index can be read in order; outside by order_columns' names. */
const char *intro_report_order_in_branch(struct arena *arena, const struct intro_report_query *query);
const char *intro_report_order_in_all(struct arena *arena, const struct intro_report_query *query);

#endif
