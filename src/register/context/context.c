/* Who asks. */
#include "register/context/context.h"

#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "register/store/session.h"

static const char session_cookie[] = "okt";
static const char visitor_cookie[] = "besok";
static const char language_cookie[] = "sprak";
static const char register_cookie[] = "register";
static const char half_cookie[] = "halv";
static const char browser_cookie[] = "nettleser";

enum { YEAR_SECONDS = 365 * 24 * 60 * 60, OIDC_SECONDS = 15 * 60 };

/* A token of ours, by its form: 43 characters of base64url. */
static bool is_token(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    return text && strlen(text) == CRYPTO_TOKEN_TEXT - 1 && strspn(text, letters) == CRYPTO_TOKEN_TEXT - 1;
}

static const char *csrf_for(const struct context_rules *rules, struct arena *arena, const char *token)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *text = arena_alloc(arena, 2 * sizeof hash + 1);

    crypto_hmac(rules->forgery_key, sizeof rules->forgery_key, token, strlen(token), hash);
    crypto_hex(hash, sizeof hash, text);
    return text;
}

static const char *visitor_token(const struct http_request *request, bool *is_new_out)
{
    const char *token = http_fields_get(&request->cookies, visitor_cookie);
    char *fresh;

    *is_new_out = !is_token(token);
    if (!*is_new_out)
        return token;
    fresh = arena_alloc(request->arena, CRYPTO_TOKEN_TEXT);
    crypto_token(fresh);
    return fresh;
}

enum store_result context_open(struct store *store, const struct context_rules *rules,
                               const struct http_request *request, const char *reg,
                               struct context *context_out)
{
    const char *token = http_fields_get(&request->cookies, session_cookie);
    enum store_result result = STORE_OK;

    *context_out = (struct context){.reg = reg};
    store_begin(store);
    if (is_token(token))
        result = session_open(store, request->arena, token, reg, &context_out->account);
    else
        result = session_leave(store, request->arena);
    context_out->session_is_over = token && result == STORE_OK && !context_out->account;
    context_out->token =
        context_out->account ? token : visitor_token(request, &context_out->visitor_is_new);
    context_out->csrf = csrf_for(rules, request->arena, context_out->token);
    if (is_token(http_fields_get(&request->cookies, half_cookie)))
        context_out->half = http_fields_get(&request->cookies, half_cookie);
    return result;
}

const char *context_browser(const struct http_request *request)
{
    const char *token = http_fields_get(&request->cookies, browser_cookie);
    char *fresh;

    if (is_token(token))
        return token;
    fresh = arena_alloc(request->arena, CRYPTO_TOKEN_TEXT);
    crypto_token(fresh);
    return fresh;
}

enum language context_language(const struct http_request *request)
{
    enum language language = LANGUAGE_BOKMAL;

    words_language_named(http_fields_get(&request->cookies, language_cookie), &language);
    return language;
}

bool context_form_is_ours(const struct context *context, const struct http_request *request)
{
    const char *csrf = http_fields_get(&request->form, "csrf");

    return csrf && !context->visitor_is_new && crypto_equal_text(csrf, context->csrf);
}

bool context_form_was_ours(const struct context_rules *rules, const struct context *context,
                           const struct http_request *request)
{
    const char *token = http_fields_get(&request->cookies, session_cookie);
    const char *csrf = http_fields_get(&request->form, "csrf");

    return context->session_is_over && csrf && is_token(token) &&
           crypto_equal_text(csrf, csrf_for(rules, request->arena, token));
}

void context_enter(const struct context_rules *rules, const struct http_request *request, const char *token,
                   struct context *context)
{
    context->token = token;
    context->csrf = csrf_for(rules, request->arena, token);
    context->visitor_is_new = false;
}

static void add_cookie(const struct context_rules *rules, const struct http_request *request, const char *name,
                       const char *value, long max_age, struct http_response *response)
{
    if (response->cookie_count == sizeof response->cookies / sizeof *response->cookies)
        return;
    response->cookies[response->cookie_count++] = (struct http_cookie){
        .name = name, .value = value, .secure = rules->secure_always || request->secure, .path = rules->cookie_path,
        .max_age = max_age};
}

void context_set_session(const struct context_rules *rules, const struct http_request *request,
                         const char *token, struct http_response *response)
{
    add_cookie(rules, request, session_cookie, token, 0, response);
    add_cookie(rules, request, visitor_cookie, NULL, 0, response);
    if (http_fields_get(&request->cookies, half_cookie))
        add_cookie(rules, request, half_cookie, NULL, 0, response);
}

void context_set_half(const struct context_rules *rules, const struct http_request *request, const char *token,
                      struct http_response *response)
{
    add_cookie(rules, request, half_cookie, token, 0, response);
}

void context_set_browser(const struct context_rules *rules, const struct http_request *request, const char *token,
                         struct http_response *response)
{
    add_cookie(rules, request, browser_cookie, token, YEAR_SECONDS, response);
}

void context_set_visitor(const struct context_rules *rules, const struct http_request *request,
                         const struct context *context, struct http_response *response)
{
    if (context->visitor_is_new)
        add_cookie(rules, request, visitor_cookie, context->token, 0, response);
}

void context_set_language(const struct context_rules *rules, const struct http_request *request,
                          enum language language, struct http_response *response)
{
    add_cookie(rules, request, language_cookie, words_language_code(language), YEAR_SECONDS, response);
}

const char *context_register(const struct http_request *request)
{
    return http_fields_get(&request->cookies, register_cookie);
}

void context_set_register(const struct context_rules *rules, const struct http_request *request, const char *name,
                          struct http_response *response)
{
    add_cookie(rules, request, register_cookie, name, YEAR_SECONDS, response);
}

static const char *oidc_cookie(struct arena *arena, const char *reference)
{
    return arena_printf(arena, "oidc_%s", reference);
}

void context_set_oidc(const struct context_rules *rules, const struct http_request *request, const char *reference,
                      const char *token, struct http_response *response)
{
    add_cookie(rules, request, oidc_cookie(request->arena, reference), token, OIDC_SECONDS, response);
}

const char *context_oidc_token(const struct http_request *request, const char *reference)
{
    const char *token = http_fields_get(&request->cookies, oidc_cookie(request->arena, reference));

    return token && is_token(token) ? token : NULL;
}

void context_drop_session(const struct context_rules *rules, const struct http_request *request,
                          struct http_response *response)
{
    add_cookie(rules, request, session_cookie, NULL, 0, response);
    if (http_fields_get(&request->cookies, half_cookie))
        add_cookie(rules, request, half_cookie, NULL, 0, response);
}
