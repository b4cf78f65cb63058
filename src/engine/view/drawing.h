/* What the files that draw one question share. Private to this room. */
#ifndef ENGINE_VIEW_DRAWING_H
#define ENGINE_VIEW_DRAWING_H

#include "engine/view/question.h"

enum shape {
    SHAPE_INPUT,
    SHAPE_DATE,
    SHAPE_SELECT,
    SHAPE_READONLY,
    SHAPE_RADIO,
    SHAPE_CHECKBOXES,
    SHAPE_TICK,
    SHAPE_TABLE
};

/* Everything about the one question being drawn. */
struct drawing {
    struct arena *arena;
    const struct codebook_variable *variable;
    const struct question_page *page;
    const struct question_extra *extra; /* never NULL */
    const struct answer *answer;
    const struct answer_state *state;
    enum shape shape;
    struct values *values; /* of sporsmal.html */
};

/* control.c: the control itself. */
enum shape control_shape(const struct codebook_variable *variable, const struct answer_state *state,
                         const struct question_extra *extra);
bool control_is_locked(enum shape shape);          /* shows what comes from elsewhere */
const char *control_text(const struct drawing *d); /* the first text it holds, or "" */
size_t control_texts(const struct drawing *d, const char *const **texts_out); /* all of them */
const char *control_locked_text(const struct drawing *d); /* what a locked one shows */
void control_draw(const struct drawing *d);
/* {{#ROWS}} or {{#NO_ROWS}} of a repeating group. */
void control_fill_table(struct arena *arena, struct values *table, const struct codebook_variable *group,
                        const struct question_extra *extra);

/* surroundings.c: what stands around it. */
void surroundings_draw(const struct drawing *d);
void surroundings_draw_messages(const struct drawing *d);
void surroundings_draw_conflict(const struct drawing *d);
bool surroundings_validity_may_change(const struct codebook_variable *variable);

/* question.c */
const struct question_extra *question_extra_of(const struct question_page *page,
                                               const struct codebook_variable *variable);

#endif
