/* Fictional participants for demonstration and tests: believable, clean by the codebook's rules, and the
 * same for the same seed. Participant n does not depend on how many are made. Nobody here exists: names are
 * put together from lists, and every number is synthetic (month + 80). Issue 2, point 9. */
#ifndef REGISTER_DOMAIN_DEMO_DEMO_H
#define REGISTER_DOMAIN_DEMO_DEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/answer/answer.h"
#include "engine/base/arena.h"
#include "engine/base/date.h"
#include "engine/codebook/codebook.h"
#include "register/domain/jobbsjansen/status.h"

/* Numbers are distinct for participants 0 to DEMO_MOST - 1. */
#define DEMO_MOST 1000000ul

struct demo {
    unsigned long long seed;
    struct date today; /* nothing happens on this day or later */
    const struct codebook_register *reg; /* "jobbsjansen" */
};

/* A made-up employee who enters participants; insert all of them as users before the participants. */
struct demo_caseworker {
    const char *username, *name, *email; /* the address ends with .example */
    const char *kommunenummer;           /* as since 2024 */
    const char *bydel;                   /* "" = the whole municipality */
    bool pilot; /* her projects have both schemes of financing until 2025, not the ordinary one alone */
};

size_t demo_caseworker_count(void);
/* index < demo_caseworker_count(); the same for every seed. */
struct demo_caseworker demo_caseworker(struct arena *arena, size_t index);

/* A Norwegian test taken: variables 26-B, 27 and 28. */
struct demo_test {
    struct date date;
    int type, result; /* codes of provetype and proveresultat */
};

/* An annual report confirmed (Y1). */
struct demo_confirmation {
    int year;        /* the year reported on */
    const char *at;  /* when, as below */
    size_t by;       /* index of a caseworker */
};

/* Instants are UTC, "yyyy-mm-dd hh:mm:ss.000000", in office hours. Everything lives in the arena. */
struct demo_participant {
    /* All variables but person_id, which takes a key. fodselsnummer has 11 digits; kommunenummer and
     * kommunenavn are those of the division on the day of registration (2020-2023 before 2024). */
    struct answers *answers;
    enum status status;
    const char *created_at;
    size_t created_by; /* index of a caseworker */
    const char *changed_at; /* the last change by a person; NULL where there was none */
    size_t changed_by;
    const char *discharged_at; /* NULL unless the status is STATUS_UTSKREVET */
    const struct demo_test *tests; /* oldest first */
    size_t test_count;
    const struct demo_confirmation *confirmations; /* oldest year first; their gate was met */
    size_t confirmation_count;
    const struct codebook_variable *corrected; /* an answer that the last change put right, after all confirmations; or NULL */
    const char *corrected_from;                /* its code before */
};

/* n < DEMO_MOST. */
struct demo_participant *demo_participant(const struct demo *demo, unsigned long n, struct arena *arena);

#endif
