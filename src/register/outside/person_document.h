/* Folkeregisteret's JSON of one person, read with tolerance: of each element the version that holds now; what is missing,
 * new or of another type is passed over. */
#ifndef REGISTER_OUTSIDE_PERSON_DOCUMENT_H
#define REGISTER_OUTSIDE_PERSON_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

/* Texts as sent, in the arena; NULL and 0 where nothing was said. */
struct person_document {
    const char *first_name, *middle_name, *last_name;
    const char *birth_country, *sex, *marital, *residence;
    int birth_year;
    int arrival_year;   /* the earliest, where she has come several times */
    bool is_protected;  /* fortrolig or strengt fortrolig, or a word that we do not know */
    const char *number_now; /* in use; NULL: none is said to be */
    const char **numbers;   /* all that are hers, also those no longer in use */
    size_t number_count;
};

/* Adds what a document says to what an earlier one said. false: no JSON object, nested too deep, or a name twice in one
 * object; *why_out is a fixed text. */
bool person_document_read(struct arena *arena, const char *bytes, size_t length, struct person_document *document,
                          const char **why_out);

#endif
