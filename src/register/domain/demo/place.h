/* Where the invented participants belong: real municipalities and districts, invented employees. */
#ifndef REGISTER_DOMAIN_DEMO_PLACE_H
#define REGISTER_DOMAIN_DEMO_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "register/domain/demo/dice.h"

#define CASEWORKERS_PER_PLACE 2

struct demo_place {
    const char *kommunenummer, *kommunenavn;
    const char *number_until_2023;
    const char *bydel; /* "" where the municipality has no districts in the register */
    int weight;
    bool pilot; /* of financing per capita: projects of both schemes until 2025 */
};

size_t demo_place_count(void);
const struct demo_place *demo_place_at(size_t index);
/* A fifth of them in Oslo's fifteen districts. */
size_t demo_place_choose(struct dice *dice);

#endif
