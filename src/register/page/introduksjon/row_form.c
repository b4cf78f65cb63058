/* A row from the address and the form to what may be stored. */
#include "register/page/introduksjon/row_form.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/opaque.h"
#include "register/domain/introduksjon/deadline.h"
#include "register/page/form/check.h"
#include "register/page/form/gone.h"
#include "register/page/form/once.h"
#include "register/page/introduksjon/person_open.h"
#include "register/page/show.h"

static enum outcome find_row(struct row_form *form)
{
    unsigned long long id;

    if (!form->visit->row)
        return OUTCOME_READY;
    if (!opaque_parse(form->visit->row, &id))
        return OUTCOME_ABSENT;
    form->row = person_row(form->person, form->kind, id);
    return form->row ? OUTCOME_READY : OUTCOME_ABSENT;
}

/* The person's answers, for the rules that ask about her dates; and the row's. */
static struct answers *whole(const struct row_form *form, const struct answers *row)
{
    struct answers *answers = answers_copy(form->visit->arena, form->person->answers);

    for (size_t i = 0; row && i < form->page->variable_count; i++)
        answers_set(answers, form->page->variables[i], *answers_get(row, form->page->variables[i]));
    return answers;
}

enum outcome row_form_open(struct visit *visit, bool to_change, struct row_form *form_out)
{
    struct row_form form = {.visit = visit};
    enum outcome outcome;

    if (!row_kind_named(visit->page, &form.kind))
        return OUTCOME_ABSENT;
    outcome = to_change ? person_to_change(visit, &form.person) : person_of(visit, &form.person);
    form.page = codebook_find_page(visit->reg, row_kind_name(form.kind));
    if (outcome == OUTCOME_READY)
        outcome = find_row(&form);
    if (outcome != OUTCOME_READY)
        return outcome;
    form.answers = whole(&form, form.row ? form.row->answers : NULL);
    problems_init(&form.posted.problems, visit->arena);
    *form_out = form;
    return OUTCOME_READY;
}

bool row_form_is_closed(const struct row_form *form)
{
    return form->row && (form->row->is_computed || form->row->deleted_at);
}

static const struct answer_world *world_of(const struct row_form *form)
{
    struct answer_world *world = arena_alloc(form->visit->arena, sizeof *world);

    *world = (struct answer_world){.today = clock_today()};
    return world;
}

const struct answer_judgement *row_form_judgement(const struct row_form *form)
{
    return answer_judge(form->visit->arena, form->answers, world_of(form));
}

void row_form_read(struct row_form *form)
{
    struct visit *visit = form->visit;
    struct form_post post = visit_form(visit, visit->reg);
    struct posted_set set = posted_page(form->page);

    set.all_drawn = true; /* a question that the others keep shut is not sent: it is empty */
    form->posted = posted_read(&post, &set, world_of(form), NULL);
    gone_tell(&post, &form->posted.problems);
    form->answers = whole(form, form->posted.answers);
}

static const struct codebook_variable *variable_of(const struct row_form *form, const char *name)
{
    return codebook_find_variable(form->visit->reg, name);
}

static void refuse(struct row_form *form, const char *name, const char *message)
{
    if (!problems_find(&form->posted.problems, name))
        posted_refuse(&form->posted, variable_of(form, name), message);
}

static const char *why_outside(struct arena *arena, const struct programme *programme, struct date deadline, struct date end)
{
    switch (programme_end_fault(programme, deadline, end)) {
    case END_AFTER_DEADLINE:
        return arena_printf(arena, _("Avslutningsdato må være innenfor fristen for gjennomføring av programmet, som er %s."),
                            show_day(arena, deadline));
    case END_BEFORE_START:
        return arena_printf(arena, _("Avslutningsdato kan ikke være før programmet startet, %s."),
                            show_day(arena, programme->started));
    case END_BEFORE_DECISION:
        return arena_printf(arena, _("Avslutningsdato kan ikke være før vedtaket om programmet, %s."),
                            show_day(arena, programme->decided));
    case END_WITHOUT_BASIS: /* then there is no form */
    case END_FITS:
        break;
    }
    return NULL;
}

static void judge_end(struct row_form *form)
{
    struct date deadline = answer_date(answers_get_named(form->person->answers, "gjennomforingsfrist"));
    struct date end = answer_date(answers_get_named(form->answers, "avslutningsdato"));
    const char *why = date_is_set(end) ? why_outside(form->visit->arena, &form->person->programme, deadline, end) : NULL;

    if (why)
        refuse(form, "avslutningsdato", why);
}

/* Only an offer of the programme can be turned down. A decision that holds is made by the person's law: a year that was mistyped
 * would else leave her without a deadline. */
