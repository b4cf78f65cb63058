/* What the marks in sql/ stand for: schemas, accounts, and lines per variable of the codebook. */
#ifndef REGISTER_STORE_SCHEMA_FILL_H
#define REGISTER_STORE_SCHEMA_FILL_H

#include "register/store/schema_table.h"

struct schema_names {
    const char *main, *audit, *history; /* [a-z0-9_] alone */
};

struct schema_filling {
    struct schema_names names;
    const struct schema_tables *tables; /* NULL: only the names are filled in */
};

/* A sql_text_filler; `context` is a struct schema_filling. */
const char *schema_fill(const void *context, struct arena *arena, const char *mark);

#define SCHEMA_DEFINER "jobbsjanse_definer"
#define SCHEMA_AUDIT_WRITER "jobbsjanse_audit_writer"
#define SCHEMA_AUDIT_KEEPER "jobbsjanse_audit_keeper"

#endif
