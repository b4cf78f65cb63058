/* A page of the registration form on its way to the screen. */
#include "register/page/participant/form.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/page/form/gone.h"
#include "register/page/form/once.h"
#include "register/page/form/sections.h"
#include "register/page/participant/choices.h"
#include "register/page/participant/name_panel.h"
#include "register/page/participant/notice.h"
#include "register/page/participant/side_card.h"
#include "register/page/participant/steps.h"
#include "register/page/participant/summary.h"

const char form_forged[] =
    N_("Siden hadde stått for lenge åpen, og ingenting er lagret. Se over, og velg Neste en gang til.");

const struct codebook_page *form_page(const struct visit *visit)
{
    return visit->page ? codebook_find_page(visit->site->reg, visit->page) : NULL;
}

static bool is_discharged(const struct form *form)
{
    return text_equal(form->participant->status, "utskrevet");
}

/* Nothing stands in the way of her discharge: that is the page's first button then. */
static bool is_ready(const struct form *form, const struct answer_gaps *gaps)
{
    return form->participant && gaps->count == 0 && !is_discharged(form);
}

static void fill_way_on(struct form *form, struct values *page)
{
    const struct codebook_register *reg = form->visit->site->reg;
    size_t index = form->page->index;

    if (index == 0)
        values_show(page, "BACK_TO_OVERVIEW");
    else
        worded_set(values_section(page, "PREVIOUS"), "PREVIOUS_TITLE", reg->pages[index - 1].title);
    if (index + 1 < reg->page_count)
        worded_set(values_section(page, "NEXT"), "NEXT_TITLE", reg->pages[index + 1].title);
}

static void fill_finish(const struct form *form, struct values *page, const struct answer_gaps *gaps)
{
    if (form->page->index + 1 == form->visit->site->reg->page_count)
        values_show(values_include(page, "FINISH", "lagreknapp.html"), is_ready(form, gaps) ? "SECONDARY" : "PRIMARY");
}

/* On the page of the end: the way out of the programme (P10). */
static void fill_discharge(struct form *form, struct values *page, const struct answer_gaps *gaps)
{
    struct values *discharge;

    if (!form->participant || form->page != form->visit->site->names.avslutningsdato->page)
        return;
    discharge = values_include(page, "DISCHARGE", "utskriving.html");
    if (is_discharged(form)) {
        values_show(discharge, "IS_DISCHARGED");
    } else if (gaps->count > 0) {
        values_set_number(values_section(discharge, "NOT_READY"), "GAP_COUNT", (long long)gaps->count);
    } else {
        values_show(discharge, "READY");
    }
}

static void fill_head(struct form *form, struct values *page)
{
    struct arena *arena = form->visit->arena;

    values_set(page, "FORM_PATH", naming_page_path(arena, form->participant, form->page));
    worded_set(page, "TITLE", form->page->title);
    values_set(page, "KEY", form_key(arena));
    values_set(page, "CODEBOOK", gone_mark(form->visit->arena, form->visit->site->codebook));
    values_set_number(page, "VERSION", form->version);
    values_show(page, form->participant ? "CREATED" : "NEW");
    if (form->participant)
        values_set(page, "PERSON_TITLE", naming_title(form->visit, form->participant->answers));
}

static void ensure_extras(struct form *form)
{
    if (!form->extras)
        form->extras = arena_alloc_many(form->visit->arena, form->visit->site->reg->variable_count,
                                        sizeof *form->extras);
}

/* Refused answers, conflicts, and a page that was sent but not taken. Before there is a participant all is unsaved. */
static void mark_unsaved(struct form *form)
{
    for (size_t i = 0; form->participant && i < form->page->variable_count; i++) {
        const struct codebook_variable *variable = form->page->variables[i];
        struct question_extra *extra = &form->extras[variable->index];

        extra->unsaved = (extra->shown && extra->problem) || extra->conflict ||
                         !answer_equal(answers_get(form->answers, variable),
                                       answers_get(form->participant->answers, variable));
    }
}

/* What every drawing of a form needs first: its answers judged, and what is missing. */
static const struct answer_judgement *judge(struct form *form, struct answer_gaps *gaps_out)
{
    struct arena *arena = form->visit->arena;
    const struct answer_judgement *judgement =
        answer_judge(arena, form->answers, world_for(arena, form->world, form->answers));

    *gaps_out = answer_gaps(arena, judgement, form->participant ? CODEBOOK_GATE_DISCHARGE : CODEBOOK_GATE_CREATE);
    ensure_extras(form);
    mark_unsaved(form);
    choices_fill(form);
    return judgement;
}

/* Since the page was drawn, by others or in another window: it takes its place where the user has not been (P14). */
static bool is_changed_since(const struct form *form, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < form->since_count; i++)
        if (form->since[i].variable == variable)
            return true;
    return false;
}

static void fill_parts(struct form *form, struct values *parts, const struct codebook_variable *variable,
                       const struct answers *before, const struct answer_judgement *judgement)
{
    struct question_page questions = {.judgement = judgement, .extras = form->extras};

    for (size_t i = 0; i < form->page->variable_count; i++) {
        const struct codebook_variable *one = form->page->variables[i];
        bool differs = !answer_equal(answers_get(before, one), answers_get(form->answers, one));

        question_show_messages(form->visit->arena, parts, one, &questions);
        if (differs && !codebook_is_asked(one))
            question_show_note(parts, one, &questions);
        if (one == variable || is_changed_since(form, one) ||
            (differs && (!codebook_is_asked(one) || !answer_is_empty(answers_get(form->answers, one)))))
            question_show_answer(form->visit->arena, parts, one, &questions);
    }
}

enum outcome form_render_parts(struct form *form, const struct codebook_variable *variable,
                               const struct answers *before, int status)
{
    struct answer_gaps gaps;
    const struct answer_judgement *judgement = judge(form, &gaps);
    struct values *parts = visit_parts(form->visit, "autolagring.html");

    values_set_number(parts, "VERSION", form->version);
    steps_fill(form, parts, judgement, &gaps);
    side_card_fill(form, parts, &gaps);
    notice_fill(form, parts);
    values_set(parts, "PERSON_TITLE", naming_title(form->visit, form->answers));
    fill_discharge(form, parts, &gaps);
    fill_finish(form, parts, &gaps);
    twice_fill(form->visit, parts, &form->twice);
    name_panel_include(form, parts);
    fill_parts(form, parts, variable, before, judgement);
    return visit_render(form->visit, status);
}

enum outcome form_render(struct form *form, int status)
{
    struct visit *visit = form->visit;
    struct answer_gaps gaps;
    const struct answer_judgement *judgement = judge(form, &gaps);
    struct values *page;

    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "skjema.html", wording_shown(form->page->title));
    values_include(page, "SCRIPT_WORDS", "skripttekster.html");
    fill_head(form, page);
    steps_fill(form, page, judgement, &gaps);
    summary_fill(form, page);
    notice_fill(form, page);
    twice_fill(visit, page, &form->twice);
    side_card_fill(form, page, &gaps);
    sections_show(visit->arena, page, form->page,
                  &(struct question_page){.judgement = judgement, .extras = form->extras});
    fill_discharge(form, page, &gaps);
    fill_way_on(form, page);
    fill_finish(form, page, &gaps);
    return visit_render(visit, status);
}
