/* What a form that was drawn before the codebook changed still sends (requirement C6). */
#ifndef REGISTER_PAGE_FORM_GONE_H
#define REGISTER_PAGE_FORM_GONE_H

#include "engine/base/problem.h"
#include "register/page/form/post.h"

/* The question of that name in an earlier codebook, where it was asked; NULL where the codebook in use has it, or none
 * ever did. */
const struct codebook_variable *gone_question(const struct form_post *post, const char *name);

/* That such a question is gone, with what was typed in it: so that nobody believes it saved. */
const char *gone_message(const struct form_post *post, const struct codebook_variable *question);

/* A problem for each question that is gone, and was answered. */
void gone_tell(const struct form_post *post, struct problems *problems_out);

/* What to say where a code was chosen that the codebook has no more; NULL where that is not what is wrong. */
const char *gone_code(const struct form_post *post, const struct codebook_variable *variable, const char *const *typed,
                      size_t count);

/* Did the codebook that the form was drawn with have the question on this page? Then boxes that are not in the form
 * were drawn without ticks. */
bool gone_was_drawn(const struct form_post *post, const struct codebook_variable *variable);

/* Which codebook it is, as the form carries it along. */
const char *gone_mark(struct arena *arena, const struct codebook *codebook);

#endif
