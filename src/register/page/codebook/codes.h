/* The tables of a question's codes (requirements C7, N3). */
#ifndef REGISTER_PAGE_CODEBOOK_CODES_H
#define REGISTER_PAGE_CODEBOOK_CODES_H

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"
#include "engine/view/values.h"

/* Adds a section CODES for those that people choose, and one for those that the register finds out. */
void codes_fill(struct arena *arena, struct values *values, const struct codebook_variable *variable);

/* A nynorsk reader sees whose words are whose: where they differ the standard's own stand beside ours, as `name` in the
 * section `section`. */
void codes_official(struct values *values, const char *section, const char *name, struct wording text);

#endif
