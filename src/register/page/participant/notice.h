/* What was emptied because its question no longer applies, and the way to undo it (C4). */
#ifndef REGISTER_PAGE_PARTICIPANT_NOTICE_H
#define REGISTER_PAGE_PARTICIPANT_NOTICE_H

#include "register/page/participant/form.h"

/* The version named by the address as the one that emptied answers ("tomt"), or 0. */
long notice_version(const struct visit *visit);

/* Tells, where the address says so, which answers that version emptied. */
void notice_fill(struct form *form, struct values *page);

#endif
