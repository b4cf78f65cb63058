/* A request made from what nginx hands over: FastCGI parameters and a body. */
#include "engine/http/reading.h"

#include <limits.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

#include "engine/base/text.h"
#include "engine/http/fields.h"
#include "engine/http/path.h"

#define QUERY_AT_MOST ((size_t)16 * 1024)
#define HEADER_AT_MOST ((size_t)8 * 1024)
#define REMOTE_AT_MOST 64
#define REQUEST_ID_LENGTH 32

static const char form_type[] = "application/x-www-form-urlencoded";

/* The first parameter of that name, "" where there is none. */
static const char *reading_param(const struct request_source *source, const char *name)
{
    size_t length = strlen(name);
    for (char *const *param = source->params; *param != NULL; param++) {
        if (strncmp(*param, name, length) == 0 && (*param)[length] == '=') {
            return *param + length + 1;
        }
    }
    return "";
}

/* A header in the arena; NULL where it is missing, longer than `most` or not plain ASCII. */
static const char *reading_header(struct arena *arena, const struct request_source *source, const char *name,
                                  size_t most)
{
    const char *value = reading_param(source, name);
    size_t length = strnlen(value, most + 1);
    for (size_t i = 0; i < length; i++) {
        if (value[i] < 0x20 || value[i] > 0x7E) {
            return NULL;
        }
    }
    return length == 0 || length > most ? NULL : arena_copy_n(arena, value, length);
}

static enum http_method reading_method(const char *name)
{
    static const struct {
        const char *name;
        enum http_method method;
    } methods[] = {{"GET", HTTP_GET}, {"HEAD", HTTP_HEAD}, {"POST", HTTP_POST}, {"PATCH", HTTP_PATCH}};
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (strcmp(methods[i].name, name) == 0) {
            return methods[i].method;
        }
    }
    return HTTP_OTHER;
}

/* nginx's own number, so that its log and ours can be laid side by side; else a random one. */
static const char *reading_id(struct arena *arena, const struct request_source *source)
{
    const char *given = reading_param(source, "REQUEST_ID");
    if (strlen(given) == REQUEST_ID_LENGTH && strspn(given, "0123456789abcdef") == REQUEST_ID_LENGTH) {
        return arena_copy(arena, given);
    }
    unsigned char bytes[REQUEST_ID_LENGTH / 2] = {0};
    ssize_t got = getrandom(bytes, sizeof bytes, 0);
    (void)got; /* it cannot fail for so few bytes; were it to, the number is merely not unique */
    char *id = arena_alloc(arena, REQUEST_ID_LENGTH + 1);
    for (size_t i = 0; i < sizeof bytes; i++) {
        id[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        id[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    return id;
}

static void reading_envelope(struct arena *arena, const struct request_source *source,
                             struct http_request *request_out)
{
    const char *remote = reading_header(arena, source, "REMOTE_ADDR", REMOTE_AT_MOST);
    *request_out = (struct http_request){
        .arena = arena,
        .method = reading_method(reading_param(source, "REQUEST_METHOD")),
        .path = "/",
        .remote = remote == NULL ? "" : remote,
        .secure = strcmp(reading_param(source, "HTTPS"), "on") == 0,
        .request_id = reading_id(arena, source),
        .if_none_match = reading_header(arena, source, "HTTP_IF_NONE_MATCH", HEADER_AT_MOST),
        .authorization = reading_header(arena, source, "HTTP_AUTHORIZATION", HEADER_AT_MOST),
        .user_agent = reading_header(arena, source, "HTTP_USER_AGENT", HEADER_AT_MOST),
    };
    const char *cookies = reading_param(source, "HTTP_COOKIE");
    if (strnlen(cookies, HEADER_AT_MOST + 1) <= HEADER_AT_MOST) {
        fields_read_cookies(arena, cookies, &request_out->cookies);
    }
}

static int reading_address(struct arena *arena, const struct request_limits *limits,
                           const struct request_source *source, struct http_request *request_out)
{
    const char *uri = reading_param(source, "REQUEST_URI");
    int refused = path_read(arena, uri, limits->base_path, &request_out->path);
    if (refused != 0) {
        return refused;
    }
    const char *query = strchr(uri, '?');
    size_t length = query == NULL ? 0 : strlen(++query);
    if (length > QUERY_AT_MOST) {
        return 414;
    }
    return fields_read(arena, query, length, limits->fields, &request_out->query) == FIELDS_READ ? 0 : 400;
}

/* The form type, alone or with the one character set there is. */
static bool reading_is_form(const char *type)
{
    if (strncasecmp(type, form_type, sizeof form_type - 1) != 0) {
        return false;
    }
    const char *rest = type + sizeof form_type - 1;
    size_t separated = strspn(rest, " \t;");
    rest += separated;
    return *rest == '\0' || (separated > 0 && strcasecmp(rest, "charset=utf-8") == 0);
}

/* Bytes the body is said to have; false: not a number. */
static bool reading_length(const struct request_source *source, size_t *length_out)
{
    const char *text = reading_param(source, "CONTENT_LENGTH");
    long long length = 0;
    if (text[0] != '\0' && !text_to_integer(text, 0, LLONG_MAX, &length)) {
        return false;
    }
    *length_out = (size_t)length;
    return true;
}

/* Exactly `length` bytes and then the end. */
static bool reading_whole_body(const struct request_source *source, char *bytes, size_t length)
{
    char beyond;
    return source->read(source->body, bytes, length) == length && source->read(source->body, &beyond, 1) == 0;
}

static int reading_body(struct arena *arena, const struct request_limits *limits,
                        const struct request_source *source, struct http_request *request_out)
{
    bool takes_form = request_out->method == HTTP_POST || request_out->method == HTTP_PATCH;
    size_t length;
    if (request_out->method == HTTP_OTHER) {
        return 0;
    }
    if (!reading_length(source, &length)) {
        return 400;
    }
    if (length > limits->body) {
        return 413;
    }
    if (length > 0 && takes_form && !reading_is_form(reading_param(source, "CONTENT_TYPE"))) {
        return 415;
    }
    char *bytes = arena_alloc(arena, length + 1);
    if ((length > 0 && !takes_form) || !reading_whole_body(source, bytes, length)) {
        return 400;
    }
    return fields_read(arena, bytes, length, limits->fields, &request_out->form) == FIELDS_READ ? 0 : 400;
}

int request_read(struct arena *arena, const struct request_limits *limits, const struct request_source *source,
                 struct http_request *request_out)
{
    reading_envelope(arena, source, request_out);
    int refused = reading_address(arena, limits, source, request_out);
    return refused != 0 ? refused : reading_body(arena, limits, source, request_out);
}
