/* Text of queries, forms and cookies made into fields. */
#include "engine/http/fields.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/http/percent.h"

#define COOKIES_AT_MOST 64

const char *http_fields_get(const struct http_fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->items[i].name, name) == 0) {
            return fields->items[i].value;
        }
    }
    return NULL;
}

size_t http_fields_all(struct arena *arena, const struct http_fields *fields, const char *name,
                       const char *const **values_out)
{
    size_t count = 0;
    for (size_t i = 0; i < fields->count; i++) {
        count += strcmp(fields->items[i].name, name) == 0;
    }
    const char **values = arena_alloc_many(arena, count, sizeof *values);
    size_t at = 0;
    for (size_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->items[i].name, name) == 0) {
            values[at++] = fields->items[i].value;
        }
    }
    *values_out = values;
    return count;
}

static size_t fields_count(const char *text, size_t length, char separator)
{
    size_t count = length > 0;
    for (size_t i = 0; i < length; i++) {
        count += text[i] == separator;
    }
    return count;
}

/* The bytes of the unseen character that begins here, 0 where there is none: controls
 * (C0, DEL, C1) and direction marks (U+061C, 200E-200F, 202A-202E, 2066-2069). */
static size_t fields_unseen_size(const char *text, size_t left)
{
    unsigned char at[3] = {0};
    memcpy(at, text, left < 3 ? left : 3);
    if ((at[0] < 0x20 && at[0] != '\t' && at[0] != '\n') || at[0] == 0x7F) {
        return 1;
    }
    if ((at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) || (at[0] == 0xD8 && at[1] == 0x9C)) {
        return 2;
    }
    bool mark = at[0] == 0xE2 && at[1] == 0x80 &&
                (at[2] == 0x8E || at[2] == 0x8F || (at[2] >= 0xAA && at[2] <= 0xAE));
    bool isolate = at[0] == 0xE2 && at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
    return mark || isolate ? 3 : 0;
}

/* Line breaks as LF, unseen characters gone; returns the new length. */
static size_t fields_tidy(char *text, size_t length)
{
    size_t to = 0;
    for (size_t from = 0; from < length;) {
        bool lone_return = text[from] == '\r' && (from + 1 == length || text[from + 1] != '\n');
        size_t unseen = fields_unseen_size(text + from, length - from);
        if (lone_return) {
            text[to++] = '\n';
        } else if (unseen == 0) {
            text[to++] = text[from];
        }
        from += unseen > 0 ? unseen : 1;
    }
    return to;
}

/* One `name=value`, decoded where it stands; the byte after it is ours to overwrite. */
static bool fields_read_pair(char *pair, size_t length, struct http_field *field_out)
{
    char *equals = memchr(pair, '=', length);
    size_t name_length = equals == NULL ? length : (size_t)(equals - pair);
    char *value = equals == NULL ? pair + length : equals + 1;
    size_t value_length = equals == NULL ? 0 : length - name_length - 1;
    if (!percent_decode(pair, name_length, true, &name_length) ||
        !percent_decode(value, value_length, true, &value_length)) {
        return false;
    }
    value_length = fields_tidy(value, value_length);
    if (!text_is_clean(pair, name_length) || !text_is_clean(value, value_length)) {
        return false;
    }
    pair[name_length] = '\0';
    value[value_length] = '\0';
    *field_out = (struct http_field){.name = pair, .value = value};
    return true;
}

enum fields_result fields_read(struct arena *arena, const char *text, size_t length, size_t at_most,
                               struct http_fields *fields_out)
{
    *fields_out = (struct http_fields){0};
    size_t most = fields_count(text, length, '&');
    if (most > at_most) {
        return FIELDS_TOO_MANY;
    }
    char *at = arena_copy_n(arena, text, length);
    char *end = at + length;
    struct http_fields fields = {.items = arena_alloc_many(arena, most, sizeof *fields.items)};
    for (char *next; at < end; at = next + 1) {
        next = memchr(at, '&', (size_t)(end - at));
        next = next == NULL ? end : next;
        if (next > at && !fields_read_pair(at, (size_t)(next - at), &fields.items[fields.count++])) {
            return FIELDS_UNREADABLE;
        }
    }
    *fields_out = fields;
    return FIELDS_READ;
}

static bool fields_is_token(const char *text)
{
    static const char separators[] = "()<>@,;:\\\"/[]?={} \t";
    for (const char *at = text; *at != '\0'; at++) {
        if (*at <= 0x20 || *at >= 0x7F || strchr(separators, *at) != NULL) {
            return false;
        }
    }
    return *text != '\0';
}

static bool fields_is_cookie_value(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at <= 0x20 || *at >= 0x7F || strchr("\",;\\", *at) != NULL) {
            return false;
        }
    }
    return true;
}

void fields_read_cookies(struct arena *arena, const char *header, struct http_fields *fields_out)
{
    struct http_fields fields = {.items = arena_alloc_many(arena, COOKIES_AT_MOST, sizeof *fields.items)};
    char *rest = arena_copy(arena, header);
    while (rest != NULL && fields.count < COOKIES_AT_MOST) {
        char *name = strsep(&rest, ";");
        name += strspn(name, " \t");
        name[strcspn(name, "\r\n")] = '\0';
        char *value = strchr(name, '=');
        if (value != NULL) {
            *value++ = '\0';
            if (fields_is_token(name) && fields_is_cookie_value(value)) {
                fields.items[fields.count++] = (struct http_field){.name = name, .value = value};
            }
        }
    }
    *fields_out = fields;
}
