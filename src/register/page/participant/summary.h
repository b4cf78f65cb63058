/* The error summary on top of the form. */
#ifndef REGISTER_PAGE_PARTICIPANT_SUMMARY_H
#define REGISTER_PAGE_PARTICIPANT_SUMMARY_H

#include "register/page/participant/form.h"

void summary_fill(struct form *form, struct values *page);

#endif
