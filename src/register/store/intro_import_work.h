/* Between the files of the import alone. */
#ifndef REGISTER_STORE_INTRO_IMPORT_WORK_H
#define REGISTER_STORE_INTRO_IMPORT_WORK_H

#include "register/store/bulk.h"
#include "register/store/intro_import.h"

struct intro_import {
    struct store *store;
    struct arena *batch; /* emptied each time some lines have been sent */
    struct bulk lines;
};

void intro_import_note(struct intro_import_problems *problems, unsigned long line, unsigned long other,
                       enum intro_import_trouble trouble);

/* The deadline of everybody who has changed, and whether her termination can be, in the transaction that is open. */
enum database_result intro_import_settle(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems,
                                         const char **why_out);

#endif
