/* Names and countries of birth that go together. All invented. */
#ifndef REGISTER_DOMAIN_DEMO_PERSON_H
#define REGISTER_DOMAIN_DEMO_PERSON_H

#include "engine/base/arena.h"
#include "register/domain/demo/dice.h"

struct demo_person {
    const char *name; /* first (middle) last */
    const char *fodeland;
};

struct demo_person demo_person_choose(struct dice *dice, struct arena *arena);

#endif
