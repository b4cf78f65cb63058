/* PersonId: the register's own name for a person, the same each time the same number is
 * registered, and not to be turned back without the key. Requirement P4. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_PERSON_ID_H
#define REGISTER_DOMAIN_JOBBSJANSEN_PERSON_ID_H

#include <stddef.h>

#define PERSON_ID_TEXT 37 /* a UUID with NUL */

/* `digits` are the 11 digits of the first number she is known by. A UUID of version 8. */
void person_id_make(const void *key, size_t key_size, const char *digits, char text_out[PERSON_ID_TEXT]);

#endif
