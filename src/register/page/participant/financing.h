/* The scheme of financing that comes by itself (P5). */
#ifndef REGISTER_PAGE_PARTICIPANT_FINANCING_H
#define REGISTER_PAGE_PARTICIPANT_FINANCING_H

#include "register/page/participant/world.h"

/* Fills the scheme in where it is asked for, empty, and the place has only one at the start date. */
enum outcome financing_fill(struct visit *visit, const struct world *world, struct answers *answers);

#endif
