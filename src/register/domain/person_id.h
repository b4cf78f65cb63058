/* PersonId: the register's own name for a person, the same each time the same number is
 * registered, and not to be turned back without the key. Requirement P4. */
#ifndef REGISTER_DOMAIN_PERSON_ID_H
#define REGISTER_DOMAIN_PERSON_ID_H

#include <stddef.h>

#define PERSON_ID_TEXT 37 /* a UUID with NUL */

/* What she is numbered by. Two numbers of different kinds never make the same PersonId, whatever their digits. */
enum person_id_kind { PERSON_ID_FODSELSNUMMER, PERSON_ID_DUF };

/* `digits` are those of the first number she is known by, as many as its kind has. A UUID of version 8. */
void person_id_make(const void *key, size_t key_size, enum person_id_kind kind, const char *digits,
                    char text_out[PERSON_ID_TEXT]);

#endif
