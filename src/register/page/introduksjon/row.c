/* Adding, reading and changing a decision, a goal or a termination (N2, N4, N5). */
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/participant.h"
#include "register/page/form/once.h"
#include "register/page/introduksjon/message.h"
#include "register/page/introduksjon/row_form.h"
#include "register/page/pages.h"
#include "register/store/intro_person.h"

/* The form again on the person as she is now, with what was typed. */
static enum outcome show_stale(struct visit *visit)
{
    struct row_form form;
    enum outcome outcome = row_form_open(visit, true, &form);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (row_form_is_closed(&form))
        return row_form_draw_details(&form, 422);
    if (row_form_is_blocked(&form))
        return row_form_draw_blocked(&form, 409);
    row_form_read(&form);
    return row_form_draw(&form, 409);
}

static enum outcome answer(struct row_form *form, enum intro_outcome stored, enum message message)
{
    switch (stored) {
    case INTRO_SAVED:
    case INTRO_REPEATED:
        return message_redirect(form->visit, message, form->kind);
    case INTRO_STALE:
    case INTRO_ENDED:
    case INTRO_OPEN:
    case INTRO_COMPUTED:
        return show_stale(form->visit);
    case INTRO_GONE:
        break;
    }
    return form->row ? show_stale(form->visit) : OUTCOME_ABSENT;
}

static enum outcome save(struct row_form *form)
{
    struct visit *visit = form->visit;
    struct intro_row row = {
        .kind = form->kind,
        .row = form->row ? form->row->id : participant_id_new(),
        .is_new = !form->row,
        .page = form->page,
        .answers = form->answers,
    };
    struct person_change change = {.kind = form->kind, .row = row.row, .answers = form->answers};
    struct intro_write write = row_form_write(form, &change);
    enum intro_outcome stored;
    enum store_result trouble = intro_row_put(&visit->site->store, visit->arena, &write, &row, &stored);

    return trouble == STORE_OK ? answer(form, stored, MESSAGE_SAVED) : visit_store(trouble);
}

enum outcome page_intro_row_form(struct visit *visit)
{
    struct row_form form;
    enum outcome outcome = row_form_open(visit, visit->row == NULL, &form);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (form.row && (row_form_is_closed(&form) || !form.person->may_change))
        return row_form_draw_details(&form, 200);
    return row_form_is_blocked(&form) && !form.row ? row_form_draw_blocked(&form, 200) : row_form_draw(&form, 200);
}

/* A post that was stored already finds the person ended, or the row as it is: the database knows its key. */
enum outcome page_intro_row(struct visit *visit)
{
    struct row_form form;
    enum outcome outcome = row_form_open(visit, true, &form);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (row_form_is_closed(&form) && form.row->is_computed)
        return row_form_draw_details(&form, 422);
    if (form.kind == ROW_TERMINATION && !programme_has_basis(&form.person->programme))
        return row_form_draw_blocked(&form, 422);
    row_form_read(&form);
    row_form_judge(&form);
    return form.posted.problems.count ? row_form_draw(&form, 422) : save(&form);
}

enum outcome page_intro_row_forged(struct visit *visit)
{
    struct row_form form;
    enum outcome outcome = row_form_open(visit, true, &form);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (row_form_is_closed(&form))
        return row_form_draw_details(&form, 422);
    row_form_read(&form);
    problems_add(&form.posted.problems, "",
                 _("Siden hadde stått for lenge åpen, og ingenting er lagret. Se over, og lagre en gang til."));
    return row_form_draw(&form, 403);
}
