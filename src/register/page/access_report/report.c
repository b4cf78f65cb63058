/* "Innsynsrapport": the system owner tells a person what is stored on her, and who has used it (requirement L4). */
#include "engine/base/buffer.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/domain/person_id.h"
#include "register/page/access_report/opened.h"
#include "register/page/access_report/person_form.h"
#include "register/page/access_report/stored.h"
#include "register/page/pages.h"
#include "register/page/show.h"

enum { IDS_AT_MOST = 64 * 1024, LINES_SHOWN = 400, ACTS_COUNTED = 15000 };

static struct values *begin(const struct person_form *form)
{
    struct values *page;

    form->visit->menu = "AT_ACCESS_REPORT";
    page = visit_page(form->visit, "innsyn.html", _("Innsynsrapport"));
    person_form_fill(form, page);
    return page;
}

enum outcome page_access_report_form(struct visit *visit)
{
    struct person_form form = person_form_empty(visit, PERSON_FORM_FODSELSNUMMER);

    begin(&form);
    return visit_render(visit, 200);
}

enum outcome page_access_report_ask(struct visit *visit)
{
    struct person_form form = person_form_read(visit, PERSON_FORM_FODSELSNUMMER);
    const char *reference = NULL;
    enum outcome outcome;

    if (form.problem_count > 0) {
        begin(&form);
        return visit_render(visit, 422);
    }
    outcome = person_form_keep(&form, &reference);
    return outcome == OUTCOME_READY ? visit_redirect(visit, arena_printf(visit->arena, "/innsyn/%s", reference)) : outcome;
}

enum outcome page_access_report_ask_forged(struct visit *visit)
{
    struct person_form form = person_form_read(visit, PERSON_FORM_FODSELSNUMMER);

    show_notice(begin(&form), "warning", _("Siden hadde stått for lenge åpen"),
                _("Rapporten er ikke laget ennå. Velg «Lag rapport» en gang til."));
    return visit_render(visit, 403);
}

enum outcome opened_over(struct visit *visit)
{
    struct person_form form = person_form_empty(visit, PERSON_FORM_FODSELSNUMMER);

    show_notice(begin(&form), "warning", _("Rapporten er ikke her lenger"),
                _("En rapport kan åpnes i ett døgn, og bare av den som laget den. Lag en ny."));
    return visit_render(visit, 404);
}

/* The PersonIds that her numbers stand for when somebody searches for them. */
static const char *also_known_as(const struct visit *visit, const struct access_person *person)
{
    char id[PERSON_ID_TEXT];
    struct buffer out;

    buffer_init(&out, visit->arena, IDS_AT_MOST);
    for (size_t i = 0; i < person->number_count; i++) {
        person_id_make(visit->site->person_key, sizeof visit->site->person_key, PERSON_ID_FODSELSNUMMER,
                       person->numbers[i].number, id);
        if (!text_equal(id, person->person_id))
            buffer_add_format(&out, "%s%s", out.length ? "," : "", id);
    }
    return buffer_text(&out);
}

enum outcome opened_load(struct visit *visit, const char *what, size_t most_acts, struct opened *opened_out)
{
    enum store_result result;

    *opened_out = (struct opened){.names = !text_equal(http_fields_get(&visit->request->query, "navn"), "nei")};
    result = access_report_open(&visit->site->store, visit->arena, visit->site->reg, visit->part, what, &opened_out->person);
    if (result == STORE_OK && opened_out->person)
        result = visit_places(visit, &opened_out->places);
    if (result != STORE_OK)
        return visit_store(result);
    if (!opened_out->person || most_acts == 0)
        return OUTCOME_READY;
    return acts_load(visit, visit->part, also_known_as(visit, opened_out->person), opened_out->person->made_at, most_acts,
                     &opened_out->acts);
}

static void fill_line(struct visit *visit, struct values *part, const struct act *line, bool names)
{
    struct values *row = values_section(part, "ACT");

    values_set(row, "DAY", clock_show_date(visit->arena, line->at));
    values_set(row, "WHAT", act_label(line->kind));
    values_set(row, "ABOUT", line->about);
    if (*line->about)
        values_show(row, "HAS_ABOUT");
    if (names && !text_is_empty(line->who))
        values_set(values_section(row, "BY_NAME"), "WHO", line->who);
    values_set(row, "WHERE", line->where);
    values_set(row, "TIMES", show_count(visit->arena, line->count));
}

static void fill_acts(struct visit *visit, struct values *page, const struct opened *opened)
{
    struct acts lines = acts_by_day(visit->arena, &opened->acts);
    struct values *part;

    values_set(page, "ACT_COUNT", show_count(visit->arena, opened->acts.count));
    if (lines.count == 0) {
        values_show(page, "NO_ACTS");
        return;
    }
    part = values_section(page, "ACTS");
    for (size_t i = 0; i < lines.count && i < LINES_SHOWN; i++)
        fill_line(visit, part, &lines.items[i], opened->names);
    if (lines.count > LINES_SHOWN)
        values_show(part, "MORE_ACTS");
    if (opened->acts.is_cut)
        values_show(part, "CUT_ACTS");
}

static const char *name_of(const struct visit *visit, const struct access_person *person)
{
    for (size_t i = person->participation_count; i > 0; i--) {
        const char *name = answers_get(person->participations[i - 1].participant.answers, visit->site->names.navn)->text;

        if (name)
            return name;
    }
    return NULL;
}

static void fill_person(struct visit *visit, struct values *page, const struct opened *opened)
{
    const struct access_person *person = opened->person;
    const char *name = name_of(visit, person);

    values_set(page, "ID", visit->part);
    values_set(page, "PERSON_ID", person->person_id);
    values_set(page, "MADE_AT", clock_show_minute(visit->arena, person->made_at));
    values_show(page, opened->names ? "WITH_NAMES" : "WITHOUT_NAMES");
    if (name)
        values_set(values_section(page, "NAME_KNOWN"), "NAME", name);
    if (!person->created_at) {
        values_show(page, "NOTHING");
        return;
    }
    values_show(page, "SOMETHING");
    values_set(page, "FIRST_AT", clock_show_date(visit->arena, person->created_at));
    values_set_number(page, "PART_COUNT", (long long)person->participation_count);
    values_show(page, person->is_protected ? "IS_PROTECTED" : "NOT_PROTECTED");
    stored_fill(visit, page, person, opened->places, opened->names);
}

static enum outcome show(struct visit *visit, const struct opened *opened)
{
    struct values *page;

    visit->menu = "AT_ACCESS_REPORT";
    page = visit_page(visit, "innsynsrapport.html", _("Innsynsrapport"));
    fill_person(visit, page, opened);
    fill_acts(visit, page, opened);
    visit_contact(visit, page);
    return visit_render(visit, 200);
}

enum outcome page_access_report(struct visit *visit)
{
    struct opened opened;
    enum outcome outcome = opened_load(visit, "innsyn", ACTS_COUNTED, &opened);

    if (outcome != OUTCOME_READY)
        return outcome;
    return opened.person ? show(visit, &opened) : opened_over(visit);
}
