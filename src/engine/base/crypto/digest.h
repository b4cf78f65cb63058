/* A SHA-256 over several pieces, and the form in which named values are put into one. */
#ifndef ENGINE_BASE_CRYPTO_DIGEST_H
#define ENGINE_BASE_CRYPTO_DIGEST_H

#include "engine/base/crypto/crypto.h"

/* Used again and again: begin, add, end. */
struct crypto_digest;
struct crypto_digest *crypto_digest_new(void);
void crypto_digest_free(struct crypto_digest **digest);

void crypto_digest_begin(struct crypto_digest *digest);
void crypto_digest_add(struct crypto_digest *digest, const void *bytes, size_t size);
void crypto_digest_end(struct crypto_digest *digest, unsigned char hash_out[CRYPTO_HASH_SIZE]);

/* Records: "kind;" and then "name=LENGTH:VALUE;" for each value, so that no two records look alike. LENGTH is in bytes. A
 * value that is NULL is left out: a record keeps its hash when its kind gets another name that it has no value for. */
void crypto_digest_kind(struct crypto_digest *digest, const char *kind); /* begins */
void crypto_digest_value(struct crypto_digest *digest, const char *name, const char *value, size_t length);

#endif
