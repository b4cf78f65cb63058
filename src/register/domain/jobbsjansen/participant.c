/* A participation's opaque number. */
#include "register/domain/jobbsjansen/participant.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"

enum { DIGITS = PARTICIPANT_ID_TEXT - 1 };

void participant_id_show(participant_id id, char text_out[PARTICIPANT_ID_TEXT])
{
    snprintf(text_out, PARTICIPANT_ID_TEXT, "%016llx", id);
}

bool participant_id_parse(const char *text, participant_id *id_out)
{
    unsigned char bytes[DIGITS / 2];
    participant_id id = 0;

    if (strlen(text) != DIGITS || strspn(text, "0123456789abcdef") != DIGITS)
        return false;
    if (!crypto_from_hex(text, bytes, sizeof bytes))
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        id = id << 8 | bytes[i];
    *id_out = id;
    return true;
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
