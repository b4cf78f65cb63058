/* A participation's opaque number. */
#include "register/domain/jobbsjansen/participant.h"

#include <string.h>

#include "engine/base/crypto/crypto.h"

enum { LETTERS = PARTICIPANT_ID_TEXT - 1, BITS = 4, LAST = 0xF };

/* No vowels: no words. */
static const char letters[] = "bcdfghjkmnpqrstv";

void participant_id_show(participant_id id, char text_out[PARTICIPANT_ID_TEXT])
{
    for (int i = LETTERS - 1; i >= 0; i--, id >>= BITS)
        text_out[i] = letters[id & LAST];
    text_out[LETTERS] = '\0';
}

bool participant_id_parse(const char *text, participant_id *id_out)
{
    participant_id id = 0;

    if (strlen(text) != LETTERS || strspn(text, letters) != LETTERS)
        return false;
    for (size_t i = 0; i < LETTERS; i++)
        id = id << BITS | (participant_id)(strchr(letters, text[i]) - letters);
    *id_out = id;
    return id <= PARTICIPANT_ID_MOST;
}

participant_id participant_id_new(void)
{
    unsigned char bytes[sizeof(participant_id)];
    participant_id id = 0;

    crypto_random(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        id = id << 8 | bytes[i];
    return id >> 1;
}
