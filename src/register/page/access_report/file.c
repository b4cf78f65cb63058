/* The access report as files that programs read (requirement L4): what is stored, and every single act. */
#include <stdint.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/sheet/csv.h"
#include "register/page/access_report/opened.h"
#include "register/page/access_report/stored.h"
#include "register/page/pages.h"
#include "register/page/show.h"

enum { FILE_AT_MOST = 128 * 1024 * 1024 }; /* some million acts; more is told as a failure and never cut (L4) */

static void put_row(struct csv *csv, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_cell(csv, CELL_TEXT, text_is_empty(cells[i]) ? NULL : cells[i]);
    csv_end_row(csv);
}

#define PUT(csv, ...) \
    put_row(csv, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void put_numbers(struct csv *csv, const struct access_person *person)
{
    for (size_t i = 0; i < person->number_count; i++)
        PUT(csv, "nummer", NULL, "fodselsnummer", _("Fødselsnummer"), person->numbers[i].number, person->numbers[i].number, NULL,
            person->numbers[i].from, person->numbers[i].to);
}

/* The answer as stored: several codes with a comma between. */
static const char *as_stored(struct arena *arena, const struct answer *answer)
{
    const char *text = "";

    if (answer->code_count == 0)
        return answer->text;
    for (size_t i = 0; i < answer->code_count; i++)
        text = arena_printf(arena, "%s%s%d", text, i ? "," : "", answer->codes[i]);
    return text;
}

static void put_answers(struct visit *visit, struct csv *csv, const struct access_participation *one, const char *title,
                        const struct places *places)
{
    const struct codebook_register *reg = visit->site->reg;

    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        const struct answer *answer = answers_get(one->participant.answers, variable);

        if (!answer_is_empty(answer))
            PUT(csv, "svar", title, variable->name, wording_shown(variable->label), as_stored(visit->arena, answer),
                stored_show(visit, places, variable, answer), stored_source(variable), NULL, NULL);
    }
    PUT(csv, "registrering", title, "status", _("Status"), one->participant.status, one->participant.status, NULL,
        one->participant.created_at, one->deleted_at);
    PUT(csv, "registrering", title, "identitet", _("Identiteten er bekreftet på en annen måte"), one->participant.lookup.reason,
        one->participant.lookup.reason, NULL, NULL, NULL);
}

static void put_tests(struct visit *visit, struct csv *csv, const struct access_participation *one, const char *title)
{
    const struct names *names = &visit->site->names;

    for (size_t i = 0; i < one->participant.test_count; i++) {
        const struct participant_test *test = &one->participant.tests[i];

        PUT(csv, "prove", title, names->proveresultat->name, wording_shown(names->proveresultat->label),
            arena_printf(visit->arena, "%s,%s", test->type ? test->type : "", test->result ? test->result : ""),
            arena_printf(visit->arena, "%s: %s", answer_show(visit->arena, names->provetype, &(struct answer){.text = test->type}),
                         answer_show(visit->arena, names->proveresultat, &(struct answer){.text = test->result})),
            stored_source(names->proveresultat), test->date, NULL);
    }
}

static const char *title_of(struct visit *visit, const struct opened *opened, participant_id id)
{
    for (size_t i = 0; i < opened->person->participation_count; i++)
        if (opened->person->participations[i].participant.id == id)
            return stored_title(visit, opened->places, &opened->person->participations[i]);
    return NULL;
}

static void put_confirmations(struct visit *visit, struct csv *csv, const struct opened *opened)
{
    for (size_t i = 0; i < opened->person->confirmation_count; i++) {
        const struct access_confirmation *one = &opened->person->confirmations[i];
        const char *title = title_of(visit, opened, one->id);

        for (size_t k = 0; k < one->answer_count; k++)
            if (!text_is_empty(one->answers[k].text))
                PUT(csv, arena_printf(visit->arena, "bekreftet %d", one->year), title, one->answers[k].variable,
                    stored_label(visit, one->answers[k].variable), one->answers[k].text,
                    stored_show_text(visit, opened->places, one->answers[k].variable, one->answers[k].text), NULL, one->at, NULL);
    }
}

static void put_changes(struct visit *visit, struct csv *csv, const struct opened *opened)
{
    for (size_t i = 0; i < opened->person->change_count; i++) {
        const struct access_change *one = &opened->person->changes[i];

        PUT(csv, "tidligere", title_of(visit, opened, one->id), one->variable, stored_label(visit, one->variable), one->before,
            stored_show_text(visit, opened->places, one->variable, one->before), NULL, NULL, one->at);
    }
}

static void write_stored(struct visit *visit, struct csv *csv, const struct opened *opened)
{
    PUT(csv, "del", "deltakelse", "variabel", "sporsmal", "verdi", "tekst", "kilde", "fra", "til");
    put_numbers(csv, opened->person);
    for (size_t i = 0; i < opened->person->participation_count; i++) {
        const struct access_participation *one = &opened->person->participations[i];
        const char *title = stored_title(visit, opened->places, one);

        put_answers(visit, csv, one, title, opened->places);
        put_tests(visit, csv, one, title);
    }
    put_confirmations(visit, csv, opened);
    put_changes(visit, csv, opened);
}

static void write_acts(struct visit *visit, struct csv *csv, const struct opened *opened)
{
    PUT(csv, "tidspunkt", "handling", "gjelder", "navn", "arbeidssted");
    for (size_t i = 0; i < opened->acts.count; i++) {
        const struct act *act = &opened->acts.items[i];

        PUT(csv, clock_show_minute(visit->arena, act->at), act_label(act->kind), act->about, opened->names ? act->who : NULL, act->where);
    }
}

/* As Norwegian Excel opens it; every cell is text. */
static enum outcome answer(struct visit *visit, const struct opened *opened, const char *name,
                           void (*write)(struct visit *visit, struct csv *csv, const struct opened *opened))
{
    struct buffer *file = arena_alloc(visit->arena, sizeof *file);
    struct csv csv;

    buffer_init(file, visit->arena, FILE_AT_MOST);
    csv_begin(&csv, file, CSV_EXCEL);
    write(visit, &csv, opened);
    if (file->overflowed) {
        log_event(LOG_LEVEL_ERROR, "access-report-failed", "file=%s why=\"above %d bytes\"", name, FILE_AT_MOST);
        return OUTCOME_FAILED;
    }
    visit->response.status = 200;
    visit->response.type = "text/csv; charset=utf-8";
    visit->response.file_name = name;
    visit->response.body = buffer_text(file);
    visit->response.body_length = file->length;
    return OUTCOME_READY;
}

enum outcome page_access_report_stored(struct visit *visit)
{
    struct opened opened;
    enum outcome outcome = opened_load(visit, "innsyn-opplysninger.csv", 0, &opened);

    if (outcome == OUTCOME_READY && opened.person)
        outcome = visit_store(access_report_changes(&visit->site->store, visit->arena, visit->part, opened.person));
    if (outcome != OUTCOME_READY)
        return outcome;
    return opened.person ? answer(visit, &opened, "innsyn-opplysninger.csv", write_stored) : opened_over(visit);
}

enum outcome page_access_report_acts(struct visit *visit)
{
    struct opened opened;
    enum outcome outcome = opened_load(visit, "innsyn-hendelser.csv", SIZE_MAX, &opened);

    if (outcome != OUTCOME_READY)
        return outcome;
    return opened.person ? answer(visit, &opened, "innsyn-hendelser.csv", write_acts) : opened_over(visit);
}
