/* Places and what they have. */
#include "register/store/place.h"

#include "engine/base/text.h"

static enum store_result municipalities_load(struct store *store, struct arena *arena, struct places *places)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "municipalities",
                                         "SELECT kommunenummer, kommunenavn, fylkesnavn, successor IS NOT NULL AS is_former"
                                         " FROM municipality_list"
                                         " ORDER BY fylkesnavn, kommunenavn, is_former, kommunenummer",
                                         NULL, 0, &answer);
    const struct database_set *set = &answer.sets[0];
    struct municipality *items;

    if (result != STORE_OK)
        return result;
    items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    for (size_t i = 0; i < set->row_count; i++)
        items[i] = (struct municipality){
            .kommunenummer = store_cell(set, &set->rows[i], "kommunenummer"),
            .kommunenavn = store_cell(set, &set->rows[i], "kommunenavn"),
            .fylkesnavn = store_cell(set, &set->rows[i], "fylkesnavn"),
            .is_former = store_cell_number(set, &set->rows[i], "is_former") == 1,
        };
    places->municipalities = items;
    places->municipality_count = set->row_count;
    return STORE_OK;
}

enum store_result places_load(struct store *store, struct arena *arena, struct places *places_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(
        store, arena, "places",
        "SELECT kommunenummer, bydel, bydelsnavn, owns_project, RANK() OVER (ORDER BY bydelsnavn) AS name_rank"
        " FROM district_list ORDER BY bydel",
        NULL, 0, &answer);
    const struct database_set *set = &answer.sets[0];
    struct place *items;

    *places_out = (struct places){0};
    if (result != STORE_OK)
        return result;
    items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    for (size_t i = 0; i < set->row_count; i++)
        items[i] = (struct place){
            .kommunenummer = store_cell(set, &set->rows[i], "kommunenummer"),
            .bydel = store_cell(set, &set->rows[i], "bydel"),
            .bydelsnavn = store_cell(set, &set->rows[i], "bydelsnavn"),
            .owns_project = store_cell_number(set, &set->rows[i], "owns_project") == 1,
            .name_rank = (unsigned long)store_cell_number(set, &set->rows[i], "name_rank"),
        };
    *places_out = (struct places){.items = items, .count = set->row_count};
    return municipalities_load(store, arena, places_out);
}

const struct municipality *places_municipality(const struct places *places, const char *kommunenummer)
{
    for (size_t i = 0; i < places->municipality_count; i++)
        if (text_equal(places->municipalities[i].kommunenummer, kommunenummer))
            return &places->municipalities[i];
    return NULL;
}

bool places_knows_district(const struct places *places, const char *bydel)
{
    for (size_t i = 0; i < places->count; i++)
        if (text_equal(places->items[i].bydel, bydel))
            return true;
    return false;
}

const char *places_name(const struct places *places, const char *bydel)
{
    for (size_t i = 0; i < places->count; i++)
        if (text_equal(places->items[i].bydel, bydel))
            return places->items[i].bydelsnavn;
    return bydel ? bydel : "";
}

enum store_result place_financing(struct store *store, struct arena *arena, const char *kommunenummer,
                                  const char *bydel, const char *date, const char **code_out)
{
    const char *sql = "SELECT DISTINCT finansieringstype FROM own_project WHERE kommunenummer = ? AND bydel IN (?, '')"
                      " AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)";
    struct database_value values[] = {database_text(kommunenummer), database_text(bydel ? bydel : ""),
                                      database_text(date), database_text(date)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "place-financing", sql, values, 4, &answer);

    *code_out = NULL;
    if (result == STORE_OK && answer.sets[0].row_count == 0)
        return store_found_none(store, arena);
    if (result == STORE_OK && answer.sets[0].row_count == 1)
        *code_out = answer.sets[0].rows[0].values[0];
    return result;
}
