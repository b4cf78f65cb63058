/* What is stored on a person, on the page. */
#include "register/page/access_report/stored.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/page/show.h"

enum { CHANGES_SHOWN = 200 };

static const char none[] = "–";

const char *stored_source(const struct codebook_variable *variable)
{
    static const char *const sources[] = {
        [CODEBOOK_SOURCE_MUNICIPALITY] = N_("Kommunen"),
        [CODEBOOK_SOURCE_SYSTEM] = N_("Regnet ut i registeret"),
        [CODEBOOK_SOURCE_FREG] = N_("Folkeregisteret"),
        [CODEBOOK_SOURCE_PAD] = N_("Prøvesystemet"),
        [CODEBOOK_SOURCE_APPLICATION] = N_("Tilskuddet til kommunen"),
    };

    return words_text(sources[variable->source]);
}

const char *stored_show(struct visit *visit, const struct places *places, const struct codebook_variable *variable,
                        const struct answer *answer)
{
    const struct names *names = &visit->site->names;

    if (answer_is_empty(answer))
        return "";
    if (variable == names->fodselsnummer)
        return fodselsnummer_show(visit->arena, answer->text);
    return variable == names->bydel ? places_name(places, answer->text) : answer_show(visit->arena, variable, answer);
}

/* "1,3" and "[1, 3]" are several codes. */
static struct answer read_codes(struct arena *arena, const char *text)
{
    int *codes = arena_alloc_many(arena, strlen(text) + 1, sizeof *codes);
    struct answer answer = {.codes = codes};

    for (const char *at = text + strcspn(text, "0123456789"); *at; at += strcspn(at, "0123456789")) {
        char *end;

        codes[answer.code_count++] = (int)strtol(at, &end, 10);
        at = end;
    }
    return answer;
}

const char *stored_show_text(struct visit *visit, const struct places *places, const char *name, const char *text)
{
    const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, name);
    struct answer answer = {.text = text};

    if (text_is_empty(text))
        return "";
    if (!variable)
        return text;
    if (variable->type == CODEBOOK_CODES)
        answer = read_codes(visit->arena, text);
    return stored_show(visit, places, variable, &answer);
}

const char *stored_label(const struct visit *visit, const char *name)
{
    const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, name);

    return variable ? wording_shown(variable->label) : name;
}

const char *stored_title(struct visit *visit, const struct places *places, const struct access_participation *one)
{
    const struct names *names = &visit->site->names;
    const struct answers *answers = one->participant.answers;
    const char *municipality = answers_get(answers, names->kommunenavn)->text;
    const char *bydel = answers_get(answers, names->bydel)->text;
    const char *start = show_date(visit->arena, answers_get(answers, names->oppstartsdato)->text);

    if (!text_is_empty(bydel))
        return arena_printf(visit->arena, _("%s, %s, oppstart %s"), places_name(places, bydel), municipality ? municipality : "", start);
    return arena_printf(visit->arena, _("%s, oppstart %s"), municipality ? municipality : "", start);
}

static void fill_numbers(struct visit *visit, struct values *page, const struct access_person *person)
{
    for (size_t i = 0; i < person->number_count; i++) {
        struct values *row = values_section(page, "NUMBER");

        values_set(row, "FNR", fodselsnummer_show(visit->arena, person->numbers[i].number));
        values_set(row, "FROM", show_date(visit->arena, person->numbers[i].from));
        values_set(row, "TO", person->numbers[i].to ? show_date(visit->arena, person->numbers[i].to) : none);
    }
}

static void fill_answers(struct visit *visit, struct values *part, const struct access_participation *one, const struct places *places)
{
    const struct codebook_register *reg = visit->site->reg;

    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        const struct answer *answer = answers_get(one->participant.answers, variable);
        const char *text = variable->group || variable->type == CODEBOOK_GROUP ? "" : stored_show(visit, places, variable, answer);
        struct values *row;

        if (text_is_empty(text))
            continue;
        row = values_section(part, "ANSWER");
        worded_set(row, "QUESTION_LABEL", variable->label);
        values_set(row, "ANSWER_TEXT", text);
        worded_mark_answer(row, "ANSWER_TEXT", variable, answer);
        values_set(row, "SOURCE", stored_source(variable));
    }
}

static void fill_tests(struct visit *visit, struct values *part, const struct access_participation *one)
{
    const struct names *names = &visit->site->names;
    struct values *tests = one->participant.test_count ? values_section(part, "TESTS") : NULL;

    for (size_t i = 0; i < one->participant.test_count; i++) {
        const struct participant_test *test = &one->participant.tests[i];
        struct values *row = values_section(tests, "TEST");

        values_set(row, "TEST_DATE", show_date(visit->arena, test->date));
        values_set(row, "TEST_TYPE", answer_show(visit->arena, names->provetype, &(struct answer){.text = test->type}));
        values_set(row, "TEST_RESULT", answer_show(visit->arena, names->proveresultat, &(struct answer){.text = test->result}));
    }
}

static void fill_fact(struct values *part, const char *label, const char *text)
{
    struct values *fact;

    if (text_is_empty(text))
        return;
    fact = values_section(part, "FACT");
    values_set(fact, "FACT_LABEL", label);
    values_set(fact, "FACT_TEXT", text);
}

/* When, and by whom where names are given. */
static const char *when_by(struct visit *visit, const char *at, const char *who, bool names)
{
    const char *when = clock_show_minute(visit->arena, at);

    return *when && names && !text_is_empty(who) ? arena_printf(visit->arena, _("%s av %s"), when, who) : when;
}

