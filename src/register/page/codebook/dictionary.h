/* The data dictionary, as a file of its own and as a sheet beside what it explains. */
#ifndef REGISTER_PAGE_CODEBOOK_DICTIONARY_H
#define REGISTER_PAGE_CODEBOOK_DICTIONARY_H

#include "engine/answer/columns.h"
#include "engine/sheet/table.h"

/* Adds the sheet, in bokmål whoever reads. */
void dictionary_add(struct table *table, struct arena *arena, const struct codebook_register *reg);

#endif
