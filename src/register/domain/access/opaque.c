/* What stands for a row in an address. */
#include "register/domain/access/opaque.h"

#include <string.h>

enum { LETTERS = OPAQUE_TEXT - 1, BITS = 4, LAST = 0xF };

static const char letters[] = "bcdfghjkmnpqrstv";

void opaque_show(unsigned long long id, char text_out[OPAQUE_TEXT])
{
    for (int i = LETTERS - 1; i >= 0; i--, id >>= BITS)
        text_out[i] = letters[id & LAST];
    text_out[LETTERS] = '\0';
}

bool opaque_parse(const char *text, unsigned long long *id_out)
{
    unsigned long long id = 0;

    if (strlen(text) != LETTERS || strspn(text, letters) != LETTERS)
        return false;
    for (size_t i = 0; i < LETTERS; i++)
        id = id << BITS | (unsigned long long)(strchr(letters, text[i]) - letters);
    *id_out = id;
    return id <= OPAQUE_MOST;
}
