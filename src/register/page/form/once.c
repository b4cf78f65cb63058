/* What makes a post that is sent twice count once. */
#include "register/page/form/once.h"

#include <limits.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"

enum { DIGEST_AT_MOST = 2 * 1024 * 1024 };

const char *form_key(struct arena *arena)
{
    char *key = arena_alloc(arena, CRYPTO_TOKEN_TEXT);

    crypto_token(key);
    return key;
}

long posted_number(const struct http_request *request, const char *name)
{
    const char *typed = http_fields_get(&request->form, name);
    long long number = 0;

    return typed && text_to_integer(typed, 1, INT_MAX, &number) ? (long)number : -1;
}

static const char *digest(struct arena *arena, const char *bytes, size_t length)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *text = arena_alloc(arena, 2 * sizeof hash + 1);

    crypto_sha256(bytes, length, hash);
    crypto_hex(hash, sizeof hash, text);
    return text;
}

const char *posted_key(struct arena *arena, const struct http_request *request)
{
    const char *typed = http_fields_get(&request->form, "nokkel");

    return text_is_empty(typed) ? NULL : digest(arena, typed, strlen(typed));
}

const char *posted_digest(struct arena *arena, const struct http_request *request)
{
    const struct http_fields *form = &request->form;
    struct buffer all;

    buffer_init(&all, arena, DIGEST_AT_MOST);
    buffer_add_format(&all, "%s\n", request->path);
    for (size_t i = 0; i < form->count; i++)
        if (!text_equal(form->items[i].name, "csrf"))
            buffer_add_format(&all, "%zu:%s=%zu:%s\n", text_length(form->items[i].name), form->items[i].name,
                              text_length(form->items[i].value), form->items[i].value);
    return digest(arena, buffer_text(&all), all.length);
}
