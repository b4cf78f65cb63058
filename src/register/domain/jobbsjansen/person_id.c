/* A keyed hash in the clothes of a UUID. */
#include "register/domain/jobbsjansen/person_id.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"

void person_id_make(const void *key, size_t key_size, const char *digits, char text_out[PERSON_ID_TEXT])
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char hex[33];
    assert(key_size >= 16 && strlen(digits) == 11);
    crypto_hmac(key, key_size, digits, strlen(digits), hash);
    hash[6] = (unsigned char)(0x80 | (hash[6] & 0x0F)); /* version 8 */
    hash[8] = (unsigned char)(0x80 | (hash[8] & 0x3F)); /* variant of RFC 9562 */
    crypto_hex(hash, 16, hex);
    snprintf(text_out, PERSON_ID_TEXT, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}
