/* OpenSSL and argon2 behind the few questions the register asks of them. */
#include "engine/base/crypto/crypto.h"

#include <argon2.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/log.h"

#define PASSWORD_PASSES 2
#define PASSWORD_MEMORY_KIB 19456
#define PASSWORD_LANES 1
#define PASSWORD_PREFIX "$argon2id$v=19$m=19456,t=2,p=1$"
#define SALT_SIZE 16
#define PASSWORD_HASH_SIZE 32

/* A worker without working cryptography must not go on. */
static void crypto_must(bool done, const char *what)
{
    if (!done) {
        log_event(LOG_LEVEL_ERROR, "crypto-failed", "what=%s", what);
        abort();
    }
}

void crypto_random(unsigned char *bytes_out, size_t size)
{
    crypto_must(RAND_bytes(bytes_out, (int)size) == 1, "random");
}

/* Without padding: 4 letters per 3 bytes, a rest of 2 bytes gives 3. */
static void crypto_base64(const char alphabet[65], const unsigned char *bytes, size_t size, char *text_out)
{
    unsigned bits = 0;
    int held = 0;
    for (size_t i = 0; i < size; i++) {
        bits = (bits << 8 | bytes[i]) & 0xFFFF;
        for (held += 8; held >= 6; held -= 6) {
            *text_out++ = alphabet[(bits >> (held - 6)) & 63];
        }
    }
    if (held > 0) {
        *text_out++ = alphabet[(bits << (6 - held)) & 63];
    }
    *text_out = '\0';
}

void crypto_base64url(const unsigned char *bytes, size_t size, char *text_out)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    crypto_base64(alphabet, bytes, size, text_out);
}

void crypto_token(char text_out[CRYPTO_TOKEN_TEXT])
{
    unsigned char bytes[32];
    crypto_random(bytes, sizeof bytes);
    crypto_base64url(bytes, sizeof bytes, text_out);
    OPENSSL_cleanse(bytes, sizeof bytes);
}

void crypto_sha256(const void *bytes, size_t size, unsigned char hash_out[CRYPTO_HASH_SIZE])
{
    crypto_must(EVP_Digest(bytes, size, hash_out, NULL, EVP_sha256(), NULL) == 1, "sha256");
}

struct crypto_hashing {
    EVP_MD_CTX *context;
};

static void crypto_hashing_release(void *thing)
{
    EVP_MD_CTX_free(((struct crypto_hashing *)thing)->context);
}

struct crypto_hashing *crypto_sha256_begin(struct arena *arena)
{
    struct crypto_hashing *hashing = arena_alloc(arena, sizeof *hashing);
    hashing->context = EVP_MD_CTX_new();
    crypto_must(hashing->context != NULL && EVP_DigestInit_ex(hashing->context, EVP_sha256(), NULL) == 1, "sha256");
    arena_on_reset(arena, crypto_hashing_release, hashing);
    return hashing;
}

void crypto_sha256_add(struct crypto_hashing *hashing, const void *bytes, size_t size)
{
    crypto_must(EVP_DigestUpdate(hashing->context, bytes, size) == 1, "sha256");
}

void crypto_sha256_end(struct crypto_hashing *hashing, unsigned char hash_out[CRYPTO_HASH_SIZE])
{
    crypto_must(EVP_DigestFinal_ex(hashing->context, hash_out, NULL) == 1, "sha256");
}

void crypto_hmac(const void *key, size_t key_size, const void *bytes, size_t size,
                 unsigned char hash_out[CRYPTO_HASH_SIZE])
{
    unsigned made = 0;
    HMAC(EVP_sha256(), key, (int)key_size, bytes, size, hash_out, &made);
    crypto_must(made == CRYPTO_HASH_SIZE, "hmac");
}

void crypto_hex(const unsigned char *bytes, size_t size, char *text_out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        *text_out++ = digits[bytes[i] >> 4];
        *text_out++ = digits[bytes[i] & 15];
    }
    *text_out = '\0';
}

static int crypto_hex_value(char digit)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = digit == '\0' ? NULL : strchr(digits, digit);
    return found == NULL ? -1 : (int)((found - digits) % 16);
}

bool crypto_from_hex(const char *text, unsigned char *bytes_out, size_t size)
{
    if (strlen(text) != size * 2) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        int high = crypto_hex_value(text[2 * i]), low = crypto_hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        bytes_out[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

bool crypto_equal(const void *a, const void *b, size_t size)
{
    return CRYPTO_memcmp(a, b, size) == 0;
}

bool crypto_equal_text(const char *a, const char *b)
{
    size_t length = strlen(a);
    return length == strlen(b) && crypto_equal(a, b, length);
}

void crypto_password_hash(const char *password, char text_out[CRYPTO_PASSWORD_TEXT])
{
    unsigned char salt[SALT_SIZE];
    crypto_random(salt, sizeof salt);
    int result = argon2id_hash_encoded(PASSWORD_PASSES, PASSWORD_MEMORY_KIB, PASSWORD_LANES, password,
                                       strlen(password), salt, sizeof salt, PASSWORD_HASH_SIZE, text_out,
                                       CRYPTO_PASSWORD_TEXT);
    crypto_must(result == ARGON2_OK, argon2_error_message(result));
}

bool crypto_password_verify(const char *password, const char *hash)
{
    const char *salt_end = strrchr(hash, '$');
    char prefix[CRYPTO_PASSWORD_TEXT], again[CRYPTO_PASSWORD_TEXT];
    if (salt_end == NULL || (size_t)(salt_end - hash) >= sizeof prefix) {
        return false;
    }
    memcpy(prefix, hash, (size_t)(salt_end - hash));
    prefix[salt_end - hash] = '\0';
    return crypto_password_again(password, prefix, again) && crypto_equal_text(again, hash);
}

static int crypto_base64_value(char letter)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = letter == '\0' ? NULL : strchr(alphabet, letter);
    return found == NULL ? -1 : (int)(found - alphabet);
}

/* A salt as the format writes it: base64 without padding. false unless it is SALT_SIZE bytes. */
static bool crypto_read_salt(const char *text, unsigned char salt_out[SALT_SIZE])
{
    unsigned bits = 0;
    int held = 0;
    size_t made = 0;
    for (; *text != '\0'; text++) {
        int value = crypto_base64_value(*text);
        if (value < 0) {
            return false;
        }
        bits = (bits << 6 | (unsigned)value) & 0xFFFF;
        held += 6;
        if (held >= 8) {
            held -= 8;
            if (made == SALT_SIZE) {
                return false;
            }
            salt_out[made++] = (unsigned char)(bits >> held);
        }
    }
    return made == SALT_SIZE && held == 4 && (bits & 15) == 0;
}

bool crypto_password_again(const char *password, const char *prefix, char text_out[CRYPTO_PASSWORD_TEXT])
{
    size_t known = strlen(PASSWORD_PREFIX);
    unsigned char salt[SALT_SIZE];
    if (strncmp(prefix, PASSWORD_PREFIX, known) != 0 || !crypto_read_salt(prefix + known, salt)) {
        return false;
    }
    int result = argon2id_hash_encoded(PASSWORD_PASSES, PASSWORD_MEMORY_KIB, PASSWORD_LANES, password,
                                       strlen(password), salt, sizeof salt, PASSWORD_HASH_SIZE, text_out,
                                       CRYPTO_PASSWORD_TEXT);
    crypto_must(result == ARGON2_OK, argon2_error_message(result));
    return true;
}
