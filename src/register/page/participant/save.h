/* Answers of an existing participant that were sent - a page of the form, or one field - from what was typed to what is stored. */
#ifndef REGISTER_PAGE_PARTICIPANT_SAVE_H
#define REGISTER_PAGE_PARTICIPANT_SAVE_H

#include "engine/answer/merge.h"
#include "register/page/form/posted.h"
#include "register/page/participant/form.h"

struct saving {
    struct visit *visit;
    struct posted_set set;             /* the questions it is about */
    const struct codebook_page *page;  /* that they stand on */
    long drawn_version; /* of the page that was posted; negative: it did not say */
    struct participant *participant;
    struct world world;
    struct posted posted;
    const struct answer_change *since; /* all changes after the page was drawn */
    size_t since_count;
    struct answer_merge merge;
    struct answers *after; /* merged, refused and emptied: what is to be stored */
    bool emptied;          /* an answer was emptied because its question no longer applies */
    long version;          /* after the save */
    bool saved;            /* something was stored */
    struct twice twice;    /* why the number, or an end date that was removed, was not */
    const struct participant_double *doubles; /* as they are after the save */
    size_t double_count;
};

/* Loads, reads, decides and stores; all over again while others save in between. Ready: `saving` tells what came of
 * it, also where nothing was stored. Its visit, set and page are given; the rest comes from the form. */
enum outcome saving_run(struct saving *saving);

/* The first half of it: the participant, her world, and what was sent. */
enum outcome saving_read(struct saving *saving);

/* Shows the conflicts that are left at their questions, and adds a problem for each. */
void saving_show_conflicts(struct saving *saving);

/* The participant as a load would tell her now, her changes being those of this save. */
void saving_settle(struct saving *saving);

/* Decides what the post changes: `after`, and the problems and conflicts that are left. Not ready: trouble in
 * the store. */
enum outcome saving_decide(struct saving *saving);

enum saving_result { SAVING_DONE, SAVING_AGAIN, SAVING_GONE, SAVING_TROUBLE };

/* Stores the difference, if there is any. SAVING_AGAIN: somebody saved in between, start over.
 * SAVING_TROUBLE: *trouble_out says which. */
enum saving_result saving_store(struct saving *saving, enum store_result *trouble_out);

#endif
