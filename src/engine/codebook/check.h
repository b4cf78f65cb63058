/* What no schema can say: is the codebook that was read one that holds together? The draft fails at the
 * first thing that does not. */
#ifndef ENGINE_CODEBOOK_CHECK_H
#define ENGINE_CODEBOOK_CHECK_H

#include "engine/codebook/draft.h"

void check_codebook(struct draft *draft, const struct codebook *codebook);

/* One variable by itself (check_variable.c): type, widget, codes, gates. */
void check_variable(struct draft *draft, const struct codebook_variable *variable);

/* What variables say of each other (check_rule.c): groups, conditions, rules, circles. */
void check_rules(struct draft *draft, const struct codebook_register *reg);

#endif
