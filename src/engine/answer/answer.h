/* One person's answers to one register: values, parsing, judging, comparing.
 * Knows the codebook's rules, no variable by name. Requirements C4, C4b, C5, P16. */
#ifndef ENGINE_ANSWER_ANSWER_H
#define ENGINE_ANSWER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/base/date.h"
#include "engine/base/problem.h"
#include "engine/codebook/codebook.h"

/* One value. Empty: text is NULL and code_count 0. Canonical texts: dates yyyy-mm-dd,
 * integers and single codes as decimal, text trimmed. Several codes are in `codes`, ascending, without
 * doubles (text is then NULL). */
struct answer {
    const char *text;
    const int *codes;
    size_t code_count;
};

/* A whole set, indexed by variable->index. Columns of a group are always empty here: a table's rows are
 * no single answers. */
struct answers {
    struct arena *arena;
    const struct codebook_register *reg;
    struct answer *values; /* reg->variable_count of them */
};

struct answers *answers_new(struct arena *arena, const struct codebook_register *reg);
struct answers *answers_copy(struct arena *arena, const struct answers *answers);
const struct answer *answers_get(const struct answers *answers, const struct codebook_variable *variable);
const struct answer *answers_get_named(const struct answers *answers, const char *name); /* name must exist */
/* Copies the texts and codes into the set's arena; codes may come in any order and twice. */
void answers_set(struct answers *answers, const struct codebook_variable *variable, struct answer answer);
/* The same without copying, checking or sorting: for rows that are read by the million. What it points at outlives it. */
void answers_lend(struct answers *answers, const struct codebook_variable *variable, struct answer answer);
void answers_set_text(struct answers *answers, const char *name, const char *text); /* name must exist */

bool answer_is_empty(const struct answer *answer);
bool answer_equal(const struct answer *a, const struct answer *b);
bool answer_has_code(const struct answer *answer, int number);
struct date answer_date(const struct answer *answer); /* DATE_NONE when empty or no date */

/* A check the codebook names with `format`: returns NULL and the canonical text in *text_out, or
 * what is wrong, as a sentence to the user. */
struct answer_format {
    const char *name;
    const char *(*parse)(struct arena *arena, const char *typed, const void *context, const char **text_out);
    const void *context;
};

/* What the caller knows and the codebook asks for. */
struct answer_world {
    struct date today;
    const char *const *facts; /* names of facts that hold; ends with NULL; may be NULL */
    const struct answer_format *formats; /* ends with name NULL; may be NULL */
};

/* Typed form values of one variable to a value. `typed` are the fields of that name in order; none, or only
 * empty ones, is the empty answer. Only own-field rules are checked here (C4b): readable, in range,
 * a code of the list, not in the future, exclusive codes alone. Validity of codes at a date is judged, not
 * parsed. A format that `world` does not supply is our bug. On a mistake: false, the message in *problem_out (in the arena), *answer_out empty. */
bool answer_parse(struct arena *arena, const struct codebook_variable *variable, const char *const *typed,
                  size_t typed_count, const struct answer_world *world, struct answer *answer_out,
                  const char **problem_out);

enum answer_lock {
    ANSWER_OPEN,
    ANSWER_LOCKED_RULE,    /* by `opens` or `locks`; or it holds a value, but is no longer asked at the date */
    ANSWER_LOCKED_SOURCE,  /* comes from elsewhere */
    ANSWER_ABSENT          /* not to be shown: it holds nothing and does not exist at the participant's date, or
                            * a fact that no other answer can change keeps it closed */
};

struct answer_state {
    enum answer_lock lock;
    const char *reason; /* why it is locked, or NULL */
    bool obligatory;    /* open and its gates are not 0 */
    bool expired;       /* holds a code, or is a variable, no longer valid at the date (still shown, C5) */
    bool would_empty;   /* locked by a rule, but holds a value: to be emptied */
    struct date date;   /* the date its validity is judged at */
};

struct answer_judgement {
    const struct answers *answers;
    const struct answer_world *world;
    struct answer_state *states; /* by variable->index */
    struct problems broken;   /* rules between fields (a code no longer valid is `expired`, not broken) */
    struct problems warnings; /* of own-field rules and of rules between fields */
};

struct answer_judgement *answer_judge(struct arena *arena, const struct answers *answers,
                                      const struct answer_world *world);
const struct answer_state *answer_state_of(const struct answer_judgement *judgement,
                                           const struct codebook_variable *variable);

/* May the code be chosen anew? (offered, valid at the state's date) */
bool answer_code_offered(const struct codebook_code *code, const struct answer_state *state);

/* What only a comparison can tell: does `after` hold a newly chosen code that is not offered at its date, or
 * another value in a variable that is locked or absent? Emptying a locked variable is no problem. `before` is
 * what is stored, NULL at creation; the judged answers are those plus what was typed, without anything the
 * system is about to derive. Adds a problem per variable; true when there is none. Requirements C4, C5. */
bool answer_check_changes(const struct answers *before, const struct answer_judgement *after,
                          struct problems *problems_out);

/* What a gate still lacks, in the codebook's order: empty obligatory answers and values that break
 * a rule between fields. `gates` are enum codebook_gate bits; for the annual report of one who ended that
 * year they are CODEBOOK_GATE_ANNUAL | CODEBOOK_GATE_ANNUAL_ENDED. Locked and absent ones are never gaps. */
struct answer_gaps {
    const struct codebook_variable **variables;
    size_t count;
};
struct answer_gaps answer_gaps(struct arena *arena, const struct answer_judgement *judgement, unsigned gates);
size_t answer_gaps_on_page(const struct answer_gaps *gaps, const struct codebook_page *page);

/* The value in words for reading: dates dd.mm.yyyy, codes by their texts separated by "; ". "" when empty. */
const char *answer_show(struct arena *arena, const struct codebook_variable *variable, const struct answer *answer);
/* The texts a form field of this variable holds (several for checkboxes); dates dd.mm.yyyy. */
size_t answer_field_texts(struct arena *arena, const struct codebook_variable *variable,
                          const struct answer *answer, const char *const **texts_out);

#endif
