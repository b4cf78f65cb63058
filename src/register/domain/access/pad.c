/* What of the second factor the database cannot make by itself. */
#include "register/domain/access/pad.h"

#include <assert.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"

static const char *keyed(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], const char *text, size_t size)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *hex = arena_alloc(arena, 2 * size + 1);

    crypto_hmac(key, PAD_KEY_SIZE, text, strlen(text), hash);
    crypto_hex(hash, size, hex);
    return hex;
}

const char *pad_make(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *salt_hex)
{
    unsigned char salt[PAD_SALT_SIZE];
    char digits[2 * PAD_SALT_SIZE + 1];
    bool is_salt = crypto_from_hex(salt_hex, salt, sizeof salt);

    assert(is_salt);
    (void)is_salt;
    crypto_hex(salt, sizeof salt, digits); /* small letters, whoever wrote it */
    return keyed(arena, key, arena_printf(arena, "pad:%lld:%s", user_id, digits), PAD_SECRET_SIZE);
}

const char *pad_recovery(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *letters)
{
    return keyed(arena, key, arena_printf(arena, "recovery:%lld:%s", user_id, letters), CRYPTO_HASH_SIZE);
}

static void apply_pad(const char *pad_hex, unsigned char bytes[PAD_SECRET_SIZE])
{
    unsigned char pad[PAD_SECRET_SIZE];
    bool is_pad = crypto_from_hex(pad_hex, pad, sizeof pad);

    assert(is_pad);
    (void)is_pad;
    for (size_t i = 0; i < PAD_SECRET_SIZE; i++)
        bytes[i] ^= pad[i];
}

const char *pad_close(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *salt_hex,
                       const unsigned char secret[PAD_SECRET_SIZE])
{
    unsigned char sealed[PAD_SECRET_SIZE];
    char *hex = arena_alloc(arena, 2 * sizeof sealed + 1);

    memcpy(sealed, secret, sizeof sealed);
    apply_pad(pad_make(arena, key, user_id, salt_hex), sealed);
    crypto_hex(sealed, sizeof sealed, hex);
    return hex;
}

void pad_open(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *salt_hex,
               const char *sealed_hex, unsigned char secret_out[PAD_SECRET_SIZE])
{
    bool is_sealed = crypto_from_hex(sealed_hex, secret_out, PAD_SECRET_SIZE);

    assert(is_sealed);
    (void)is_sealed;
    apply_pad(pad_make(arena, key, user_id, salt_hex), secret_out);
}
