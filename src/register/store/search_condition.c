/* What a search asks of a participation, in SQL. */
#include "register/store/search_condition.h"

const char *search_condition_index(const struct person_search *search)
{
    if (search->boxes[SEARCH_PERSON_IDS].count > 0)
        return "";
    return search->boxes[SEARCH_NUMBERS].count > 0 ? "number_" : "name_";
}

void search_condition_add(struct sentence *sentence, const struct person_search *search)
{
    const struct person_search_terms *numbers = &search->boxes[SEARCH_NUMBERS], *names = &search->boxes[SEARCH_NAMES],
                                     *ids = &search->boxes[SEARCH_PERSON_IDS];

    if (names->count > 0 || numbers->count > 0)
        buffer_add_text(&sentence->sql, " AND p.listed = 1");
    sentence_among_typed(sentence, "p.fodselsnummer", numbers->items, numbers->count);
    sentence_among_typed(sentence, "p.person_id", ids->items, ids->count);
    sentence_names(sentence, "p.shown_name", names->items, names->count);
}
