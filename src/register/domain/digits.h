/* Numbers with check digits, as people type them. */
#ifndef REGISTER_DOMAIN_DIGITS_H
#define REGISTER_DOMAIN_DIGITS_H

#include <stdbool.h>
#include <stddef.h>

/* The first `most` digits of what was typed, without the blanks and dashes people put between, ended by NUL: `digits_out`
 * holds most + 1 bytes. *count_out: how many there were in all. False where there is anything else among them. */
bool digits_collect(const char *typed, size_t most, char *digits_out, size_t *count_out);

/* The sum of each digit times its weight, modulo 11. */
int digits_rest(const char *digits, const int *weights, int count);

#endif
