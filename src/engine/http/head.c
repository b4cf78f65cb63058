/* Status and headers of an answer. The one place where headers are made. */
#include "engine/http/head.h"

#include <assert.h>
#include <string.h>

static const struct {
    int status;
    const char *reason;
} reasons[] = {
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
};

static const char *head_reason(int status)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].status == status) {
            return reasons[i].reason;
        }
    }
    return NULL;
}

static bool head_is_plain(const char *value)
{
    for (; *value != '\0'; value++) {
        if (*value < 0x20 || *value > 0x7E) {
            return false;
        }
    }
    return true;
}

static void head_add_line(struct buffer *buffer, const char *name, const char *value)
{
    assert(head_is_plain(value));
    buffer_add_format(buffer, "%s: %s\r\n", name, value);
}

/* `//host` and a backslash would lead out of the site. */
static void head_add_location(struct buffer *buffer, const char *location, const char *base_path)
{
    assert(location[0] == '/' && location[1] != '/' && location[1] != '\\');
    assert(head_is_plain(location));
    buffer_add_format(buffer, "Location: %s%s\r\n", base_path, location);
}

/* Another's site, over TLS; or one on this machine, for trying things out. */
static void head_add_away(struct buffer *buffer, const char *address)
{
    assert(strncmp(address, "https://", 8) == 0 || strncmp(address, "http://127.0.0.1", 16) == 0 ||
           strncmp(address, "http://localhost", 16) == 0 || strncmp(address, "http://[::1]", 12) == 0);
    assert(strpbrk(address, " \\\"<>") == NULL);
    head_add_line(buffer, "Location", address);
}

static void head_add_file_name(struct buffer *buffer, const char *name)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
    assert(name[0] != '\0' && name[strspn(name, letters)] == '\0');
    buffer_add_format(buffer, "Content-Disposition: attachment; filename=\"%s\"\r\n", name);
}

static void head_add_cookie(struct buffer *buffer, const struct http_cookie *cookie)
{
    const char *value = cookie->value == NULL ? "" : cookie->value;
    const char *path = cookie->path == NULL || cookie->path[0] == '\0' ? "/" : cookie->path;
    assert(cookie->name[0] != '\0' && head_is_plain(cookie->name) && strpbrk(cookie->name, "=;, \"") == NULL);
    assert(head_is_plain(value) && strpbrk(value, ";, \"\\") == NULL);
    assert(head_is_plain(path) && strchr(path, ';') == NULL);
    buffer_add_format(buffer, "Set-Cookie: %s=%s; Path=%s; HttpOnly; SameSite=Lax", cookie->name, value, path);
    if (cookie->secure) {
        buffer_add_text(buffer, "; Secure");
    }
    if (cookie->value == NULL) {
        buffer_add_text(buffer, "; Max-Age=0");
    } else if (cookie->max_age > 0) {
        buffer_add_format(buffer, "; Max-Age=%ld", cookie->max_age);
    }
    buffer_add_text(buffer, "\r\n");
}

/* What belongs to this answer alone, each where it is set. */
static void head_add_own(struct buffer *buffer, const struct http_response *response, const char *base_path)
{
    if (response->type != NULL) {
        head_add_line(buffer, "Content-Type", response->type);
    }
    if (response->location != NULL) {
        head_add_location(buffer, response->location, base_path);
    }
    if (response->away != NULL) {
        head_add_away(buffer, response->away);
    }
    if (response->refresh != NULL) {
        head_add_line(buffer, "Refresh", response->refresh);
    }
    if (response->file_name != NULL) {
        head_add_file_name(buffer, response->file_name);
    }
    if (response->receipt != NULL) {
        head_add_line(buffer, "X-Kvittering", response->receipt);
    }
    if (response->etag != NULL) {
        head_add_line(buffer, "ETag", response->etag);
    }
    if (response->allow != NULL) {
        head_add_line(buffer, "Allow", response->allow);
    }
    if (response->retry_after > 0) {
        buffer_add_format(buffer, "Retry-After: %ld\r\n", response->retry_after);
    }
    assert(response->cookie_count <= sizeof response->cookies / sizeof response->cookies[0]);
    for (size_t i = 0; i < response->cookie_count; i++) {
        head_add_cookie(buffer, &response->cookies[i]);
    }
}

/* Every answer holds personal data until proved otherwise: nobody keeps it, nobody guesses its type. The referrer
 * stays within the site, where a page does not keep it to itself. */
void head_add(struct buffer *buffer, const struct http_response *response, const char *base_path,
              long long body_length)
{
    const char *reason = head_reason(response->status);
    assert(reason != NULL);
    buffer_add_format(buffer, "Status: %d %s\r\n", response->status, reason);
    head_add_line(buffer, "Cache-Control", "no-store");
    head_add_line(buffer, "X-Content-Type-Options", "nosniff");
    head_add_line(buffer, "Referrer-Policy", response->no_referrer ? "no-referrer" : "same-origin");
    head_add_own(buffer, response, base_path);
    if (body_length != HEAD_LENGTH_UNKNOWN) {
        buffer_add_format(buffer, "Content-Length: %lld\r\n", body_length);
    }
    buffer_add_text(buffer, "\r\n");
    assert(!buffer->overflowed);
}
