/* Searches for persons, kept in the database. */
#include "register/store/search.h"

#include "engine/base/crypto/crypto.h"

enum store_result search_keep(struct store *store, struct arena *arena, const struct person_search *search,
                              const char *number_ids, const char **reference_out)
{
    char *reference = arena_alloc(arena, CRYPTO_TOKEN_TEXT);
    struct database_answer answer;

    crypto_token(reference);
    *reference_out = reference;
    const struct database_value values[] = {
        database_text(reference),
        database_text(person_search_list(arena, search, SEARCH_NUMBERS)),
        database_text(number_ids),
        database_text(person_search_list(arena, search, SEARCH_NAMES)),
        database_text(person_search_list(arena, search, SEARCH_PERSON_IDS)),
    };
    return store_ask(store, arena, "search-keep", "CALL person_search_keep(?, ?, ?, ?, ?)", values, 5, &answer);
}

static bool is_reference(const char *text)
{
    size_t length = 0;

    for (; text[length]; length++)
        if (text[length] < '-' || text[length] > 'z')
            return false;
    return length == CRYPTO_TOKEN_TEXT - 1;
}

const char *search_reference(const char *text)
{
    return is_reference(text) ? text : "";
}

enum store_result search_open(struct store *store, struct arena *arena, const char *reference,
                              enum person_id_kind numbers_are, const struct person_search **search_out)
{
    static const char *const columns[SEARCH_BOXES] = {"numbers", "names", "person_ids"};
    const struct database_value value = database_text(search_reference(reference));
    struct person_search *search = arena_alloc(arena, sizeof *search);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "search-open", "CALL person_search_open(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *search_out = NULL;
    if (!row)
        return result == STORE_OK ? store_found_none(store, arena) : result;
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        search->boxes[box] = person_search_terms_of(arena, store_cell(&answer.sets[0], row, columns[box]));
    search->numbers_are = numbers_are;
    *search_out = person_search_is_of(search, numbers_are) ? search : NULL;
    return STORE_OK;
}
