/* "Legg til deltaker": the first page, and the participant it makes (P2, P5, P6). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/check.h"
#include "register/page/form/once.h"
#include "register/page/pages.h"
#include "register/page/participant/filled.h"
#include "register/page/participant/form.h"
#include "register/store/participant.h"

/* Everything on its way to become a participant. */
struct creation {
    struct visit *visit;
    struct world world;
    const struct codebook_page *page;
    struct posted posted;
    struct answers *answers;
    struct answers *written; /* the same, and what the register fills in: shown when she is made, not before */
    struct twice twice; /* she has one already */
};

/* The name that the number brings, beside it from the start. */
static void show_municipality(struct creation *creation)
{
    const struct names *names = &creation->visit->site->names;
    const char *kommunenummer = answers_get(creation->answers, names->kommunenummer)->text;

    if (kommunenummer)
        answers_set(creation->answers, names->kommunenavn,
                    (struct answer){.text = world_municipality_name(&creation->world, kommunenummer)});
}

static enum outcome draw(struct creation *creation, int status)
{
    struct form form = {
        .visit = creation->visit,
        .world = &creation->world,
        .page = creation->page,
        .answers = creation->answers,
        .extras = creation->posted.extras,
        .problems = &creation->posted.problems,
        .summary = FORM_SUMMARY_NEXT,
        .twice = creation->twice,
    };

    show_municipality(creation);
    return form_render(&form, status);
}

static void choose_only(struct answers *answers, const struct codebook_variable *variable,
                        const struct question_choice *choices, size_t count)
{
    if (count == 1 && answer_is_empty(answers_get(answers, variable)))
        answers_set(answers, variable, (struct answer){.text = choices[0].value});
}

/* What comes by itself from the login (P5). */
static void fill_places(struct creation *creation)
{
    const struct names *names = &creation->visit->site->names;
    struct arena *arena = creation->visit->arena;
    const struct question_choice *choices;
    size_t count = world_municipalities(arena, &creation->world, &choices);

    choose_only(creation->answers, names->kommunenummer, choices, count);
    if (!world_for(arena, &creation->world, creation->answers)->facts)
        return;
    count = world_districts(arena, &creation->world, &choices);
    choose_only(creation->answers, names->bydel, choices, count);
}

static const struct answer_judgement *judge(const struct creation *creation)
{
    struct arena *arena = creation->visit->arena;

    return answer_judge(arena, creation->answers, world_for(arena, &creation->world, creation->answers));
}

static enum outcome read_form(struct creation *creation)
{
    struct visit *visit = creation->visit;
    struct posted_set set = posted_page(creation->page);
    struct form_post post = visit_form(visit, visit->site->reg);
    const struct answers *none = answers_new(visit->arena, visit->site->reg);

    creation->posted = posted_read(&post, &set, world_for(visit->arena, &creation->world, none), NULL);
    creation->answers = creation->posted.answers;
    /* Nobody has seen a name yet (P3). */
    answers_set(creation->answers, visit->site->names.navn_bekreftet, (struct answer){0});
    fill_places(creation);
    return filled_financing(visit, &creation->world, creation->answers);
}

/* At creation nothing is saved that breaks a rule, and nothing may lack (C4b, P6). */
static void find_problems(struct creation *creation)
{
    struct check check = {.judgement = judge(creation), .gates = CODEBOOK_GATE_CREATE};

    check_posted(&creation->posted, &check, creation->answers);
}

static enum store_result store(struct creation *creation, struct participant_result *result_out)
{
    struct visit *visit = creation->visit;
    const struct codebook_register *reg = visit->site->reg;
    const struct codebook_variable **given = arena_alloc_many(visit->arena, reg->variable_count, sizeof(*given));
    struct participant_write write = {
        .answers = creation->written,
        .changed = given,
        .key = posted_key(visit->arena, visit->request),
        .digest = posted_digest(visit->arena, visit->request),
        .goes_on = twice_goes_on(visit, answers_get(creation->written, visit->site->names.fodselsnummer)->text),
    };

    for (size_t i = 0; i < reg->variable_count; i++)
        if (!answer_is_empty(answers_get(creation->written, reg->variables[i])))
            given[write.changed_count++] = reg->variables[i];
    return participant_create(&visit->site->store, visit->arena, participant_id_new(), &write, result_out);
}

static const char *page_path(struct arena *arena, participant_id id, const struct codebook_page *page)
{
    char text[PARTICIPANT_ID_TEXT];

    participant_id_show(id, text);
    return arena_printf(arena, "%s/%s", text, page->name);
}

/* 429 for who has to wait: there is nothing to put right. */
static enum outcome say_twice(struct creation *creation, const struct participant_result *made)
{
    struct visit *visit = creation->visit;
    const struct codebook_variable *number = visit->site->names.fodselsnummer;

    creation->twice = (struct twice){.kind = twice_of(made->outcome),
                                     .other = made->id,
                                     .number = answers_get(creation->answers, number)->text};
    posted_refuse(&creation->posted, number, twice_message(&creation->twice));
    return draw(creation, creation->twice.kind == TWICE_LATER ? 429 : 422);
}

/* The next page; or this one, where the script creates her and the user stays where she is (P6). */
static const struct codebook_page *page_after(const struct creation *creation)
{
    const char *way = http_fields_get(&creation->visit->request->form, "videre");

    return text_equal(way, "bli") ? creation->page : &creation->visit->site->reg->pages[1];
}

static enum outcome create(struct creation *creation)
{
    struct visit *visit = creation->visit;
    struct participant_result made;
    enum store_result result;

    creation->written = answers_copy(visit->arena, creation->answers);
    filled_derived(visit, &creation->world, NULL, creation->written);
    result = store(creation, &made);
    if (result != STORE_OK)
        return visit_store(result);
    if (twice_of(made.outcome) != TWICE_NO)
        return say_twice(creation, &made);
    if (made.outcome != PARTICIPANT_SAVED && made.outcome != PARTICIPANT_REPEATED)
        return OUTCOME_ABSENT;
    return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s",
                                              page_path(visit->arena, made.id, page_after(creation))));
}

static enum outcome begin(struct visit *visit, struct creation *creation)
{
    creation->visit = visit;
    creation->page = &visit->site->reg->pages[0];
    return world_make(visit, NULL, &creation->world);
}

enum outcome page_participant_new(struct visit *visit)
{
    struct creation creation = {0};
    enum outcome outcome = begin(visit, &creation);

    if (outcome != OUTCOME_READY)
        return outcome;
    creation.answers = answers_new(visit->arena, visit->site->reg);
    fill_places(&creation);
    return draw(&creation, 200);
}

/* What was posted, read and filled in. */
static enum outcome begin_posted(struct visit *visit, struct creation *creation)
{
    enum outcome outcome = begin(visit, creation);

    return outcome == OUTCOME_READY ? read_form(creation) : outcome;
}

enum outcome page_participant_create(struct visit *visit)
{
    struct creation creation = {0};
    enum outcome outcome = begin_posted(visit, &creation);

    if (outcome != OUTCOME_READY)
        return outcome;
    find_problems(&creation);
    return creation.posted.problems.count ? draw(&creation, 422) : create(&creation);
}

enum outcome page_participant_create_forged(struct visit *visit)
{
    struct creation creation = {0};
    enum outcome outcome = begin_posted(visit, &creation);

    if (outcome != OUTCOME_READY)
        return outcome;
    problems_add(&creation.posted.problems, "", words_text(form_forged));
    return draw(&creation, 403);
}
