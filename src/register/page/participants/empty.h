/* A list with nobody in it: which filter stands in the way (requirement O5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_EMPTY_H
#define REGISTER_PAGE_PARTICIPANTS_EMPTY_H

#include "engine/view/template.h"
#include "register/page/participants/selection.h"

/* The section NONE_FITS of deltakeroversikt.html. */
enum outcome empty_fill(struct visit *visit, struct values *page, const struct selection *selection);

#endif
