/* How the look-up of her name stands, below the name on the first page (P3; ui guide "Name lookup"). */
#ifndef REGISTER_PAGE_PARTICIPANT_NAME_PANEL_H
#define REGISTER_PAGE_PARTICIPANT_NAME_PANEL_H

#include "register/page/participant/form.h"

/* Puts the panel below the form's question about the name, where the page has it. */
void name_panel_use(struct form *form);

/* The panel by itself, as NAME_STATUS, for a script that puts it in place of the old one. */
void name_panel_include(struct form *form, struct values *parts);

/* Where what Folkeregisteret supplies comes from and when it came, or that it has not. */
const char *name_panel_note(const struct form *form, const struct codebook_variable *variable);

/* May she be confirmed in another way now? The rule is the domain's; how long the look-up has run is told here. */
bool name_panel_offers_other(const struct visit *visit, const struct participant *participant);

#endif
