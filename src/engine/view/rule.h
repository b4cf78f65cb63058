/* The codebook's conditions as JSON for the form's script: the one rule, carried to the browser.
 * ["har","x","1","2"] the field x holds one of the codes; ["mangler","x","9"] it holds none of them;
 * ["alle",a,b] ["noen",a,b] all, any; ["fast",true] what cannot change on this page. */
#ifndef ENGINE_VIEW_RULE_H
#define ENGINE_VIEW_RULE_H

#include <stdbool.h>

#include "engine/answer/answer.h"

/* As seen from `page`: what other pages hold, and facts, are settled from the judgement. */
const char *rule_as_json(struct arena *arena, const struct codebook_condition *condition,
                         const struct codebook_page *page, const struct answer_judgement *judgement);
/* Does any answer on any page decide it? If not, facts alone do, and no typing changes it. */
bool rule_follows_answers(const struct codebook_condition *condition);

#endif
