/* A participation's opaque number. */
#include "register/domain/jobbsjansen/participant.h"

#include "engine/base/crypto/crypto.h"
#include "register/domain/access/opaque.h"

_Static_assert(PARTICIPANT_ID_TEXT == OPAQUE_TEXT, "");

void participant_id_show(participant_id id, char text_out[PARTICIPANT_ID_TEXT])
{
    opaque_show(id, text_out);
}

bool participant_id_parse(const char *text, participant_id *id_out)
{
    return opaque_parse(text, id_out);
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
