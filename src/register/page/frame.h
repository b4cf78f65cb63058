/* What stands around every page: the names of the site, who is logged in, the menu of her register, the way to another. */
#ifndef REGISTER_PAGE_FRAME_H
#define REGISTER_PAGE_FRAME_H

#include "register/page/visit.h"

/* Into the visit's values, which are the frame's. */
void frame_fill(struct visit *visit);

#endif
