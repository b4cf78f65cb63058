/* What an ID token must say before anybody is let in by it: OpenID Connect Core 3.1.3.7, and the requirement's level of
 * assurance. Its signature is checked before this. */
#ifndef REGISTER_DOMAIN_ACCESS_ID_TOKEN_H
#define REGISTER_DOMAIN_ACCESS_ID_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#define ID_TOKEN_AUDIENCES 8
#define ID_TOKEN_SUBJECT_AT_MOST 255 /* OpenID Connect Core 2 */

struct id_token { /* texts as sent, NULL where missing; times in seconds since 1970, 0 where missing */
    const char *issuer, *subject, *authorized_party, *nonce, *acr;
    const char *audiences[ID_TOKEN_AUDIENCES];
    size_t audience_count; /* may be more than there is room for */
    long long expires, issued, not_before;
};

struct id_token_expected {
    const char *issuer, *client, *nonce;
    const char *acr_values; /* any one of these, parted by blanks; "": not asked for */
    long long now;
};

/* NULL: good. Else what is wrong with it, as one word for the log: "issuer", "audience", "party", "nonce", "expired", "early",
 * "old", "acr", "subject". */
const char *id_token_judge(const struct id_token *token, const struct id_token_expected *expected);

#endif
