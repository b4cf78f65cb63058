/* The report in words: its title, and what it was narrowed to. */
#ifndef REGISTER_PAGE_INTRODUKSJON_REPORT_WORDS_H
#define REGISTER_PAGE_INTRODUKSJON_REPORT_WORDS_H

#include "register/page/introduksjon/report_selection.h"

/* "Oversikt over personer avsluttet introduksjonsprogram etter integreringsloven" */
const char *report_title(enum law law);

/* The file's first line: "Utvalg: Avslutningsår=Alle, ...", with every filter by name, what was searched for too. */
const char *report_selection_line(struct visit *visit, const struct report_selection *selection);

/* The same for the log, a filter a line: that there was a search, but not for whom. */
const char *report_selection_words(struct visit *visit, const struct report_selection *selection);

#endif
