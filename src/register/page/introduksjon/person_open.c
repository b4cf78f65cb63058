/* The person that an address names. */
#include "register/page/introduksjon/person_open.h"

#include <string.h>

#include "engine/base/text.h"
#include "register/domain/access/opaque.h"
#include "register/domain/introduksjon/duf.h"
#include "register/page/routes.h"
#include "register/store/intro_person.h"

/* What the log says she was opened for: "person", "vedtak", "gjenapne". */
static const char *opened_as(const struct visit *visit)
{
    static const char before[] = "/introduksjon/personer/{id}";
    const char *rest = visit->route->pattern + strlen(before);

    if (!*rest)
        return "person";
    return rest[1] == '{' ? visit->page : rest + 1;
}

enum outcome person_of(struct visit *visit, struct person **person_out)
{
    const struct places *places;
    enum store_result result;
    enum row_kind kind;
    unsigned long long id;

    if (!opaque_parse(visit->part, &id) || (visit->page && !row_kind_named(visit->page, &kind)))
        return OUTCOME_ABSENT;
    result = intro_person_load(&visit->site->store, visit->arena, visit->reg, id, opened_as(visit), person_out);
    if (result != STORE_OK)
        return visit_store(result);
    if (!*person_out)
        return OUTCOME_ABSENT;
    visit->menu = "AT_PERSONS";
    return visit_store(visit_places(visit, &places));
}

enum outcome person_to_change(struct visit *visit, struct person **person_out)
{
    enum outcome outcome = person_of(visit, person_out);

    if (outcome == OUTCOME_READY && !(*person_out)->may_change)
        return OUTCOME_ABSENT;
    return outcome;
}

const char *person_row_path(struct arena *arena, unsigned long long row)
{
    char text[OPAQUE_TEXT];

    opaque_show(row, text);
    return arena_copy(arena, text);
}

const char *person_path(struct arena *arena, const struct person *person)
{
    return person_row_path(arena, person->id);
}

const char *person_place(struct visit *visit, const struct person *person)
{
    const char *kommunenummer = answers_get_named(person->answers, "kommunenummer")->text;
    const char *bydel = answers_get_named(person->answers, "bydel")->text;
    const struct municipality *municipality = places_municipality(&visit->site->places, kommunenummer);
    const char *name = municipality ? municipality->kommunenavn : kommunenummer;

    if (text_is_empty(bydel))
        return name;
    return arena_printf(visit->arena, "%s, %s", name, places_name(&visit->site->places, bydel));
}

const char *person_title(const struct person *person)
{
    const char *name = answers_get_named(person->answers, "navn")->text;

    return name ? name : answers_get_named(person->answers, "duf_nummer")->text;
}

/* As people read it. */
static const char *shown_number(struct arena *arena, const struct person *person)
{
    const char *digits = answers_get_named(person->answers, "duf_nummer")->text;

    return text_length(digits) == DUF_DIGITS ? duf_show(arena, digits) : digits;
}

void person_fill(struct visit *visit, struct values *page, const struct person *person)
{
    values_set(page, "ID", person_path(visit->arena, person));
    values_set(page, "PERSON_TITLE", person_title(person));
    values_set(page, "DUF", shown_number(visit->arena, person));
}
