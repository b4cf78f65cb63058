/* New passwords (requirement A4): by a link in a mail, or by the old one. */
#ifndef REGISTER_STORE_PASSWORD_H
#define REGISTER_STORE_PASSWORD_H

#include "register/store/session.h"

/* Somebody asks for a link, by user name or mail address. The same for everybody, whether there is anybody or not. */
enum store_result reset_ask(struct store *store, struct arena *arena, const char *who, const char *remote);

enum reset_state { RESET_GOOD, RESET_EXPIRED, RESET_USED, RESET_WITHDRAWN, RESET_UNKNOWN };

struct reset_link {
    enum reset_state state;
    const char *username;                /* RESET_GOOD alone; so the next */
    const char *name, *email, *places;   /* words that are no password for her */
};

/* Uses nothing up. */
enum store_result reset_open(struct store *store, struct arena *arena, const char *token, struct reset_link *link_out);
/* *done_out false: the link is good no more. `hash`: crypto_password_hash's. All her sessions end, and she is told by mail. */
enum store_result reset_finish(struct store *store, struct arena *arena, const char *token, const char *hash, bool *done_out);

/* For the user who is logged in; *ok_out false: the old password was wrong. Her other sessions end, and she is told by mail. */
enum store_result password_change(struct store *store, struct arena *arena, const struct login_attempt *attempt,
                                  const char *encoded, const char *hash, bool *ok_out);

#endif
