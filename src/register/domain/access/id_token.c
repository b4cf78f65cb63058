/* What an ID token must say. */
#include "register/domain/access/id_token.h"

#include <string.h>

#include "engine/base/text.h"

/* Clocks differ a little; and a token is used at once, so one made long ago is a replayed one. */
enum { LEEWAY_SECONDS = 30, AGE_AT_MOST_SECONDS = 10 * 60 };

/* Only ours: a token made for several services could be handed on by another of them. */
static bool is_for(const struct id_token *token, const char *client)
{
    return token->audience_count == 1 && text_equal(token->audiences[0], client);
}

static bool is_subject(const char *subject)
{
    size_t length = subject ? strlen(subject) : 0;

    for (size_t i = 0; i < length; i++)
        if (subject[i] < 0x20 || subject[i] > 0x7E)
            return false;
    return length > 0 && length <= ID_TOKEN_SUBJECT_AT_MOST;
}

static bool is_one_of(const char *acr, const char *values)
{
    size_t length = acr ? strlen(acr) : 0;

    for (const char *at = values; *at;) {
        size_t word = strcspn(at, " ");

        if (length > 0 && word == length && memcmp(at, acr, length) == 0)
            return true;
        at += word;
        at += strspn(at, " ");
    }
    return *values == '\0';
}

static const char *judge_time(const struct id_token *token, long long now)
{
    if (token->expires <= now - LEEWAY_SECONDS)
        return "expired";
    if (token->issued > now + LEEWAY_SECONDS || token->not_before > now + LEEWAY_SECONDS)
        return "early";
    return token->issued < now - AGE_AT_MOST_SECONDS ? "old" : NULL;
}

const char *id_token_judge(const struct id_token *token, const struct id_token_expected *expected)
{
    const char *wrong;

    if (!token->issuer || !text_equal(token->issuer, expected->issuer))
        return "issuer";
    if (!is_for(token, expected->client))
        return "audience";
    if (token->authorized_party && !text_equal(token->authorized_party, expected->client))
        return "party";
    if (!token->nonce || !text_equal(token->nonce, expected->nonce))
        return "nonce";
    wrong = judge_time(token, expected->now);
    if (wrong)
        return wrong;
    if (!is_one_of(token->acr, expected->acr_values))
        return "acr";
    return is_subject(token->subject) ? NULL : "subject";
}
