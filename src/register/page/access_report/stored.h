/* What is stored on a person, in the codebook's words and with where it comes from (requirement L4). */
#ifndef REGISTER_PAGE_ACCESS_REPORT_STORED_H
#define REGISTER_PAGE_ACCESS_REPORT_STORED_H

#include "register/page/visit.h"
#include "register/store/access_report.h"

/* Who supplied the answer, for the person herself: "Kommunen", "Folkeregisteret". */
const char *stored_source(const struct codebook_variable *variable);

/* The answer as people read it: number as 6 + 5, district by name, codes by their texts. "" where there is none. */
const char *stored_show(struct visit *visit, const struct places *places, const struct codebook_variable *variable,
                        const struct answer *answer);
/* The same of a text as the store keeps it; the text itself where the codebook no longer has the question. */
const char *stored_show_text(struct visit *visit, const struct places *places, const char *name, const char *text);
/* What the question is called; its name where the codebook no longer has it. */
const char *stored_label(const struct visit *visit, const char *name);

/* "Trondheim, oppstart 01.02.2024" */
const char *stored_title(struct visit *visit, const struct places *places, const struct access_participation *one);

/* Fills the page's parts on numbers and participations. `names`: who registered, too. */
void stored_fill(struct visit *visit, struct values *page, const struct access_person *person, const struct places *places,
                 bool names);

#endif
