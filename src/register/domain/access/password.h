/* Which passwords are taken (requirement A4; ASVS 5.0, 6.2; NSM's advice on passwords): long enough, and not one that is
 * guessed soon. No rules on capital letters or digits, and no change without cause. */
#ifndef REGISTER_DOMAIN_ACCESS_PASSWORD_H
#define REGISTER_DOMAIN_ACCESS_PASSWORD_H

#include "engine/base/arena.h"

/* Twelve, though eight would do beside a second factor (ASVS): whoever gets in by OpenID Connect has none to remember, and for
 * the others a short sentence is as easy. All of Unicode is taken as it comes: keyboards give the same letters everywhere, and
 * what is not changed is not changed wrongly (ASVS 6.2.8). */
enum { PASSWORD_LETTERS_AT_LEAST = 12, PASSWORD_LETTERS_AT_MOST = 128 };

enum password_verdict {
    PASSWORD_GOOD,
    PASSWORD_EMPTY,
    PASSWORD_SHORT,
    PASSWORD_LONG,
    PASSWORD_STRANGE, /* control characters, which no keyboard types into a field */
    PASSWORD_COMMON,  /* guessed within ten billion tries, as the common ones and what is made of them */
    PASSWORD_OWN      /* the same, by a word of its owner's or the register's */
};

/* `own`: texts about its owner (name, user name, mail address, places); each word of them counts, as the register's own do. NULL
 * entries are passed over. */
enum password_verdict password_judge(struct arena *arena, const char *password, const char *const *own, size_t own_count);

/* What to tell her: one sentence, in the language in use; "" for PASSWORD_GOOD. */
const char *password_says(enum password_verdict verdict);

#endif
