/* The report's panel of filters. */
#ifndef REGISTER_PAGE_INTRODUKSJON_REPORT_PANEL_H
#define REGISTER_PAGE_INTRODUKSJON_REPORT_PANEL_H

#include "engine/view/template.h"
#include "register/page/introduksjon/report_selection.h"

/* The section FILTER. */
void report_panel_fill(struct visit *visit, struct values *page, const struct report_selection *selection);

#endif
