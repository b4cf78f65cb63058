/* What the register fills in by itself when a caseworker's answers change. Requirements P4, C2. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_DERIVE_H
#define REGISTER_DOMAIN_JOBBSJANSEN_DERIVE_H

#include <stddef.h>

#include "engine/answer/answer.h"
#include "register/domain/jobbsjansen/names.h"

struct derive_rules {
    const struct names *names;
    const void *person_key; /* PersonId is made with it */
    size_t person_key_size;
    const char *kommunenavn; /* of the municipality that `after` holds */
};

/* `before` is NULL at creation. A new number is another person: PersonId and year of birth anew, what was
 * fetched about the old one and the confirmation of her name emptied. A new municipality brings its name. */
void derive_answers(struct arena *arena, const struct derive_rules *rules, const struct answers *before,
                    struct answers *after);

/* Takes a new number back: everything that came or went with it is as in `before`. */
void derive_same_person(const struct names *names, const struct answers *before, struct answers *after);

#endif
