/* Two people, one set of answers: what a post changes, compared field by field with what was stored when
 * its page was drawn. Requirement P14. */
#ifndef ENGINE_ANSWER_MERGE_H
#define ENGINE_ANSWER_MERGE_H

#include "engine/answer/answer.h"

/* One change of one variable that somebody stored, in canonical text (several codes as "1,3,9"). */
struct answer_change {
    const struct codebook_variable *variable;
    const char *old_text, *new_text; /* NULL = empty */
    long version;                    /* the version it made */
    bool mine;                       /* made by the one who now posts */
    const char *who, *when;
};

struct answer_conflict {
    const struct codebook_variable *variable;
    struct answer mine, theirs;
    const char *who, *when; /* of the latest change that is not mine */
    long version;           /* and the version it made */
};

struct answer_merge {
    struct answers *merged; /* stored answers with the post's own changes */
    const struct codebook_variable **changed; /* variables whose merged value differs from the stored one */
    size_t changed_count;
    struct answer_conflict *conflicts; /* not in `merged`: the stored value stands until the user picks */
    size_t conflict_count;
};

/* `posted` holds the values of `variables` alone. `changes` are those stored after the page was drawn, oldest
 * first. A posted value equal to the one the page was drawn with is no change; one's own changes never
 * conflict; the same value twice is no conflict. */
struct answer_merge answer_merge(struct arena *arena, const struct answers *stored, const struct answers *posted,
                                 const struct codebook_variable *const *variables, size_t variable_count,
                                 const struct answer_change *changes, size_t change_count);

/* Canonical text of a value, NULL when empty; and back. Text that is not canonical gives the empty answer. */
const char *answer_canonical(struct arena *arena, const struct answer *answer);
struct answer answer_from_canonical(struct arena *arena, const struct codebook_variable *variable,
                                    const char *text);

#endif
