/* What questions offer beyond the codebook's codes. */
#include "register/page/participant/choices.h"

#include "engine/base/words.h"
#include "register/page/participant/name_panel.h"

static struct question_extra *extra_of(struct form *form, const struct codebook_variable *variable)
{
    return &form->extras[variable->index];
}

static void show_number(struct form *form)
{
    const struct codebook_variable *number = form->visit->site->names.fodselsnummer;
    const char *digits = answers_get(form->answers, number)->text;
    struct question_extra *extra = extra_of(form, number);
    const char **shown;

    if (extra->stored && extra->stored->text)
        extra->stored_shown = fodselsnummer_show(form->visit->arena, extra->stored->text);
    if (!digits || extra->shown)
        return;
    shown = arena_alloc(form->visit->arena, sizeof *shown);
    *shown = fodselsnummer_show(form->visit->arena, digits);
    extra->shown = shown;
    extra->shown_count = 1;
}

/* Where what others supply comes from. */
static void fill_notes(struct form *form)
{
    for (size_t i = 0; i < form->page->variable_count; i++) {
        const struct codebook_variable *variable = form->page->variables[i];
        struct question_extra *extra = extra_of(form, variable);

        if (variable->source == CODEBOOK_SOURCE_FREG)
            extra->note = name_panel_note(form, variable);
        else if (variable->source == CODEBOOK_SOURCE_PAD)
            extra->note = _("Hentes fra PAD, registeret over norskprøver.");
        else if (variable->source == CODEBOOK_SOURCE_SYSTEM)
            extra->note = _("Lages av registeret.");
    }
}

const struct answers *const *choices_tests(struct visit *visit, const struct participant *participant)
{
    const struct names *names = &visit->site->names;
    const struct answers **rows = arena_alloc_many(visit->arena, participant->test_count + 1, sizeof(*rows));

    for (size_t i = 0; i < participant->test_count; i++) {
        struct answers *row = answers_new(visit->arena, visit->site->reg);

        answers_set(row, names->provedato, (struct answer){.text = participant->tests[i].date});
        answers_set(row, names->provetype, (struct answer){.text = participant->tests[i].type});
        answers_set(row, names->proveresultat, (struct answer){.text = participant->tests[i].result});
        rows[i] = row;
    }
    return rows;
}

void choices_fill(struct form *form)
{
    const struct names *names = &form->visit->site->names;
    struct arena *arena = form->visit->arena;
    struct question_extra *municipality = extra_of(form, names->kommunenummer);
    struct question_extra *district = extra_of(form, names->bydel);

    municipality->choice_count = world_municipalities(arena, form->world, &municipality->choices);
    district->choice_count = world_districts(arena, form->world, &district->choices);
    show_number(form);
    fill_notes(form);
    name_panel_use(form);
    extra_of(form, names->kommunenavn)->note = ""; /* stands beside the number that brings it */
    if (!form->participant)
        return;
    extra_of(form, names->proveresultater)->rows = choices_tests(form->visit, form->participant);
    extra_of(form, names->proveresultater)->row_count = form->participant->test_count;
}
