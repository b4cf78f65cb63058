/* What the logs write in the program's words, as people read it: tables, columns, pages and values (requirement L2). */
#ifndef REGISTER_PAGE_LOG_ACTIVITY_WORDS_H
#define REGISTER_PAGE_LOG_ACTIVITY_WORDS_H

#include "register/page/visit.h"
#include "register/store/activity.h"

/* The user's name, or that it was a program of ours, and which. */
const char *activity_who(struct visit *visit, const struct activity_event *event);

/* What it is about, without whom: "Tilgang", "Bakgrunn", "Deltakeroversikt (CSV)". What has no words here is shown as it is
 * written. */
const char *activity_subject(struct visit *visit, const struct activity_event *event);
/* Is that bokmål on a page in another language? */
bool activity_subject_is_foreign(const struct visit *visit, const struct activity_event *event);

/* Whose codebook has the event's columns and pages. */
const struct codebook_register *activity_register(const struct visit *visit, const struct activity_event *event);

/* A column's heading; NULL for one that is the register's own and tells nothing. */
const char *activity_column(const struct codebook_register *reg, const char *name);
/* A value of that column; "tomt" for NULL. */
const char *activity_value(struct visit *visit, const struct codebook_register *reg, const char *name, const char *value);

#endif
