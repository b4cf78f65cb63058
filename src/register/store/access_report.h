/* All that is stored on one person, for her access report (requirement L4). The system owner's alone. */
#ifndef REGISTER_STORE_ACCESS_REPORT_H
#define REGISTER_STORE_ACCESS_REPORT_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

struct access_number {
    const char *number, *from, *to; /* `to` NULL: she has it */
};

struct access_participation {
    struct participant participant; /* without changes and doubles */
    const char *created_by_name, *discharged_at;
    const char *deleted_at, *deleted_by_name; /* NULL: not deleted */
};

struct access_confirmed_answer {
    const char *variable; /* a codebook may no longer have it */
    const char *text;     /* as stored; several codes "[1, 3]"; NULL: none */
};

/* The answers of an annual report as they were when it was confirmed. */
struct access_confirmation {
    participant_id id;
    int year;
    const char *at, *by_name, *codebook_version;
    const struct access_confirmed_answer *answers;
    size_t answer_count;
};

/* An answer that was replaced. */
struct access_change {
    participant_id id;
    const char *variable, *before, *after; /* canonical: several codes "1,3"; NULL: none */
    const char *at, *by_name;
};

struct access_person {
    const char *person_id;
    const char *made_at;    /* the report's own time, in UTC */
    const char *created_at; /* NULL: nothing is stored on her */
    bool is_protected;      /* Folkeregisteret protects her address */
    const struct access_number *numbers;
    const struct access_participation *participations; /* deleted ones too, the oldest first */
    const struct access_confirmation *confirmations;
    const struct access_change *changes; /* the latest first, at most ACCESS_CHANGES until the others are read */
    size_t number_count, participation_count, confirmation_count, change_count;
};

enum { ACCESS_CHANGES = 9000 };

/* Of the one person whom a search of the user's names (search_keep); *person_out is NULL where there is no such search or the user
 * is no system owner. `what` tells the log of access, before anything is answered, what it is for: "innsyn" for the page, or a
 * file's name. */
enum store_result access_report_open(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                     const char *reference, const char *what, struct access_person **person_out);

/* The changes beyond those, into the person: all of them, for the file. */
enum store_result access_report_changes(struct store *store, struct arena *arena, const char *reference, struct access_person *person);

#endif
