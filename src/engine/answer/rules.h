/* The codebook's rules, one by one. Of this room alone. */
#ifndef ENGINE_ANSWER_RULES_H
#define ENGINE_ANSWER_RULES_H

#include <stdbool.h>

#include "engine/codebook/codebook.h"

/* Rules of a field by itself; false for rules between fields. */
bool rule_broken_alone(const struct codebook_rule *rule, struct date date, struct date today);
/* Rules of a number, as an answer holds it; false for rules about dates, and for NULL. */
bool rule_broken_number(const struct codebook_rule *rule, const char *number);
/* Rules between fields; false for rules of a field by itself, and where the other has no date. */
bool rule_broken_between(const struct codebook_rule *rule, struct date date, struct date other);

#endif
