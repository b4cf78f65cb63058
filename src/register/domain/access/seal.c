/* What of the second factor the database cannot make by itself. */
#include "register/domain/access/seal.h"

#include <string.h>

#include "engine/base/crypto/crypto.h"

static const char *keyed(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE], const char *text, size_t size)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *hex = arena_alloc(arena, 2 * size + 1);

    crypto_hmac(key, SEAL_KEY_SIZE, text, strlen(text), hash);
    crypto_hex(hash, size, hex);
    return hex;
}

const char *seal_pad(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE], long long user_id, const char *salt_hex)
{
    return keyed(arena, key, arena_printf(arena, "pad:%lld:%s", user_id, salt_hex), SEAL_SECRET_SIZE);
}

const char *seal_recovery(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE], long long user_id, const char *letters)
{
    return keyed(arena, key, arena_printf(arena, "recovery:%lld:%s", user_id, letters), CRYPTO_HASH_SIZE);
}
