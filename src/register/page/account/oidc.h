/* What the pages of logins through OpenID providers share (requirement A4). */
#ifndef REGISTER_PAGE_ACCOUNT_OIDC_H
#define REGISTER_PAGE_ACCOUNT_OIDC_H

#include "register/page/visit.h"
#include "register/store/oidc.h"

/* NULL: the settings have none of that name. */
const struct site_provider *oidc_provider_named(const struct site *site, const char *name);
const struct site_provider *oidc_provider_of(const struct site *site, const char *issuer);

/* What tells a login from others of the same browser: says nothing of its state to who sees it. */
const char *oidc_reference(struct arena *arena, const char *state);

/* What only the browser that began can give, and nobody sees before it is back: 64 hexadecimal digits. */
const char *oidc_verifier(struct arena *arena, const char *browser);
const char *oidc_nonce(struct arena *arena, const char *browser);

/* The ways in beside the password, for the login page: section PROVIDERS. `to`: where the login leads, or NULL. */
void oidc_fill_login(const struct visit *visit, struct values *page, const char *to);

/* From the page of an invitation's link, by its form: the login that takes it. `token`: the link's. */
enum outcome oidc_invite(struct visit *visit, const char *token);

/* After a form of ours: off to the provider, for the purpose of `asked` with what belongs to it (link, or attempt and encoded); the
 * rest is filled in. Or a page that says why not. */
enum outcome oidc_leave(struct visit *visit, const struct site_provider *provider, const struct oidc_start *asked);
/* The page that asks for the password of her who ties (OIDC_BEGUN_PASSWORD), or for a fresh login (OIDC_BEGUN_LOGIN). */
enum outcome oidc_unproved(struct visit *visit, const struct site_provider *provider, enum oidc_begun begun);

/* Goes on to an address of the provider's by a page of its own, after a form was sent. */
enum outcome oidc_onward(struct visit *visit, const char *address, const char *section, const char *label);

/* The user's own providers, for "Min bruker": section IDENTITIES. */
enum outcome oidc_fill_identities(struct visit *visit, struct values *page);

/* After the session has ended here: to where it is ended too, or just logged out. `provider`, `endpoint`: of oidc_logout. */
enum outcome oidc_logged_out(struct visit *visit, const char *provider, const char *endpoint);

#endif
