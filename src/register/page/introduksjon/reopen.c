/* "Gjenåpne program": the termination stands as deleted, and the programme runs on (N5). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/once.h"
#include "register/page/form/summary.h"
#include "register/page/introduksjon/message.h"
#include "register/page/introduksjon/person_open.h"
#include "register/page/introduksjon/row_card.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/intro_person.h"

enum { REASON_AT_MOST = 500, YEARS_AT_MOST = 5 };

static const char deadline_field[] = "gjennomforingsfrist", reason_field[] = "begrunnelse";

struct reopening {
    struct visit *visit;
    struct person *person;
    const struct person_row *end; /* that stands, or NULL */
    struct date deadline;         /* that holds */
    bool asks;                    /* it has passed, or there is none: a new one, with its reason, is asked for */
    struct date new_deadline;
    const char *typed_deadline, *reason;
    struct problems problems;
};

static enum outcome begin(struct visit *visit, struct reopening *reopening)
{
    enum outcome outcome;

    *reopening = (struct reopening){.visit = visit, .typed_deadline = "", .reason = ""};
    problems_init(&reopening->problems, visit->arena);
    outcome = person_to_change(visit, &reopening->person);
    if (outcome != OUTCOME_READY)
        return outcome;
    reopening->end = person_end(reopening->person);
    reopening->deadline = answer_date(answers_get_named(reopening->person->answers, deadline_field));
    reopening->asks = date_compare(reopening->deadline, clock_today()) < 0;
    return OUTCOME_READY;
}

/* A dead person's programme would be ended again by the next run of the rule engine. */
static bool may_reopen(const struct reopening *reopening)
{
    return reopening->end && !date_is_set(reopening->person->programme.dead);
}

static void fill_field(const struct reopening *reopening, struct values *form, const char *section, const char *field)
{
    const struct problem *problem = problems_find(&reopening->problems, field);
    struct values *shown = values_section(form, section);

    if (!problem)
        return;
    values_show(shown, "INVALID");
    values_set(values_section(shown, "PROBLEM"), "PROBLEM_TEXT", problem->message);
}

static void fill_form(const struct reopening *reopening, struct values *page, int status)
{
    struct visit *visit = reopening->visit;
    struct values *form = values_section(page, "FORM");
    long drawn = posted_number(visit->request, "versjon");

    values_set(form, "KEY", form_key(visit->arena));
    values_set_number(form, "VERSION", drawn > 0 && status != 409 ? drawn : reopening->person->version);
    row_title_set(visit, form, "END_TITLE", ROW_TERMINATION, reopening->end->answers);
    values_set(form, "DEADLINE", show_day(visit->arena, reopening->deadline));
    values_set(form, "TYPED_DEADLINE", reopening->typed_deadline);
    values_set(form, "TYPED_REASON", reopening->reason);
    if (!reopening->asks) {
        values_show(form, "RUNS_UNTIL");
        return;
    }
    values_show(form, date_is_set(reopening->deadline) ? "PASSED" : "NO_DEADLINE");
    fill_field(reopening, form, "NEW_DEADLINE", deadline_field);
    fill_field(reopening, form, "REASON", reason_field);
}

static enum outcome draw(struct reopening *reopening, int status)
{
    struct visit *visit = reopening->visit;
    struct summary summary = {.reg = visit->reg, .problems = &reopening->problems};
    struct values *page, *errors;

    page = visit_page(visit, "introduksjon-gjenapne.html", _("Gjenåpne program"));
    errors = summary_show(visit->values, page, &summary);
    if (errors && summary_has_field(&reopening->problems))
        values_show(errors, "BEFORE_SAVING");
    else if (errors)
        values_set(values_section(errors, "OTHER"), "OTHER_TITLE", _("Ingenting er lagret ennå"));
    if (status == 409)
        show_notice(page, "warning", _("Noen har endret personen i mellomtiden"),
                    _("Programmet er ikke gjenåpnet. Se på det som står nå, før du eventuelt gjenåpner."));
    person_fill(visit, page, reopening->person);
    if (may_reopen(reopening))
        fill_form(reopening, page, status);
    else
        values_show(page, reopening->end ? "IS_DEAD" : "IS_OPEN");
    return visit_render(visit, status);
}

