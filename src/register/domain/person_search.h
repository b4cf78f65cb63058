/* A search for persons: three boxes, each a list with commas between (requirement O4). Terms of one box are "or", boxes are
 * "and". */
#ifndef REGISTER_DOMAIN_PERSON_SEARCH_H
#define REGISTER_DOMAIN_PERSON_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"
#include "register/domain/person_id.h"

enum person_search_box { SEARCH_NUMBERS, SEARCH_NAMES, SEARCH_PERSON_IDS, SEARCH_BOXES };

/* The form fields of Jobbsjansen (requirement I5): "fodselsnummer", "navn", "person_id". */
extern const char *const person_search_fields[SEARCH_BOXES];

/* Numbers of as many digits as their kind has; PersonIds as the register writes them; names with one space between their words,
 * all of which must begin a word of the name. */
struct person_search {
    enum person_id_kind numbers_are;
    bool any_duf_check; /* a DUF number's check digits may be any */
    struct person_search_terms {
        const char **items;
        size_t count;
    } boxes[SEARCH_BOXES];
};

/* Reads what was typed in one box: terms between commas, semicolons or line breaks. NULL, or what to do about it. `search` says
 * already what its numbers are, and how they are checked. */
const char *person_search_read(struct arena *arena, enum person_search_box box, const char *typed,
                               struct person_search *search);

bool person_search_is_empty(const struct person_search *search);

/* A box's terms with a comma between, "" where there is none; and the other way. */
const char *person_search_list(struct arena *arena, const struct person_search *search, enum person_search_box box);
struct person_search_terms person_search_terms_of(struct arena *arena, const char *list);

/* Is this a search that a register whose numbers are of that kind can have made: are its numbers of as many digits? */
bool person_search_is_of(const struct person_search *search, enum person_id_kind kind);

/* The PersonIds that the numbers stand for, with a comma between: whom the log of access names (requirement L4). One who
 * has had several numbers is known by that of the first she was registered with. */
const char *person_search_number_ids(struct arena *arena, const struct person_search *search, const void *person_key,
                                     size_t key_size);

/* The terms as they are shown to people, the numbers in their parts: at most `most` of them (0: all), and how many are left. */
const char *person_search_show(struct arena *arena, const struct person_search *search, enum person_search_box box,
                               size_t most);

#endif
