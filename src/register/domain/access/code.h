/* Codes of the second factor as people type them (requirement A4). */
#ifndef REGISTER_DOMAIN_ACCESS_CODE_H
#define REGISTER_DOMAIN_ACCESS_CODE_H

#include <stdbool.h>

#define CODE_DIGITS 6
#define CODE_RECOVERY_LETTERS 25 /* of 32: 125 bits, so that a plain keyed hash of it is enough (ASVS 5.0, 6.5.2) */
#define CODE_RECOVERY_TEXT 30    /* five groups of five with hyphens between, and NUL */

/* Six digits; spaces are passed over, since apps show "123 456". */
bool code_read(const char *typed, char digits_out[CODE_DIGITS + 1]);

/* A recovery code's letters, capital, without the hyphens and spaces it was typed with. 0 and 1, which none has, are read
 * as the O and I they look like. */
bool code_recovery_read(const char *typed, char letters_out[CODE_RECOVERY_LETTERS + 1]);
/* The letters as they are shown: "ABCDE-FGHIJ-...". Each random byte gives one letter. */
void code_recovery_show(const unsigned char random[CODE_RECOVERY_LETTERS], char text_out[CODE_RECOVERY_TEXT]);

/* A secret as apps take it: base32, 20 bytes give 32 letters. */
#define CODE_SECRET_SIZE 20
#define CODE_SECRET_TEXT 33
void code_secret_show(const unsigned char secret[CODE_SECRET_SIZE], char text_out[CODE_SECRET_TEXT]);
bool code_secret_read(const char *text, unsigned char secret_out[CODE_SECRET_SIZE]);

#endif
