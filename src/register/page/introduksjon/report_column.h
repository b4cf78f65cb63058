/* The columns of the report: on screen, in the file, and what it is sorted by (requirement N7). */
#ifndef REGISTER_PAGE_INTRODUKSJON_REPORT_COLUMN_H
#define REGISTER_PAGE_INTRODUKSJON_REPORT_COLUMN_H

#include "engine/sheet/cell.h"
#include "register/page/introduksjon/report_selection.h"

enum { REPORT_COLUMNS = 13 };
extern const struct list_column report_columns[REPORT_COLUMNS]; /* in the file's order; `key` is an intro_report_column */

/* What the column is called in the file. */
const char *report_heading_in_file(enum intro_report_column column);

/* Which of them a report has: no goals were set after introduksjonsloven; a table on screen has districts where the user
 * sees some, and counties where she sees several. */
void report_columns_of_file(const struct report_selection *selection, bool shown_out[REPORT_COLUMNS]);
void report_columns_of_page(const struct visit *visit, const struct report_selection *selection,
                            bool shown_out[REPORT_COLUMNS]);

/* A cell's value as sheets take it: dates yyyy-mm-dd. NULL: empty. */
const char *report_cell(struct arena *arena, const struct visit *visit, const struct report_selection *selection,
                        enum intro_report_column column, const struct intro_report_row *row);
/* The same where it is the codebook's: a code's text or its group's; WORDING_NONE of what is not. */
struct wording report_cell_words(const struct visit *visit, enum intro_report_column column,
                                 const struct intro_report_row *row);
enum cell_type report_cell_type(enum intro_report_column column);

#endif
