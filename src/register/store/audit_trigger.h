/* The triggers that write the logs, hash their rows and refuse to change them: are they there? For the admin's connection. */
#ifndef REGISTER_STORE_AUDIT_TRIGGER_H
#define REGISTER_STORE_AUDIT_TRIGGER_H

#include "register/store/store.h"

/* *missing_out: "schema.name" of each that is not there, fires at something else, or has lost the words it works by. A text
 * changed with more care than that is not seen. */
enum store_result audit_check_triggers(struct store *store, struct arena *arena, const char ***missing_out, size_t *count_out);

#endif
