/* Pages that say something went wrong. */
#ifndef REGISTER_PAGE_ERROR_H
#define REGISTER_PAGE_ERROR_H

#include "register/page/visit.h"

/* Fills the response for an outcome that is no page; OUTCOME_LOGIN becomes a redirect to the login page. */
void error_page(struct visit *visit, enum outcome outcome);
void error_page_status(struct visit *visit, int status);

#endif
