/* HTTP to other agencies, over libcurl. */
#include "register/outside/http_client.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"

enum { HEADER_AT_MOST = 200, ADDRESS_AT_MOST = 2000 };

struct http_client {
    struct http_client_limits limits;
    CURL *curl;
};

/* One call on its way. */
struct call {
    struct arena *arena;
    struct buffer body;
    const char *retry_after;
};

struct http_client *http_client_new(const struct http_client_limits *limits)
{
    struct http_client *client = calloc(1, sizeof *client);

    if (client && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        client->curl = curl_easy_init();
    if (!client || !client->curl)
        abort();
    client->limits = *limits;
    return client;
}

void http_client_close(struct http_client **client)
{
    if (!*client)
        return;
    curl_easy_cleanup((*client)->curl);
    curl_global_cleanup();
    free(*client);
    *client = NULL;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct call *call = context;

    buffer_add(&call->body, bytes, size * count);
    return call->body.overflowed ? 0 : size * count;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    static const char name[] = "Retry-After:";
    struct call *call = context;
    size_t length = size * count;

    if (length >= sizeof name - 1 && length <= HEADER_AT_MOST && strncasecmp(bytes, name, sizeof name - 1) == 0)
        call->retry_after =
            text_trim(call->arena, arena_copy_n(call->arena, bytes + sizeof name - 1, length - (sizeof name - 1)));
    return length;
}

/* Does the address lead to this machine itself? There, and only there, plain HTTP will do. */
static bool is_loopback(const char *host)
{
    return text_equal(host, "127.0.0.1") || text_equal(host, "[::1]") || text_equal(host, "localhost");
}

static bool is_safe(const char *address)
{
    CURLU *parts = curl_url();
    char *scheme = NULL, *host = NULL;
    bool safe = parts && strlen(address) <= ADDRESS_AT_MOST &&
                curl_url_set(parts, CURLUPART_URL, address, 0) == CURLUE_OK &&
                curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                (text_equal(scheme, "https") || (text_equal(scheme, "http") && is_loopback(host)));

    curl_free(scheme);
    curl_free(host);
    curl_url_cleanup(parts);
    return safe;
}

static enum http_client_result result_of(CURLcode code, const struct call *call)
{
    switch (code) {
    case CURLE_OK:
        return HTTP_CLIENT_OK;
    case CURLE_OPERATION_TIMEDOUT:
        return HTTP_CLIENT_LATE;
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED:
        return call->body.overflowed || code == CURLE_FILESIZE_EXCEEDED ? HTTP_CLIENT_TOO_BIG : HTTP_CLIENT_AWAY;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
        return HTTP_CLIENT_UNSAFE;
    default:
        return HTTP_CLIENT_AWAY;
    }
}

static void set_options(const struct http_client *client, const char *address, struct call *call)
{
    CURL *curl = client->curl;

    curl_easy_reset(curl); /* keeps the connections */
    curl_easy_setopt(curl, CURLOPT_URL, address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* none that the environment names */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)client->limits.connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)client->limits.total_ms);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)client->limits.body_at_most);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, call);
}

/* Without headers there is no memory for them: then nothing is asked. */
static struct curl_slist *headers_of(struct arena *arena, const char *bearer)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
    struct curl_slist *more = NULL;

    if (!headers || !bearer)
        return headers;
    more = curl_slist_append(headers, arena_printf(arena, "Authorization: Bearer %s", bearer));
    if (!more)
        curl_slist_free_all(headers);
    return more;
}

static void read_answer(CURL *curl, const struct call *call, struct http_client_answer *answer_out)
{
    long status = 0;
    const char *type = NULL;

    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    *answer_out = (struct http_client_answer){
        .status = (int)status,
        .type = type ? arena_copy(call->arena, type) : "",
        .retry_after = call->retry_after,
        .body = buffer_text(&call->body),
        .length = call->body.length,
    };
}

static enum http_client_result perform(struct http_client *client, struct call *call, struct curl_slist *headers,
                                       struct http_client_answer *answer_out, const char **why_out)
{
    CURLcode code;

    curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, headers);
    code = curl_easy_perform(client->curl);
    *why_out = curl_easy_strerror(code); /* never curl's own buffer, which may name the address */
    if (code == CURLE_OK)
        read_answer(client->curl, call, answer_out);
    curl_slist_free_all(headers);
    return result_of(code, call);
}

static enum http_client_result prepare(struct http_client *client, const char *address, struct call *call,
                                       struct curl_slist *headers, const char **why_out)
{
    *why_out = "no memory";
    if (!headers)
        return HTTP_CLIENT_AWAY;
    buffer_init(&call->body, call->arena, client->limits.body_at_most);
    set_options(client, address, call);
    return HTTP_CLIENT_OK;
}

enum http_client_result http_client_get(struct http_client *client, struct arena *arena, const char *address,
                                        const char *bearer, struct http_client_answer *answer_out,
                                        const char **why_out)
{
    struct call call = {.arena = arena, .retry_after = ""};
    struct curl_slist *headers;
    enum http_client_result prepared;

    *why_out = "the address is neither https nor this machine's own";
    if (!is_safe(address))
        return HTTP_CLIENT_UNSAFE;
    headers = headers_of(arena, bearer);
    prepared = prepare(client, address, &call, headers, why_out);
    return prepared == HTTP_CLIENT_OK ? perform(client, &call, headers, answer_out, why_out) : prepared;
}

enum http_client_result http_client_post(struct http_client *client, struct arena *arena,
                                         const struct http_client_form *form, struct http_client_answer *answer_out,
                                         const char **why_out)
{
    struct call call = {.arena = arena, .retry_after = ""};
    struct curl_slist *headers;
    enum http_client_result prepared;

    *why_out = "the address is neither https nor this machine's own";
    if (!is_safe(form->address))
        return HTTP_CLIENT_UNSAFE;
    headers = headers_of(arena, NULL);
    prepared = prepare(client, form->address, &call, headers, why_out);
    if (prepared != HTTP_CLIENT_OK)
        return prepared;
    curl_easy_setopt(client->curl, CURLOPT_POSTFIELDS, form->fields);
    curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, 1L); /* on one that was kept, curl sends a second time where it breaks */
    if (form->user) {
        curl_easy_setopt(client->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        curl_easy_setopt(client->curl, CURLOPT_USERNAME, form->user);
        curl_easy_setopt(client->curl, CURLOPT_PASSWORD, form->password);
    }
    return perform(client, &call, headers, answer_out, why_out);
}

bool http_client_may_ask(const char *address)
{
    return address && is_safe(address);
}
