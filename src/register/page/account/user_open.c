/* The person an address under /brukere names. */
#include "register/page/account/user_open.h"

#include <limits.h>

#include "engine/base/text.h"
#include "register/domain/access/opaque.h"

enum outcome user_open(struct visit *visit, struct user_seen *seen_out)
{
    unsigned long long id = 0;
    enum store_result result;

    *seen_out = (struct user_seen){0};
    if (!visit->part || !opaque_parse(visit->part, &id))
        return OUTCOME_ABSENT;
    result = people_open(&visit->site->store, visit->arena, id, &seen_out->person);
    if (result == STORE_OK && seen_out->person)
        result = visit_places(visit, &seen_out->places);
    seen_out->path = arena_printf(visit->arena, "/brukere/%s", visit->part);
    if (result != STORE_OK)
        return visit_store(result);
    return seen_out->person ? OUTCOME_READY : OUTCOME_ABSENT;
}

const struct people_grant *user_open_grant(const struct visit *visit, const struct user_seen *seen)
{
    long long number = 0;

    if (!visit->page || !text_to_integer(visit->page, 1, LLONG_MAX, &number))
        return NULL;
    for (size_t i = 0; i < seen->person->grant_count; i++)
        if (seen->person->grants[i].number == number && seen->person->grants[i].state != PEOPLE_OVER)
            return &seen->person->grants[i];
    return NULL;
}

struct values *user_page(struct visit *visit, const struct user_seen *seen, const char *file, const char *title)
{
    struct values *page;

    visit->menu = "AT_PEOPLE";
    page = visit_page(visit, file, title);
    values_set(page, "ID", visit->part);
    values_set(page, "PERSON_NAME", seen->person->name);
    return page;
}
