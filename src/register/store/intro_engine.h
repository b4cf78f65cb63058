/* What the rule engine reads and writes: persons of the introduction programme by pages, and what changes among them
 * (requirement N6). For the jobs' account, and the admin's. */
#ifndef REGISTER_STORE_INTRO_ENGINE_H
#define REGISTER_STORE_INTRO_ENGINE_H

#include "register/domain/introduksjon/programme.h"
#include "register/store/store.h"

enum { INTRO_ENGINE_PAGE = 1000 };

struct intro_engine_person {
    unsigned long long id; /* participant_id */
    unsigned version;      /* row_version, which every change of her or her rows moves */
    bool is_due;           /* changed since the engine looked */
    struct date deadline;  /* as it is kept */
    struct programme programme;
};

struct intro_engine_page {
    struct intro_engine_person *persons; /* ids ascending */
    size_t count;
};

/* At most `limit` (up to INTRO_ENGINE_PAGE) with ids above `after`; `due_only`: those changed since the engine looked. */
enum store_result intro_engine_page(struct store *store, struct arena *arena, unsigned long long after, unsigned limit,
                                    bool due_only, struct intro_engine_page *page_out);

struct intro_engine_change {
    const struct intro_engine_person *person;
    struct date deadline; /* as it is to be */
    int cause;            /* avslutningsarsak of the engine's termination that is to stand; 0: none of its own */
    struct date date;     /* its day */
    bool left;            /* told back: she has changed since she was read, and nothing was done */
};

/* All of them in one transaction, at most INTRO_ENGINE_PAGE. Who is as she is to be is not due any more, and gets no new version;
 * a municipality's termination is never touched. */
enum store_result intro_engine_apply(struct store *store, struct arena *arena, struct intro_engine_change *changes,
                                     size_t count);

#endif