static void judge_decision(struct row_form *form)
{
    struct date first = deadline_first_offer(form->person->programme.law);
    struct date made = answer_date(answers_get_named(form->answers, "vedtaksdato"));

    if (date_is_set(made) && date_compare(made, first) < 0 &&
        person_code(form->answers, "vedtaksresultat") != RESULT_ANNULLED)
        refuse(form, "vedtaksdato",
               arena_printf(form->visit->arena, _("Vedtaksdato kan ikke være før loven som gjelder for personen, trådte i kraft %s."),
                            show_day(form->visit->arena, first)));
    if (person_code(form->answers, "vedtaksresultat") == RESULT_REJECTED &&
        person_code(form->answers, "vedtakstype") > DECISION_PROGRAMME)
        refuse(form, "vedtaksresultat", _("Bare et vedtak om introduksjonsprogram kan være avvist av personen."));
}

/* As in a file that is imported. */
static void judge_first_day(struct row_form *form)
{
    struct date first = deadline_first_day();

    for (size_t i = 0; i < form->page->variable_count; i++) {
        const struct codebook_variable *variable = form->page->variables[i];
        struct date day = answer_date(answers_get(form->answers, variable));

        if (date_is_set(day) && date_compare(day, first) < 0)
            refuse(form, variable->name,
                   arena_printf(form->visit->arena, _("Datoen kan ikke være før %s, da den første loven om introduksjonsprogram trådte i kraft."),
                                show_day(form->visit->arena, first)));
    }
}

/* An answer that the others keep shut is not stored; one that was typed is told about by check_posted. */
static void empty_shut(struct row_form *form)
{
    const struct answer_judgement *judgement = row_form_judgement(form);

    for (size_t i = 0; form->row && i < form->page->variable_count; i++) {
        const struct codebook_variable *variable = form->page->variables[i];

        if (answer_state_of(judgement, variable)->would_empty &&
            answer_equal(answers_get(form->answers, variable), answers_get(form->row->answers, variable)))
            answers_set(form->answers, variable, (struct answer){0});
    }
}

static bool asks_whether_usual(const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->rule_count; i++)
        if (variable->rules[i].kind == CODEBOOK_USUAL)
            return true;
    return false;
}

bool row_form_is_stored(const struct row_form *form, const struct codebook_variable *variable)
{
    return form->row && answer_equal(answers_get(form->answers, variable), answers_get(form->row->answers, variable));
}

bool row_form_is_confirmed(const struct row_form *form, const struct codebook_variable *variable)
{
    struct visit *visit = form->visit;
    const char *field = arena_printf(visit->arena, "bekreft_%s", variable->name);

    return text_equal(http_fields_get(&visit->request->form, field), answers_get(form->answers, variable)->text);
}

static void judge_usual(struct row_form *form)
{
    const struct answer_judgement *judgement = row_form_judgement(form);

    for (size_t i = 0; i < form->page->variable_count; i++) {
        const struct codebook_variable *variable = form->page->variables[i];

        if (asks_whether_usual(variable) && problems_find(&judgement->warnings, variable->name) &&
            !row_form_is_confirmed(form, variable) && !row_form_is_stored(form, variable))
            refuse(form, variable->name, _("Rett tallet, eller kryss av for at det er riktig."));
    }
}

void row_form_judge(struct row_form *form)
{
    struct check check = {.gates = CODEBOOK_GATE_CREATE, .page = form->page};

    empty_shut(form);
    if (form->kind == ROW_TERMINATION)
        judge_end(form);
    if (form->kind == ROW_DECISION)
        judge_decision(form);
    judge_first_day(form);
    check.before = whole(form, form->row ? form->row->answers : NULL);
    check.judgement = row_form_judgement(form);
    check_posted(&form->posted, &check, form->answers);
    judge_usual(form);
}

struct intro_write row_form_write(const struct row_form *form, const struct person_change *change)
{
    struct visit *visit = form->visit;
    struct programme after = person_after(visit->arena, form->person, change);
    long version = posted_number(visit->request, "versjon");

    return (struct intro_write){
        .person = form->person->id,
        .version = version > 0 ? version : 0, /* 0, which none has: she is shown first */
        .key = posted_key(visit->arena, visit->request),
        .digest = posted_digest(visit->arena, visit->request),
        .deadline = programme_deadline(&after),
    };
}

bool row_form_is_blocked(const struct row_form *form)
{
    const struct person_row *end = person_end(form->person);

    if (form->kind != ROW_TERMINATION)
        return false;
    return !programme_has_basis(&form->person->programme) || (!form->row && end && !end->is_computed);
}
