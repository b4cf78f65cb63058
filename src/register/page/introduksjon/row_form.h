/* A decision, a goal or a termination on its way in (requirements N2, N4, N5). */
#ifndef REGISTER_PAGE_INTRODUKSJON_ROW_FORM_H
#define REGISTER_PAGE_INTRODUKSJON_ROW_FORM_H

#include "register/domain/introduksjon/person.h"
#include "register/page/form/posted.h"
#include "register/page/visit.h"
#include "register/store/intro_person.h"

struct row_form {
    struct visit *visit;
    struct person *person;
    enum row_kind kind;
    const struct codebook_page *page; /* of the codebook */
    const struct person_row *row;     /* NULL: a new one */
    struct answers *answers;          /* of the row, with those of the person that its rules ask about */
    struct posted posted;
};

/* The person and the row that the address names, for one who may look, or who changes. A new row is empty. */
enum outcome row_form_open(struct visit *visit, bool to_change, struct row_form *form_out);

/* What was posted takes its place in the answers. */
void row_form_read(struct row_form *form);

/* Refuses what may not be stored: by the codebook, by her dates, and unusual numbers that are not confirmed. */
void row_form_judge(struct row_form *form);

/* Is the answer the one that is stored? And was an unusual number confirmed: the very one that was sent? */
bool row_form_is_stored(const struct row_form *form, const struct codebook_variable *variable);
bool row_form_is_confirmed(const struct row_form *form, const struct codebook_variable *variable);

/* How the write of this form begins: the deadline is the one that holds after the change. */
struct intro_write row_form_write(const struct row_form *form, const struct person_change *change);

/* May nobody change it: since the rule engine entered it, or it is deleted? */
bool row_form_is_closed(const struct row_form *form);

/* The whole answers judged, for drawing. */
const struct answer_judgement *row_form_judgement(const struct row_form *form);

/* row_draw.c: the form with what is in it; status 409 tells that she was changed meanwhile, and what stands now. */
enum outcome row_form_draw(struct row_form *form, int status);

/* The row for reading, with why it is so; `status` 422 where a change of it was refused. */
enum outcome row_form_draw_details(struct row_form *form, int status);

/* Why there is no form: what a termination rests on lacks, or one by the municipality stands already. */
enum outcome row_form_draw_blocked(struct row_form *form, int status);
bool row_form_is_blocked(const struct row_form *form);

#endif
