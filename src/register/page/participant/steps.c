/* The list of pages on top of the form. */
#include "register/page/participant/steps.h"

#include "engine/view/worded.h"

static bool is_started(const struct codebook_page *page, const struct answers *answers)
{
    for (size_t i = 0; i < page->variable_count; i++)
        if (codebook_is_asked(page->variables[i]) && !answer_is_empty(answers_get(answers, page->variables[i])))
            return true;
    return false;
}

static void fill_status(struct form *form, struct values *step, const struct codebook_page *page, size_t lacks)
{
    if (form->participant && lacks == 0) {
        values_show(step, "STEP_DONE");
        return;
    }
    values_show(step, "STEP_NOT_DONE");
    if (form->participant && !is_started(page, form->answers))
        values_show(step, page == form->visit->site->names.avslutningsdato->page ? "AT_DISCHARGE" : "NOT_STARTED");
    else if (lacks > 0)
        values_set_number(values_section(step, "LACKS"), "LACK_COUNT", (long long)lacks);
    else if (page != form->page)
        values_show(step, "NOT_YET");
}

void steps_fill(struct form *form, struct values *page, const struct answer_judgement *judgement,
                const struct answer_gaps *gaps)
{
    const struct codebook_register *reg = judgement->answers->reg;
    struct values *steps = values_include(page, "STEPS", "steg.html");

    for (size_t i = 0; i < reg->page_count; i++) {
        const struct codebook_page *one = &reg->pages[i];
        struct values *step = values_section(steps, "STEP");

        worded_set(step, "STEP_TITLE", one->title);
        values_set_number(step, "STEP_NUMBER", (long long)i + 1);
        if (form->participant)
            values_set(values_section(step, "STEP_LINK"), "STEP_PATH",
                       naming_page_path(form->visit->arena, form->participant, one));
        if (one == form->page)
            values_show(step, "STEP_CURRENT");
        fill_status(form, step, one, answer_gaps_on_page(gaps, one));
    }
}
