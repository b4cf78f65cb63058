/* Where the answers of the register introduksjon are kept. Its tables are made by the steps of sql/, not by the codebook as
 * the others are (schema_table.h): what the codebook asks must have a column there. */
#ifndef REGISTER_STORE_SCHEMA_INTRO_H
#define REGISTER_STORE_SCHEMA_INTRO_H

#include <stdbool.h>

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"

#define SCHEMA_INTRO_REGISTER "introduksjon"

/* NULL for a page that none keeps. Each has participant_id and kommunenummer. */
const char *schema_intro_table(const struct codebook_page *page);

/* Has every variable a column that takes it, and every column its variable? If not, *why_out says which, and where in the
 * codebook. */
bool schema_intro_fits(struct arena *arena, const struct codebook_register *reg, const char **why_out);

#endif
