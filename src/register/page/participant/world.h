/* What the codebook asks the register about a participant: facts, formats, and what there is to choose. */
#ifndef REGISTER_PAGE_PARTICIPANT_WORLD_H
#define REGISTER_PAGE_PARTICIPANT_WORLD_H

#include "engine/answer/answer.h"
#include "engine/view/question.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/page/visit.h"

/* The places a participant may be put in: the user's own, and the one she is in already. */
struct own_places {
    const struct account *account;
    const struct places *places;
    const struct answers *stored; /* NULL at creation */
    const struct names *names;
    const char *reg;
};

struct world {
    struct own_places own;
    struct fodselsnummer_rules number_rules;
    struct answer_format formats[4];
    struct date today;
};

enum outcome world_make(struct visit *visit, const struct answers *stored, struct world *world_out);

/* For judging these answers: which facts hold follows from them. */
const struct answer_world *world_for(struct arena *arena, const struct world *world, const struct answers *answers);

/* What there is to choose for the municipality and the district; several, one, or none. */
size_t world_municipalities(struct arena *arena, const struct world *world,
                            const struct question_choice **choices_out);
size_t world_districts(struct arena *arena, const struct world *world, const struct question_choice **choices_out);

/* The name of a municipality the user has, else the stored one's. */
const char *world_municipality_name(const struct world *world, const char *kommunenummer);

#endif
