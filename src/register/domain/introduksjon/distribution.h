/* How many there are of each goal-attainment group, and the groups' shares of a whole (requirement N7). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_DISTRIBUTION_H
#define REGISTER_DOMAIN_INTRODUKSJON_DISTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

/* "23,88": how many of a hundred `part` is of `whole`, two decimals, half up; at most
 * a million million. "0,00" of nothing. */
const char *distribution_percent(struct arena *arena, unsigned long part, unsigned long whole);

struct distribution_group {
    const char *title;
    unsigned long count;
    bool counted; /* false: told, but no part of the whole */
};

/* How many are counted: what the shares are of. And how many are left out. */
unsigned long distribution_counted(const struct distribution_group *groups, size_t count);
unsigned long distribution_left_out(const struct distribution_group *groups, size_t count);

/* "Fordeling: Arbeid: 2061 (23,88 %), ..., Inngår ikke i tallgrunnlag: 615". */
const char *distribution_line(struct arena *arena, const struct distribution_group *groups, size_t count);

#endif
