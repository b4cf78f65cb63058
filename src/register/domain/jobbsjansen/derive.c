/* What the register fills in by itself. */
#include "register/domain/jobbsjansen/derive.h"

#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/domain/person_id.h"

static void empty(struct answers *answers, const struct codebook_variable *variable)
{
    answers_set(answers, variable, (struct answer){0});
}

static void forget_old_person(const struct names *names, struct answers *after)
{
    empty(after, names->navn);
    empty(after, names->navn_bekreftet);
    empty(after, names->ankomstar);
    empty(after, names->oppholdsgrunnlag);
    empty(after, names->fodeland);
    empty(after, names->sivilstand);
}

void derive_same_person(const struct names *names, const struct answers *before, struct answers *after)
{
    const struct codebook_variable *const hers[] = {
        names->fodselsnummer, names->person_id, names->fodselsar, names->navn, names->navn_bekreftet,
        names->ankomstar, names->oppholdsgrunnlag, names->fodeland, names->sivilstand};

    for (size_t i = 0; i < sizeof hers / sizeof *hers; i++)
        answers_set(after, hers[i], *answers_get(before, hers[i]));
}

/* The number was accepted when it was typed: here everything that an installation may accept is. */
static const char *year_of_birth(struct arena *arena, const char *digits)
{
    const struct fodselsnummer_rules all = {
        .synthetic = FODSELSNUMMER_TENOR | FODSELSNUMMER_DOLLY | FODSELSNUMMER_SYNTPOP};
    struct fodselsnummer number;

    if (fodselsnummer_parse(digits, &all, &number) != FODSELSNUMMER_ACCEPTED || !date_is_set(number.born))
        return NULL;
    return arena_printf(arena, "%d", number.born.year);
}

static void derive_person(struct arena *arena, const struct derive_rules *rules, const char *digits,
                          struct answers *after)
{
    char person_id[PERSON_ID_TEXT];

    person_id_make(rules->person_key, rules->person_key_size, PERSON_ID_FODSELSNUMMER, digits, person_id);
    answers_set(after, rules->names->person_id, (struct answer){.text = person_id});
    answers_set(after, rules->names->fodselsar, (struct answer){.text = year_of_birth(arena, digits)});
}

static bool is_changed(const struct answers *before, const struct answers *after,
                       const struct codebook_variable *variable)
{
    return !before || !answer_equal(answers_get(before, variable), answers_get(after, variable));
}

void derive_answers(struct arena *arena, const struct derive_rules *rules, const struct answers *before,
                    struct answers *after)
{
    const struct names *names = rules->names;
    const char *digits = answers_get(after, names->fodselsnummer)->text;

    if (digits && is_changed(before, after, names->fodselsnummer)) {
        if (before)
            forget_old_person(names, after);
        derive_person(arena, rules, digits, after);
    }
    if (is_changed(before, after, names->kommunenummer))
        answers_set(after, names->kommunenavn, (struct answer){.text = rules->kommunenavn});
}
