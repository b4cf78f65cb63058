/* The next gate in a participation's life, which the overview counts towards. Requirements C2b, P15. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_GATE_H
#define REGISTER_DOMAIN_JOBBSJANSEN_GATE_H

#include "engine/codebook/codebook.h"

/* The discharge for one who has ended, else the annual report where the register has one: enum codebook_gate bits,
 * or 0. */
unsigned gate_next(const struct codebook_register *reg, bool ended);

/* Can the question be lacking at such a gate? What is fetched never is. */
bool gate_asks(const struct codebook_register *reg, const struct codebook_variable *variable);

#endif
