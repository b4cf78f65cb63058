/* A posted page of an existing participant, from what was typed to what is stored. */
#ifndef REGISTER_PAGE_PARTICIPANT_SAVE_H
#define REGISTER_PAGE_PARTICIPANT_SAVE_H

#include "engine/answer/merge.h"
#include "register/page/participant/form.h"
#include "register/page/participant/posted.h"

struct saving {
    struct visit *visit;
    const struct codebook_page *page;
    long drawn_version; /* of the page that was posted; negative: it did not say */
    struct participant *participant;
    struct world world;
    struct posted posted;
    struct answer_merge merge;
    struct answers *after; /* merged, refused and emptied: what is to be stored */
    bool emptied;          /* an answer was emptied because its question no longer applies */
    long version;          /* after the save */
    bool saved;            /* something was stored */
};

/* Decides what the post changes: `after`, and the problems and conflicts that are left. Not ready: trouble in
 * the store. */
enum outcome saving_decide(struct saving *saving);

enum saving_result { SAVING_DONE, SAVING_AGAIN, SAVING_GONE, SAVING_TROUBLE };

/* Stores the difference, if there is any. SAVING_AGAIN: somebody saved in between, start over.
 * SAVING_TROUBLE: *trouble_out says which. */
enum saving_result saving_store(struct saving *saving, enum store_result *trouble_out);

#endif
