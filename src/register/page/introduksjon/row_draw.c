/* A row on the screen: to be filled in, to be read, or why there is nothing to fill in. */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/page/form/gone.h"
#include "register/page/form/once.h"
#include "register/page/form/sections.h"
#include "register/page/form/summary.h"
#include "register/page/introduksjon/hint.h"
#include "register/page/introduksjon/person_open.h"
#include "register/page/introduksjon/row_card.h"
#include "register/page/introduksjon/row_form.h"
#include "register/page/show.h"

static const char *title_of(const struct row_form *form)
{
    static const char *const titles[ROW_KINDS][2] = {
        [ROW_DECISION] = {N_("Legg til vedtak"), N_("Vedtak")},
        [ROW_GOAL] = {N_("Legg til sluttmål"), N_("Sluttmål")},
        [ROW_TERMINATION] = {N_("Legg til avslutning"), N_("Avslutning")},
    };

    return words_text(titles[form->kind][form->row != NULL]);
}

static const char *row_path(const struct row_form *form)
{
    return form->row ? person_row_path(form->visit->arena, form->row->id) : "ny";
}

/* The page that all three drawings stand on. */
static struct values *begin(struct row_form *form)
{
    struct visit *visit = form->visit;
    struct values *page;

    page = visit_page(visit, "introduksjon-rad.html", title_of(form));
    person_fill(visit, page, form->person);
    values_set(page, "TITLE", title_of(form));
    values_set(page, "KIND", row_kind_name(form->kind));
    values_set(page, "ROW_PATH", row_path(form));
    return page;
}

static void fill_entered(struct row_form *form, struct values *page)
{
    struct arena *arena = form->visit->arena;
    struct values *entered = values_section(page, "ENTERED");

    values_set(entered, "ENTERED_AT", clock_show_minute(arena, form->row->entered_at));
    values_set(entered, "ENTERED_BY", form->row->entered_by_name);
    if (form->row->deleted_at) {
        struct values *deleted = values_section(page, "GONE");

        values_set(deleted, "DELETED_AT", clock_show_minute(arena, form->row->deleted_at));
        values_set(deleted, "DELETED_BY", form->row->deleted_by_name);
    }
}

/* When to choose which cause: below the question, without any script (N3). */
static void fill_guidance(struct values *aside, const void *context)
{
    const struct row_form *form = context;
    const struct codebook_variable *variable = codebook_find_variable(form->visit->reg, "avslutningsarsak");
    const struct codebook_code *chosen = row_cause(form->visit->reg, form->answers);

    if (chosen && chosen->guidance.bokmal)
        worded_set(values_section(aside, "CHOSEN"), "CHOSEN_TEXT", chosen->guidance);
    for (size_t i = 0; i < variable->code_count; i++) {
        struct values *cause;

        if (!variable->codes[i].offered || !variable->codes[i].guidance.bokmal)
            continue;
        cause = values_section(aside, "CAUSE");
        values_set_number(cause, "CODE", variable->codes[i].number);
        worded_set(cause, "CAUSE_TITLE", variable->codes[i].text);
        worded_set(cause, "CAUSE_TEXT", variable->codes[i].guidance);
    }
}

/* A box to tick that an unusual number is right. */
static void fill_confirmation(struct values *aside, const void *context)
{
    const struct row_form *form = context;
    const struct codebook_variable *variable = codebook_find_variable(form->visit->reg, "timer_per_uke");
    const struct answer *answer = answers_get(form->answers, variable);

    values_set(aside, "NAME", variable->name);
    values_set(aside, "ANSWER", answer->text);
    values_set(aside, "ANSWER_SHOWN", answer_show(form->visit->arena, variable, answer));
    if (row_form_is_confirmed(form, variable))
        values_show(aside, "TICKED");
}

static void fill_asides(struct row_form *form, const struct answer_judgement *judgement, struct question_extra *extras)
{
    const struct codebook_variable *cause = codebook_find_variable(form->visit->reg, "avslutningsarsak");
    const struct codebook_variable *hours = codebook_find_variable(form->visit->reg, "timer_per_uke");
    struct question_extra *extra = &extras[cause->index];

    if (form->kind != ROW_TERMINATION)
        return;
    extra->aside_file = "introduksjon-veiledning.html";
    extra->fill_aside = fill_guidance;
    extra->aside_context = form;
    if (!problems_find(&judgement->warnings, hours->name) || row_form_is_stored(form, hours))
        return;
    extras[hours->index].aside_file = "introduksjon-uvanlig.html";
    extras[hours->index].fill_aside = fill_confirmation;
    extras[hours->index].aside_context = form;
}

/* A form that is shown again stays as old as it was, so that what others changed since is still told; but where it has been. */
static long version_of(const struct row_form *form, int status)
{
    long drawn = posted_number(form->visit->request, "versjon");

    return drawn > 0 && status != 409 ? drawn : form->person->version;
}

