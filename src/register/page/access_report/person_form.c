/* The two boxes for a person. */
#include "register/page/access_report/person_form.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/introduksjon/duf.h"
#include "register/store/search.h"

static const struct {
    enum person_search_box box;
    const char *label, *help;
} boxes[] = {
    {SEARCH_NUMBERS, N_("Fødselsnummer"), N_("Hele nummeret, 11 siffer. Et nummer hun har hatt før, går også.")},
    {SEARCH_PERSON_IDS, N_("PersonId"), N_("Hele, slik den står i registeret eller i en fil.")},
};
enum { BOX_COUNT = sizeof boxes / sizeof *boxes };

static const char any_label[] = N_("Fødselsnummer eller DUF-nummer");
static const char any_help[] = N_("Hele nummeret: 11 siffer i Jobbsjansen, 12 i introduksjonsprogrammet. Et fødselsnummer hun har hatt før, går også.");

struct person_form person_form_empty(struct visit *visit, enum person_form_numbers numbers)
{
    return (struct person_form){.visit = visit, .numbers = numbers, .typed = {"", "", ""}};
}

static bool is_as_long_as_duf(const char *typed)
{
    size_t digits = 0;

    for (const char *at = typed; at && *at; at++)
        digits += *at >= '0' && *at <= '9';
    return digits == DUF_DIGITS;
}

struct person_form person_form_read(struct visit *visit, enum person_form_numbers numbers)
{
    struct person_form form = person_form_empty(visit, numbers);
    size_t asked = 0;

    if (numbers == PERSON_FORM_ANY && is_as_long_as_duf(http_fields_get(&visit->request->form, person_search_fields[SEARCH_NUMBERS])))
        form.search.numbers_are = PERSON_ID_DUF;
    form.search.any_duf_check = visit->site->any_duf_check;
    for (size_t i = 0; i < BOX_COUNT; i++) {
        enum person_search_box box = boxes[i].box;
        const char *typed = http_fields_get(&visit->request->form, person_search_fields[box]);

        form.typed[box] = typed ? typed : "";
        form.problems[box] = person_search_read(visit->arena, box, form.typed[box], &form.search);
        form.problem_count += form.problems[box] != NULL;
        asked += form.search.boxes[box].count;
    }
    if (form.problem_count == 0 && asked != 1) {
        form.problems[SEARCH_NUMBERS] = asked == 0 ? _("Skriv et fødselsnummer eller en PersonId.")
                                                   : _("Skriv bare ett fødselsnummer eller én PersonId.");
        form.problem_count = 1;
    }
    return form;
}

static const char *id_of(struct arena *arena, enum person_search_box box)
{
    return arena_printf(arena, "finn-%s", person_search_fields[box]);
}

static void fill_summary(const struct person_form *form, struct values *page)
{
    struct values *summary;

    if (form->problem_count == 0)
        return;
    values_show(form->visit->values, "WITH_ERRORS");
    summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Rett opp før du går videre"));
    for (size_t i = 0; i < BOX_COUNT; i++) {
        struct values *error;

        if (!form->problems[boxes[i].box])
            continue;
        error = values_section(summary, "ERROR");
        values_set(error, "MESSAGE", form->problems[boxes[i].box]);
        values_set(error, "FIELD", id_of(form->visit->arena, boxes[i].box));
        values_show(error, "ON_PAGE");
    }
}

void person_form_fill(const struct person_form *form, struct values *page)
{
    struct values *fields = values_include(page, "PERSON_FIELDS", "personfelt.html");

    fill_summary(form, page);
    for (size_t i = 0; i < BOX_COUNT; i++) {
        enum person_search_box box = boxes[i].box;
        struct values *field = values_section(fields, "BOX");
        bool any = box == SEARCH_NUMBERS && form->numbers == PERSON_FORM_ANY;

        values_set(field, "BOX_NAME", person_search_fields[box]);
        values_set(field, "BOX_ID", id_of(form->visit->arena, box));
        values_set(field, "BOX_LABEL", words_text(any ? any_label : boxes[i].label));
        values_set(field, "BOX_HELP", words_text(any ? any_help : boxes[i].help));
        values_set(field, "BOX_TYPED", form->typed[box]);
        if (form->problems[box]) {
            values_show(field, "INVALID");
            values_set(values_section(field, "PROBLEM"), "PROBLEM_TEXT", form->problems[box]);
        }
    }
}

enum outcome person_form_keep(const struct person_form *form, const char **reference_out)
{
    struct visit *visit = form->visit;
    const char *number_ids = person_search_number_ids(visit->arena, &form->search, visit->site->person_key,
                                                      sizeof visit->site->person_key);

    return visit_store(search_keep(&visit->site->store, visit->arena, &form->search, number_ids, reference_out));
}
