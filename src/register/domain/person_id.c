/* A keyed hash in the clothes of a UUID. */
#include "register/domain/person_id.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"

/* What is hashed before the digits. The first kind there was has nothing: its PersonIds are in use. */
static const struct {
    const char *before;
    size_t digits;
} kinds[] = {
    [PERSON_ID_FODSELSNUMMER] = {"", 11},
    [PERSON_ID_DUF] = {"duf:", 12},
};

void person_id_make(const void *key, size_t key_size, enum person_id_kind kind, const char *digits,
                    char text_out[PERSON_ID_TEXT])
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char hashed[32], hex[33];
    int length = snprintf(hashed, sizeof hashed, "%s%s", kinds[kind].before, digits);

    assert(key_size >= 16 && strlen(digits) == kinds[kind].digits);
    crypto_hmac(key, key_size, hashed, (size_t)length, hash);
    hash[6] = (unsigned char)(0x80 | (hash[6] & 0x0F)); /* version 8 */
    hash[8] = (unsigned char)(0x80 | (hash[8] & 0x3F)); /* variant of RFC 9562 */
    crypto_hex(hash, 16, hex);
    snprintf(text_out, PERSON_ID_TEXT, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}
