/* The boxes that persons are searched for in. */
#include "register/page/participants/search_form.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/participants/kept.h"

static const struct {
    const char *label, *help;
} texts[SEARCH_BOXES] = {
    [SEARCH_NUMBERS] = {N_("Fødselsnummer"), N_("Hele nummeret, 11 siffer.")},
    [SEARCH_NAMES] = {N_("Navn"), N_("Begynnelsen av ett eller flere av navnene.")},
    [SEARCH_PERSON_IDS] = {N_("PersonId"), N_("Hele. Finner også deltakere som er utskrevet.")},
};

const char *search_form_label(enum person_search_box box)
{
    return words_text(texts[box].label);
}

const char *search_form_id(struct arena *arena, enum person_search_box box)
{
    return arena_printf(arena, "sok-%s", person_search_fields[box]);
}

struct search_boxes search_form_boxes(struct arena *arena, const struct selection *selection)
{
    struct search_boxes boxes = {.typed = {"", "", ""}};

    for (enum person_search_box box = 0; selection->query.search && box < SEARCH_BOXES; box++)
        boxes.typed[box] = person_search_show(arena, selection->query.search, box, 0);
    return boxes;
}

struct values *search_form_include(struct visit *visit, struct values *page, const struct selection *selection,
                                   const struct search_boxes *boxes)
{
    struct values *form = values_include(page, "SEARCH", "sokefelt.html");

    kept_fill(visit->arena, form, "KEPT", selection, KEPT_FILTERS | KEPT_ORDER | KEPT_LACKS | KEPT_SIZE);
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++) {
        struct values *field = values_section(form, "BOX");

        values_set(field, "BOX_NAME", person_search_fields[box]);
        values_set(field, "BOX_ID", search_form_id(visit->arena, box));
        values_set(field, "BOX_LABEL", search_form_label(box));
        values_set(field, "BOX_HELP", words_text(texts[box].help));
        values_set(field, "BOX_TYPED", boxes->typed[box]);
        if (boxes->problems[box]) {
            values_show(field, "INVALID");
            values_set(values_section(field, "PROBLEM"), "PROBLEM_TEXT", boxes->problems[box]);
        }
    }
    return form;
}
