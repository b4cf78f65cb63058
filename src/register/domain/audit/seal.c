/* Seals on the logs. */
#include "register/domain/audit/seal.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/crypto/digest.h"
#include "engine/base/text.h"

enum { BITS_OF_BYTE = 8, ID_SIZE = 8, NUMBER_TEXT = 24 };

static const char *const kind_names[] = {
    [SEAL_BLOCK] = "block",
    [SEAL_LATE] = "late",
    [SEAL_DROPPED] = "dropped",
};

const char *seal_kind_name(enum seal_kind kind)
{
    return kind_names[kind];
}

enum seal_kind seal_kind_named(const char *name)
{
    return text_equal(name, "late") ? SEAL_LATE : text_equal(name, "dropped") ? SEAL_DROPPED : SEAL_BLOCK;
}

static void add_text(struct crypto_digest *digest, const char *name, const char *text)
{
    crypto_digest_value(digest, name, text, strlen(text));
}

static void add_number(struct crypto_digest *digest, const char *name, unsigned long long number)
{
    char text[NUMBER_TEXT];

    snprintf(text, sizeof text, "%llu", number);
    add_text(digest, name, text);
}

static void add_hash(struct crypto_digest *digest, const char *name, const unsigned char hash[CRYPTO_HASH_SIZE])
{
    char text[2 * CRYPTO_HASH_SIZE + 1];

    crypto_hex(hash, CRYPTO_HASH_SIZE, text);
    add_text(digest, name, text);
}

void seal_hash(const struct seal *seal, unsigned char hash_out[CRYPTO_HASH_SIZE])
{
    struct crypto_digest *digest = crypto_digest_new();

    crypto_digest_kind(digest, "seal");
    add_number(digest, "seal_no", seal->number);
    add_text(digest, "sealed_at", seal->sealed_at);
    add_text(digest, "kind", seal_kind_name(seal->kind));
    add_text(digest, "log_name", seal->log);
    add_number(digest, "year", seal->year);
    add_number(digest, "first_id", seal->first_id);
    add_number(digest, "last_id", seal->last_id);
    add_number(digest, "row_count", seal->row_count);
    add_hash(digest, "root", seal->root);
    add_hash(digest, "previous_hash", seal->previous);
    crypto_digest_end(digest, hash_out);
    crypto_digest_free(&digest);
}

void seal_mac(const struct seal *seal, const void *key, size_t key_size, unsigned char mac_out[CRYPTO_HASH_SIZE])
{
    crypto_hmac(key, key_size, seal->hash, sizeof seal->hash, mac_out);
}

void seal_close(struct seal *seal, const void *key, size_t key_size)
{
    seal_hash(seal, seal->hash);
    seal_mac(seal, key, key_size, seal->mac);
}

void seal_leaf_write(unsigned char leaf_out[SEAL_LEAF_SIZE], unsigned long long id,
                     const unsigned char hash[CRYPTO_HASH_SIZE])
{
    for (int i = 0; i < ID_SIZE; i++)
        leaf_out[i] = (unsigned char)(id >> BITS_OF_BYTE * (ID_SIZE - 1 - i));
    memcpy(leaf_out + ID_SIZE, hash, CRYPTO_HASH_SIZE);
}

struct seal_leaf seal_leaf_read(const unsigned char *leaves, size_t index)
{
    const unsigned char *leaf = leaves + index * SEAL_LEAF_SIZE;
    unsigned long long id = 0;

    for (int i = 0; i < ID_SIZE; i++)
        id = id << BITS_OF_BYTE | leaf[i];
    return (struct seal_leaf){id, leaf + ID_SIZE};
}

void seal_root(const unsigned char *leaves, size_t count, unsigned char root_out[CRYPTO_HASH_SIZE])
{
    crypto_sha256(leaves, count * SEAL_LEAF_SIZE, root_out);
}

bool seal_has(const unsigned char *leaves, size_t count, unsigned long long id)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        unsigned long long there = seal_leaf_read(leaves, middle).id;

        if (there == id)
            return true;
        if (there < id)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

const char *seal_head_line(struct arena *arena, const char *sealed_at, unsigned long long number,
                           const char *hash_hex, const char *mac_hex)
{
    return arena_printf(arena, "%s seal=%llu hash=%s mac=%s", sealed_at, number, hash_hex, mac_hex);
}

bool seal_head_read(const char *line, unsigned long long *number_out, unsigned char hash_out[CRYPTO_HASH_SIZE])
{
    static const char number_mark[] = " seal=", hash_mark[] = " hash=";
    const char *number = strstr(line, number_mark), *hash = strstr(line, hash_mark);
    char digits[NUMBER_TEXT] = "", hex[2 * CRYPTO_HASH_SIZE + 1] = "";
    long long read = 0;

    if (number == NULL || hash == NULL)
        return false;
    number += sizeof number_mark - 1;
    snprintf(digits, sizeof digits, "%.*s", (int)strcspn(number, " "), number);
    snprintf(hex, sizeof hex, "%s", hash + sizeof hash_mark - 1);
    if (!text_to_integer(digits, 1, LLONG_MAX, &read) || !crypto_from_hex(hex, hash_out, CRYPTO_HASH_SIZE))
        return false;
    *number_out = (unsigned long long)read;
    return true;
}