/* What the date of a termination must lie between. */
static void fill_limits(const struct row_form *form, struct values *shown)
{
    static const char *const limits[][2] = {{"STARTED", "oppstartsdato"}, {"DEADLINE", "gjennomforingsfrist"}};
    const struct visit *visit = form->visit;
    struct values *section = values_section(shown, "LIMITS");

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const char *day = answer_show(visit->arena, codebook_find_variable(visit->reg, limits[i][1]),
                                      answers_get_named(form->person->answers, limits[i][1]));

        values_set(section, limits[i][0], text_is_empty(day) ? "–" : day);
    }
}

static void fill_form(struct row_form *form, struct values *page, int status)
{
    struct visit *visit = form->visit;
    struct values *shown = values_section(page, "FORM");
    const struct answer_judgement *judgement = row_form_judgement(form);
    struct question_extra *extras = form->posted.extras;

    if (!extras)
        extras = arena_alloc_many(visit->arena, visit->reg->variable_count, sizeof *extras);
    values_include(shown, "SCRIPT_WORDS", "skripttekster.html");
    values_set(shown, "KEY", form_key(visit->arena));
    values_set(shown, "CODEBOOK", gone_mark(visit->arena, visit->site->codebook));
    values_set_number(shown, "VERSION", version_of(form, status));
    if (form->row)
        values_show(shown, "DELETE");
    if (form->kind == ROW_TERMINATION)
        fill_limits(form, shown);
    fill_asides(form, judgement, extras);
    sections_show(visit->arena, shown, form->page, &(struct question_page){.judgement = judgement, .extras = extras});
}

/* Who changed her last, and all rows of the kind as they are now. */
static void fill_stale(struct row_form *form, struct values *page)
{
    struct visit *visit = form->visit;
    const struct person *person = form->person;

    show_notice(page, "warning", _("Noen har endret personen i mellomtiden"),
                arena_printf(visit->arena,
                             _("Ingenting av det du sendte, er lagret. Sist endret %s av %s. Det som står nå, vises under. Det du skrev, står fortsatt i skjemaet: se over det, og lagre en gang til hvis det fortsatt skal gjelde."),
                             clock_show_minute(visit->arena, person->changed_at),
                             person->changed_by_name ? person->changed_by_name : "–"));
    row_card_show(visit, page, &(struct row_card){.person = person, .kind = form->kind, .all = true, .queries = ""});
}

/* What rests on this row is said before it is changed. */
static void fill_rests(struct row_form *form, struct values *page)
{
    const struct person_row *end = person_end(form->person);

    if (form->row && form->kind != ROW_TERMINATION && end && !end->is_computed)
        row_title_set(form->visit, values_section(page, "RESTS"), "END_TITLE", ROW_TERMINATION, end->answers);
}

enum outcome row_form_draw(struct row_form *form, int status)
{
    struct visit *visit = form->visit;
    struct summary summary = {.reg = visit->reg, .problems = &form->posted.problems};
    struct values *page = begin(form);
    struct values *errors = summary_show(visit->values, page, &summary);

    if (errors && summary_has_field(&form->posted.problems))
        values_show(errors, "BEFORE_SAVING");
    else if (errors)
        values_set(values_section(errors, "OTHER"), "OTHER_TITLE", _("Ingenting er lagret ennå"));
    if (status == 409)
        fill_stale(form, page);
    if (form->row)
        fill_entered(form, page);
    fill_rests(form, page);
    fill_form(form, page, status);
    return visit_render(visit, status);
}

/* The reason of what the rule engine entered, and the way to put it right. */
static void fill_computed(struct row_form *form, struct values *page)
{
    struct values *computed = values_section(page, "COMPUTED");

    values_set(computed, "REASON", hint_reason(form->row->answers));
    if (!form->row->deleted_at && form->person->may_change)
        values_show(computed, "REPLACE");
}

enum outcome row_form_draw_details(struct row_form *form, int status)
{
    struct visit *visit = form->visit;
    struct values *page = begin(form);
    struct question_page questions = {.judgement = row_form_judgement(form)};

    if (status == 422)
        show_notice(page, "warning", _("Endringen er ikke lagret"),
                    form->row->is_computed
                        ? _("Avslutningen er beregnet av regelmotoren, og kan ikke endres eller slettes. Legg til en ny avslutning i stedet.")
                        : _("Raden er slettet, og kan ikke endres."));
    fill_entered(form, page);
    if (form->row->is_computed)
        fill_computed(form, page);
    values_show(page, "READ");
    for (size_t i = 0; i < form->page->section_count; i++)
        question_summarize_section(visit->arena, page, &form->page->sections[i], &questions);
    return visit_render(visit, status);
}

enum outcome row_form_draw_blocked(struct row_form *form, int status)
{
    struct visit *visit = form->visit;
    const struct person_row *end = person_end(form->person);
    struct values *page = begin(form);
    struct values *blocked = values_section(page, "BLOCKED");

    if (hint_lacks(blocked, form->person)) {
        values_show(blocked, "LACKS");
    } else if (end) {
        struct values *ended = values_section(blocked, "ENDED");

        values_set(ended, "END_PATH", person_row_path(visit->arena, end->id));
        row_title_set(visit, ended, "END_TITLE", ROW_TERMINATION, end->answers);
    }
    return visit_render(visit, status);
}
