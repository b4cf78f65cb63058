/* Shares of a whole, as the report tells them (requirement N7). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_DISTRIBUTION_H
#define REGISTER_DOMAIN_INTRODUKSJON_DISTRIBUTION_H

#include "engine/base/arena.h"

/* "23,88": how many of a hundred `part` is of `whole`, two decimals, half up; at most
 * a million million. "0,00" of nothing. */
const char *distribution_percent(struct arena *arena, unsigned long part, unsigned long whole);

#endif
