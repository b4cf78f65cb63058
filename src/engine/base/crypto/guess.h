/* How hard a password is to guess for whoever knows the common ones, words, keyboards, dates and its owner. */
#ifndef ENGINE_BASE_CRYPTO_GUESS_H
#define ENGINE_BASE_CRYPTO_GUESS_H

#include <stdbool.h>

/* Bits: an attacker who guesses well needs 2 to that power. `words` are tried like common passwords, in small letters, and end with
 * NULL. *by_words_out: one of them makes out a good part of it. */
double crypto_guess_bits(const char *password, const char **words, bool *by_words_out);

#endif
