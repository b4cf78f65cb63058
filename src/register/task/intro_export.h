/* The introduction programme's persons and rows as an exchange file: what intro_import reads (requirement N1). */
#ifndef REGISTER_TASK_INTRO_EXPORT_H
#define REGISTER_TASK_INTRO_EXPORT_H

#include <stdio.h>

#include "engine/codebook/codebook.h"
#include "register/store/store.h"

/* Two registers that hold the same give the same bytes. *whole_out: all of it could be written. */
enum store_result intro_export_run(struct store *store, const struct codebook_register *reg, struct arena *arena, FILE *out,
                                   unsigned long *lines_out, bool *whole_out);

#endif
