/* The exchange file of the introduction programme into the register: all of it or nothing, and what is wrong with it by line
 * (requirements N1, N6; docs/introduksjon.md). */
#ifndef REGISTER_TASK_INTRO_IMPORT_H
#define REGISTER_TASK_INTRO_IMPORT_H

#include <stdio.h>

#include "register/store/intro_import.h"

enum {
    INTRO_IMPORT_TOLD = 200,          /* problems that are kept to be told; the rest are counted */
    INTRO_IMPORT_LINES_MOST = 1000000 /* of a file */
};

struct intro_import_task {
    struct store *store; /* the admin's */
    struct import_rules rules;
    const unsigned char *person_key; /* makes PersonIds (requirement P4) */
    size_t person_key_size;
};

struct intro_import_told {
    unsigned long line;
    const char *column; /* "" where it is the whole line */
    const char *message;
};

struct intro_import_report {
    struct intro_import_told told[INTRO_IMPORT_TOLD]; /* by line */
    size_t told_count;
    unsigned long problems; /* 0: all of it is stored */
    bool unreadable;        /* the file ended by an error of the disk's, or whatever it comes from; nothing is stored */
    struct intro_import_counts counts;
};

/* Texts live in the arena. Other trouble than STORE_OK: nothing is stored. */
enum store_result intro_import_run(const struct intro_import_task *task, struct arena *arena, FILE *in,
                                   struct intro_import_report *report_out);

#endif