enum outcome page_intro_reopen_form(struct visit *visit)
{
    struct reopening reopening;
    enum outcome outcome = begin(visit, &reopening);

    return outcome == OUTCOME_READY ? draw(&reopening, 200) : outcome;
}

static void check_deadline(struct reopening *reopening)
{
    struct date today = clock_today();
    const char *problem = NULL;

    if (text_is_empty(reopening->typed_deadline))
        problem = _("Fyll ut ny frist for gjennomføring");
    else if (!date_parse_typed(reopening->typed_deadline, today, &reopening->new_deadline))
        problem = _("Skriv den nye fristen som dd.mm.åååå");
    else if (date_compare(reopening->new_deadline, today) < 0)
        problem = _("Den nye fristen kan ikke være gått ut");
    else if (date_compare(reopening->new_deadline, date_add_years(today, YEARS_AT_MOST)) > 0)
        problem = _("Den nye fristen kan ikke være mer enn fem år fram i tid");
    if (problem)
        problems_add(&reopening->problems, deadline_field, problem);
}

static void check_reason(struct reopening *reopening)
{
    if (text_is_empty(reopening->reason))
        problems_add(&reopening->problems, reason_field, _("Skriv hvorfor programmet skal ha en ny frist"));
    else if (text_length(reopening->reason) > REASON_AT_MOST)
        problems_add(&reopening->problems, reason_field, _("Skriv begrunnelsen med høyst 500 tegn"));
}

static void read_form(struct reopening *reopening)
{
    const struct http_fields *form = &reopening->visit->request->form;
    const char *deadline = http_fields_get(form, deadline_field), *reason = http_fields_get(form, reason_field);

    reopening->typed_deadline = deadline ? text_trim(reopening->visit->arena, deadline) : "";
    reopening->reason = reason ? text_trim(reopening->visit->arena, reason) : "";
}

static enum outcome store(struct reopening *reopening)
{
    struct visit *visit = reopening->visit;
    long version = posted_number(visit->request, "versjon");
    struct intro_write write = {
        .person = reopening->person->id,
        .version = version > 0 ? version : 0,
        .key = posted_key(visit->arena, visit->request),
        .digest = posted_digest(visit->arena, visit->request),
        .deadline = reopening->new_deadline,
    };
    enum intro_outcome stored;
    enum store_result trouble = intro_reopen(&visit->site->store, visit->arena, &write,
                                             reopening->asks ? reopening->reason : NULL, &stored);
    enum outcome outcome;

    if (trouble != STORE_OK)
        return visit_store(trouble);
    if (stored == INTRO_SAVED || stored == INTRO_REPEATED)
        return message_redirect(visit, MESSAGE_REOPENED, ROW_TERMINATION);
    if (stored == INTRO_GONE)
        return OUTCOME_ABSENT;
    outcome = begin(visit, reopening);
    read_form(reopening);
    return outcome == OUTCOME_READY ? draw(reopening, 409) : outcome;
}

/* What was typed is looked at where it is asked for: a repeat of a post that set a new deadline finds one that has not passed. */
enum outcome page_intro_reopen(struct visit *visit)
{
    struct reopening reopening;
    enum outcome outcome = begin(visit, &reopening);

    if (outcome != OUTCOME_READY)
        return outcome;
    read_form(&reopening);
    if (reopening.end && !may_reopen(&reopening))
        return draw(&reopening, 422);
    if (reopening.asks && reopening.end) {
        check_deadline(&reopening);
        check_reason(&reopening);
    }
    return reopening.problems.count ? draw(&reopening, 422) : store(&reopening);
}

enum outcome page_intro_reopen_forged(struct visit *visit)
{
    struct reopening reopening;
    enum outcome outcome = begin(visit, &reopening);

    if (outcome != OUTCOME_READY)
        return outcome;
    read_form(&reopening);
    problems_add(&reopening.problems, "",
                 _("Siden hadde stått for lenge åpen, og ingenting er lagret. Se over, og prøv en gang til."));
    return draw(&reopening, 403);
}
