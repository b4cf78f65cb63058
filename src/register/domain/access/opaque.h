/* What stands for a row in an address: a random number of at most 63 bits, as letters. */
#ifndef REGISTER_DOMAIN_ACCESS_OPAQUE_H
#define REGISTER_DOMAIN_ACCESS_OPAQUE_H

#include <stdbool.h>

#define OPAQUE_TEXT 17 /* 16 letters, none of them a vowel: no words; and no digits: nobody's number */
#define OPAQUE_MOST (~0ULL >> 1)

void opaque_show(unsigned long long id, char text_out[OPAQUE_TEXT]);
bool opaque_parse(const char *text, unsigned long long *id_out); /* exactly 16 of the letters */

#endif
