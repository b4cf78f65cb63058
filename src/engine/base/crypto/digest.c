/* A SHA-256 over several pieces, and the form in which named values are put into one. */
#include "engine/base/crypto/digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/log.h"

struct crypto_digest {
    EVP_MD_CTX *context;
};

static void digest_must(bool done)
{
    if (!done) {
        log_event(LOG_LEVEL_ERROR, "crypto-failed", "what=digest");
        abort();
    }
}

struct crypto_digest *crypto_digest_new(void)
{
    struct crypto_digest *digest = calloc(1, sizeof *digest);
    digest_must(digest != NULL);
    digest->context = EVP_MD_CTX_new();
    digest_must(digest->context != NULL);
    return digest;
}

void crypto_digest_free(struct crypto_digest **digest)
{
    if (*digest != NULL) {
        EVP_MD_CTX_free((*digest)->context);
        free(*digest);
        *digest = NULL;
    }
}

void crypto_digest_begin(struct crypto_digest *digest)
{
    digest_must(EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) == 1);
}

void crypto_digest_add(struct crypto_digest *digest, const void *bytes, size_t size)
{
    digest_must(EVP_DigestUpdate(digest->context, bytes, size) == 1);
}

void crypto_digest_end(struct crypto_digest *digest, unsigned char hash_out[CRYPTO_HASH_SIZE])
{
    digest_must(EVP_DigestFinal_ex(digest->context, hash_out, NULL) == 1);
}

void crypto_digest_kind(struct crypto_digest *digest, const char *kind)
{
    crypto_digest_begin(digest);
    crypto_digest_add(digest, kind, strlen(kind));
    crypto_digest_add(digest, ";", 1);
}

void crypto_digest_value(struct crypto_digest *digest, const char *name, const char *value, size_t length)
{
    char head[100];
    if (value == NULL) {
        return;
    }
    int head_length = snprintf(head, sizeof head, "%.60s=%zu:", name, length);
    crypto_digest_add(digest, head, (size_t)head_length);
    crypto_digest_add(digest, value, length);
    crypto_digest_add(digest, ";", 1);
}
