/* A posted page of a form: what was typed, read by the codebook. */
#ifndef REGISTER_PAGE_FORM_POSTED_H
#define REGISTER_PAGE_FORM_POSTED_H

#include "engine/view/question.h"
#include "register/page/form/post.h"

struct posted {
    struct form_post post;
    struct answers *answers;                    /* the values that could be read */
    const struct codebook_variable **variables; /* of those */
    size_t count;
    struct problems problems;      /* own-field mistakes (C4b), and what later steps refuse */
    struct question_extra *extras; /* by variable->index: what was typed, where it was refused */
};

/* The questions that a post is about. */
struct posted_set {
    const struct codebook_variable *const *variables;
    size_t count;
    bool all_drawn; /* each of them was drawn, also what is not in the form: that is an empty answer */
};

/* A page as a set. */
struct posted_set posted_page(const struct codebook_page *page);

/* Reads the questions from the form. A question that is not in the form was not drawn, and is left alone;
 * a group of boxes that is not in it was drawn without ticks. `stored`: what is to be changed, NULL for something new. */
struct posted posted_read(const struct form_post *post, const struct posted_set *set, const struct answer_world *world,
                          const struct answers *stored);

/* Keeps what was typed on the page, though it is not taken. */
void posted_keep(struct posted *posted, const struct codebook_variable *variable);

/* Refuses a value after all: it stays on the page as typed. */
void posted_refuse(struct posted *posted, const struct codebook_variable *variable, const char *message);

/* The same for a question that does not apply: what was typed is not kept, or nobody could take it back. */
void posted_drop(struct posted *posted, const struct codebook_variable *variable, const char *message);

#endif
