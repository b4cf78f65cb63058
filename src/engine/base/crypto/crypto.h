/* Hashes, keyed hashes, passwords and random tokens. The only room that
 * includes OpenSSL and argon2. A failing library ends the process. */
#ifndef ENGINE_BASE_CRYPTO_CRYPTO_H
#define ENGINE_BASE_CRYPTO_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

#define CRYPTO_HASH_SIZE 32
#define CRYPTO_TOKEN_TEXT 44 /* 32 random bytes as base64url, with NUL */
#define CRYPTO_PASSWORD_TEXT 128

void crypto_random(unsigned char *bytes_out, size_t size);
void crypto_token(char text_out[CRYPTO_TOKEN_TEXT]);
/* base64url without padding, with NUL: text_out has (size * 4 + 2) / 3 + 1 bytes. */
void crypto_base64url(const unsigned char *bytes, size_t size, char *text_out);
void crypto_sha256(const void *bytes, size_t size, unsigned char hash_out[CRYPTO_HASH_SIZE]);
/* A hash of what comes piece by piece; given back with the arena. */
struct crypto_hashing;
struct crypto_hashing *crypto_sha256_begin(struct arena *arena);
void crypto_sha256_add(struct crypto_hashing *hashing, const void *bytes, size_t size);
void crypto_sha256_end(struct crypto_hashing *hashing, unsigned char hash_out[CRYPTO_HASH_SIZE]); /* nothing is added after */
void crypto_hmac(const void *key, size_t key_size, const void *bytes, size_t size,
                 unsigned char hash_out[CRYPTO_HASH_SIZE]);
/* Lower-case hex with NUL: text_out has 2 * size + 1 bytes. */
void crypto_hex(const unsigned char *bytes, size_t size, char *text_out);
bool crypto_from_hex(const char *text, unsigned char *bytes_out, size_t size); /* exactly size bytes */
bool crypto_equal(const void *a, const void *b, size_t size); /* in constant time */
bool crypto_equal_text(const char *a, const char *b);         /* in constant time for equal lengths */

/* argon2id, 19 MiB, t=2, p=1 (OWASP), in the PHC string format. */
void crypto_password_hash(const char *password, char text_out[CRYPTO_PASSWORD_TEXT]);
bool crypto_password_verify(const char *password, const char *hash);
/* The same hash again from `prefix`, a PHC string up to and including its salt
 * ("$argon2id$v=19$m=19456,t=2,p=1$SALT"): lets the database compare, so that no worker ever sees a stored hash.
 * false: the prefix is unreadable or asks for more than the above. */
bool crypto_password_again(const char *password, const char *prefix, char text_out[CRYPTO_PASSWORD_TEXT]);

#endif
