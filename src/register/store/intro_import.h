/* The exchange file's lines into the tables of the introduction programme, all of them or none (requirements N1, N6;
 * docs/introduksjon.md). They are collected beside the tables first, so that what only the whole file can tell is told by set, and
 * the program holds a few lines at a time. For the admin. */
#ifndef REGISTER_STORE_INTRO_IMPORT_H
#define REGISTER_STORE_INTRO_IMPORT_H

#include "register/domain/introduksjon/import_line.h"
#include "register/domain/introduksjon/programme.h"
#include "register/store/store.h"

struct intro_import;

/* Has the register no persons yet? */
enum store_result intro_import_is_first(struct store *store, struct arena *arena, bool *first_out);

/* The import lives in `arena`; what is collected lives as long as the connection. */
enum store_result intro_import_begin(struct store *store, struct arena *arena, struct intro_import **import_out);

/* A line that has problems of its own is collected too where it names its person: others that rest on it are then not told to be
 * wrong. `person_id` (requirement P4) is NULL for other lines than persons'. Copies what it is given. */
enum store_result intro_import_add(struct intro_import *import, unsigned long line, const struct import_line *said,
                                   const char *person_id, bool has_problems);
enum store_result intro_import_collected(struct intro_import *import); /* that was the last one */

enum intro_import_trouble {
    INTRO_IMPORT_NO_MUNICIPALITY,
    INTRO_IMPORT_NO_DISTRICT, /* of that municipality */
    INTRO_IMPORT_TWICE,       /* `other` says the same person, or the same row of hers */
    INTRO_IMPORT_NO_PERSON,   /* neither in the file nor in the register */
    INTRO_IMPORT_NO_BASIS,    /* a termination without a decision, or by integreringsloven a goal (N2) */
    INTRO_IMPORT_EARLY,       /* a termination before the start */
    INTRO_IMPORT_LATE,        /* a termination after the deadline */
    INTRO_IMPORT_UNDECIDED,   /* a termination before the decision */
    INTRO_IMPORT_ENDLESS,     /* a decision that no law gives a deadline, and nothing else ends her (programme_is_endless) */
    INTRO_IMPORT_TROUBLES
};

struct intro_import_problem {
    unsigned long line, other;
    enum intro_import_trouble trouble;
};

struct intro_import_problems {
    struct intro_import_problem *items; /* by line: the first of them */
    size_t count, capacity;
    unsigned long total;
};

/* What only the whole file, and what is stored, can tell. At most `capacity` of them are kept. */
enum store_result intro_import_judge(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems);

struct intro_import_counts {
    unsigned long persons_new, persons_changed;
    unsigned long rows_new[IMPORT_KINDS], rows_changed[IMPORT_KINDS]; /* of the kinds but persons */
};

/* One transaction, as the system by the name "import". Where a termination or a
 * decision cannot be (the last five troubles) nothing is stored, and *problems says so. The rule engine is told to look at whoever has
 * changed. */
enum store_result intro_import_apply(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems,
                                     struct intro_import_counts *counts_out);

#endif