static const char *lookup_in_words(enum lookup_state state)
{
    static const char *const words[] = {
        [LOOKUP_NONE] = N_("Ikke spurt"),
        [LOOKUP_WAITING] = N_("Venter på svar"),
        [LOOKUP_FAILING] = N_("Venter på svar"),
        [LOOKUP_FOUND] = N_("Funnet"),
        [LOOKUP_WITHHELD] = N_("Funnet, men navnet kan ikke vises"),
        [LOOKUP_ABSENT] = N_("Ikke funnet"),
    };

    return words_text(words[state]);
}

static void fill_facts(struct visit *visit, struct values *part, const struct access_participation *one, bool names)
{
    const struct participant *participant = &one->participant;

    show_status(part, participant->status);
    fill_fact(part, _("Registrert"), when_by(visit, participant->created_at, one->created_by_name, names));
    fill_fact(part, _("Sist endret"), when_by(visit, participant->changed_at, participant->changed_by_name, names));
    fill_fact(part, _("Skrevet ut"), clock_show_minute(visit->arena, one->discharged_at));
    fill_fact(part, _("Slettet av kommunen"), when_by(visit, one->deleted_at, one->deleted_by_name, names));
    fill_fact(part, _("Oppslag i Folkeregisteret"), lookup_in_words(participant->lookup.state));
    fill_fact(part, _("Spurt i Folkeregisteret"), clock_show_minute(visit->arena, participant->lookup.asked_at));
    fill_fact(part, _("Svar fra Folkeregisteret"), clock_show_minute(visit->arena, participant->lookup.answered_at));
    fill_fact(part, _("Sivilstanden er slik den var"), clock_show_date(visit->arena, participant->lookup.snapshot_at));
    fill_fact(part, _("Identiteten er bekreftet på en annen måte"), participant->lookup.reason);
}

/* Of a confirmation only what is otherwise now: the rest stands above. */
static void fill_differences(struct visit *visit, struct values *row, const struct access_confirmation *confirmation,
                             const struct access_participation *one, const struct places *places)
{
    size_t count = 0;

    for (size_t i = 0; i < confirmation->answer_count; i++) {
        const struct access_confirmed_answer *then = &confirmation->answers[i];
        const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, then->variable);
        const char *text = stored_show_text(visit, places, then->variable, then->text);
        const char *now = variable ? stored_show(visit, places, variable, answers_get(one->participant.answers, variable)) : "";
        struct values *line;

        if (text_equal(text, now))
            continue;
        line = values_section(row, "DIFFERENCE");
        values_set(line, "QUESTION", stored_label(visit, then->variable));
        values_set(line, "THEN", *text ? text : none);
        count++;
    }
    if (count == 0)
        values_show(row, "SAME");
}

static void fill_confirmations(struct visit *visit, struct values *part, const struct access_person *person,
                               const struct access_participation *one, const struct places *places, bool names)
{
    struct values *some = NULL;

    for (size_t i = 0; i < person->confirmation_count; i++) {
        const struct access_confirmation *confirmation = &person->confirmations[i];
        struct values *row;

        if (confirmation->id != one->participant.id)
            continue;
        some = some ? some : values_section(part, "CONFIRMATIONS");
        row = values_section(some, "CONFIRMATION");
        values_set_number(row, "YEAR_NUMBER", confirmation->year);
        values_set(row, "CONFIRMED", when_by(visit, confirmation->at, confirmation->by_name, names));
        fill_differences(visit, row, confirmation, one, places);
    }
}

static void fill_changes(struct visit *visit, struct values *part, const struct access_person *person,
                         const struct access_participation *one, const struct places *places, bool names)
{
    struct values *some = NULL;
    size_t shown = 0;

    for (size_t i = 0; i < person->change_count; i++) {
        const struct access_change *change = &person->changes[i];
        const char *before, *after;
        struct values *row;

        if (change->id != one->participant.id)
            continue;
        some = some ? some : values_section(part, "CHANGES");
        if (shown++ == CHANGES_SHOWN) {
            values_show(some, "MORE_CHANGES");
            return;
        }
        before = stored_show_text(visit, places, change->variable, change->before);
        after = stored_show_text(visit, places, change->variable, change->after);
        row = values_section(some, "CHANGE");
        values_set(row, "CHANGED", when_by(visit, change->at, change->by_name, names));
        values_set(row, "QUESTION", stored_label(visit, change->variable));
        values_set(row, "BEFORE", *before ? before : none);
        values_set(row, "AFTER", *after ? after : none);
    }
}

void stored_fill(struct visit *visit, struct values *page, const struct access_person *person, const struct places *places, bool names)
{
    fill_numbers(visit, page, person);
    for (size_t i = 0; i < person->participation_count; i++) {
        const struct access_participation *one = &person->participations[i];
        struct values *part = values_section(page, "PARTICIPATION");

        values_set_number(part, "PART_NUMBER", (long long)i + 1);
        values_set(part, "PART_TITLE", stored_title(visit, places, one));
        if (one->deleted_at)
            values_show(part, "IS_DELETED");
        fill_facts(visit, part, one, names);
        fill_answers(visit, part, one, places);
        fill_tests(visit, part, one);
        fill_confirmations(visit, part, person, one, places, names);
        fill_changes(visit, part, person, one, places, names);
    }
}
