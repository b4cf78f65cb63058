/* Deleting a decision, a goal or a termination that the municipality entered: asked first (N5). */
#include "engine/base/clock.h"
#include "engine/base/words.h"
#include "register/page/form/once.h"
#include "register/page/introduksjon/message.h"
#include "register/page/introduksjon/person_open.h"
#include "register/page/introduksjon/row_card.h"
#include "register/page/introduksjon/row_form.h"
#include "register/page/pages.h"
#include "register/page/show.h"

static const char *title_of(enum row_kind kind)
{
    static const char *const titles[ROW_KINDS] = {
        [ROW_DECISION] = N_("Slett vedtak"),
        [ROW_GOAL] = N_("Slett sluttmål"),
        [ROW_TERMINATION] = N_("Slett avslutning"),
    };

    return words_text(titles[kind]);
}

/* What becomes of her programme without the row. */
static void fill_after(const struct row_form *form, struct values *page)
{
    struct person_change change = {.kind = form->kind, .row = form->row->id};
    struct programme after = person_after(form->visit->arena, form->person, &change);
    const struct person_row *end = person_end(form->person);

    if (form->kind == ROW_TERMINATION)
        values_show(page, "RUNS_ON");
    else if (end && !end->is_computed && !programme_has_basis(&after))
        row_title_set(form->visit, values_section(page, "RESTS"), "END_TITLE", ROW_TERMINATION, end->answers);
}

static enum outcome ask(struct row_form *form, int status)
{
    struct visit *visit = form->visit;
    struct values *page;

    page = visit_page(visit, "introduksjon-slett.html", title_of(form->kind));
    person_fill(visit, page, form->person);
    values_set(page, "TITLE", title_of(form->kind));
    values_set(page, "KIND", row_kind_name(form->kind));
    values_set(page, "ROW_PATH", person_row_path(visit->arena, form->row->id));
    row_title_set(visit, page, "ROW_TITLE", form->kind, form->row->answers);
    values_set(page, "ENTERED_AT", clock_show_minute(visit->arena, form->row->entered_at));
    values_set(page, "ENTERED_BY", form->row->entered_by_name);
    values_set(page, "KEY", form_key(visit->arena));
    values_set_number(page, "VERSION", form->person->version);
    fill_after(form, page);
    if (status == 409)
        show_notice(page, "warning", _("Noen har endret personen i mellomtiden"),
                    _("Ingenting er slettet. Se på det som står nå, før du eventuelt sletter."));
    return visit_render(visit, status);
}

enum outcome page_intro_row_delete_form(struct visit *visit)
{
    struct row_form form;
    enum outcome outcome = row_form_open(visit, true, &form);

    if (outcome != OUTCOME_READY)
        return outcome;
    return row_form_is_closed(&form) ? row_form_draw_details(&form, 200) : ask(&form, 200);
}

/* She, or the row, was changed meanwhile. */
static enum outcome ask_again(struct visit *visit)
{
    struct row_form form;
    enum outcome outcome = row_form_open(visit, true, &form);

    if (outcome != OUTCOME_READY)
        return outcome;
    return row_form_is_closed(&form) ? row_form_draw_details(&form, 422) : ask(&form, 409);
}

/* A repeat finds the row deleted, and gets the first one's answer. */
enum outcome page_intro_row_delete(struct visit *visit)
{
    struct row_form form;
    struct person_change change;
    struct intro_write write;
    enum intro_outcome stored;
    enum store_result trouble;
    enum outcome outcome = row_form_open(visit, true, &form);

    if (outcome != OUTCOME_READY)
        return outcome;
    change = (struct person_change){.kind = form.kind, .row = form.row->id};
    write = row_form_write(&form, &change);
    trouble = intro_row_delete(&visit->site->store, visit->arena, &write, form.kind, form.row->id, &stored);
    if (trouble != STORE_OK)
        return visit_store(trouble);
    if (stored == INTRO_SAVED || stored == INTRO_REPEATED)
        return message_redirect(visit, MESSAGE_DELETED, form.kind);
    return ask_again(visit);
}
