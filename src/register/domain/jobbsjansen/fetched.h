/* What Folkeregisteret says of one person, as the register takes it in: its words for what is said there (variables
 * 4 and 11-14, requirement P8). What is not known to us is kept as it came; what cannot be shown is left out. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_FETCHED_H
#define REGISTER_DOMAIN_JOBBSJANSEN_FETCHED_H

#include <stdbool.h>

#include "engine/base/arena.h"

/* Texts are NULL and years 0 where nothing is said. */
struct fetched {
    const char *number;  /* the one she is known by now: 11 digits */
    const char *name;    /* NULL too where she is protected (requirement E4) */
    const char *country, *residence, *marital;
    int birth_year, arrival_year;
    bool is_man, is_protected;
};

/* First, middle and last name as one line: line breaks are blanks, invisible marks are gone. NULL where nothing can
 * be shown: no letters, unreadable bytes, or more than `most` letters, since half a name is another's. */
const char *fetched_name(struct arena *arena, const char *first, const char *middle, const char *last, size_t most);

/* The register's words for a code of Folkeregisteret; an unknown one as it came, NULL for none or an unreadable one. */
const char *fetched_marital(struct arena *arena, const char *said);
const char *fetched_residence(struct arena *arena, const char *said);
const char *fetched_country(struct arena *arena, const char *said);

#endif
