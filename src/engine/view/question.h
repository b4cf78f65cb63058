/* A question of the codebook as a form field, and as a line to read. Chooses by data type and widget,
 * never by a variable's name. Templates: sporsmal.html, feltmelding.html, oppsummering.html.
 * Requirements C4, C4b, C5, P7, P14, P16, P17. */
#ifndef ENGINE_VIEW_QUESTION_H
#define ENGINE_VIEW_QUESTION_H

#include "engine/answer/answer.h"
#include "engine/view/template.h"

/* Something to choose that the codebook does not list (municipalities of a login). */
struct question_choice {
    const char *value, *text;
};

/* Somebody else saved another answer since the page was drawn (P14). */
struct question_conflict {
    const char *their_name, *their_time; /* "Amir Nordmo", "20.11.2026 kl. 13.05" */
    long their_version; /* that it made: a pick tells what it was shown */
    const struct answer *theirs, *mine;
};

/* What only the caller knows of one question. All zero = nothing. */
struct question_extra {
    const char *const
        *shown; /* field texts instead of the answer's own: typed and refused, or a better form */
    size_t shown_count;
    const struct answer *stored; /* with a refused text: what is stored, said beside it; NULL = not said */
    const char *stored_shown;    /* a better form of `stored` to read, or NULL */
    const char *problem;         /* what to do, at the field; rules between fields are added without asking */
    const struct question_choice *choices; /* instead of the codes; exactly one = chosen and locked */
    size_t choice_count;
    const char *note; /* for what comes from elsewhere: "Hentet fra Folkeregisteret ..."; "" = say nothing */
    const struct question_conflict *conflict;
    bool unsaved; /* the field shows something else than what is stored */
    const struct answers *const *rows; /* of a CODEBOOK_GROUP */
    size_t row_count;
    /* A piece of the caller's own below a field: the template, and what fills it. NULL = none. */
    const char *aside_file;
    void (*fill_aside)(struct values *aside, const void *context);
    const void *aside_context;
};

struct question_page {
    const struct answer_judgement *judgement;
    const struct question_extra *extras; /* by variable->index; NULL = none */
    /* For reading alone: */
    const struct answer_gaps *gaps; /* marked as missing */
    const char *path; /* below /deltakere/, to the person: "k3xq" makes "k3xq/bakgrunn"; NULL = no links */
};

/* Adds {{#SECTION}} with its questions to the values of skjema.html; nothing if no question is drawn. */
void question_show_section(struct arena *arena, struct values *form, const struct codebook_section *section,
                           const struct question_page *page);

/* For autolagring.html, where the page stands already and one answer was sent: {{#PART}} with the messages of a
 * question that is drawn, and {{#CONFLICT_PART}} where it has a conflict. */
void question_show_messages(struct arena *arena, struct values *parts,
                            const struct codebook_variable *variable, const struct question_page *page);
/* The same: {{#ANSWER}} with the texts its field is to hold. */
void question_show_answer(struct arena *arena, struct values *parts,
                          const struct codebook_variable *variable, const struct question_page *page);

/* Adds one {{>SUMMARY}}; with an "Endre" link where page->path is set. */
void question_summarize_section(struct arena *arena, struct values *parent,
                                const struct codebook_section *section, const struct question_page *page);

/* Adds one {{#NOTE}}: the line that says where a locked answer comes from; nothing where it has none. */
void question_show_note(struct values *parts, const struct codebook_variable *variable, const struct question_page *page);

/* What to do about an empty obligatory answer, for field and error summary alike: "Fyll ut ...", "Velg ...".
 */
const char *question_ask(struct arena *arena, const struct codebook_variable *variable);

#endif
