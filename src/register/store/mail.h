/* The queue of mail, as the jobs daemon works it (requirements A3, A4). */
#ifndef REGISTER_STORE_MAIL_H
#define REGISTER_STORE_MAIL_H

#include "register/domain/mail/mail.h"
#include "register/store/store.h"

struct mail_job {
    long long id; /* 0: none */
    const char *key; /* names this taking of it */
    enum mail_kind kind;
    const char *recipient, *recipient_name;
    const char *invited_by, *place; /* of an invitation; NULL in others */
    const char *language;           /* "nn"; NULL: the site's */
    const char *made_at;            /* UTC, as stored */
    unsigned tries;                 /* in vain so far */
    long long age_seconds;
    long long link; /* 0: it carries none */
    const char *token_salt, *expires_at; /* of the link */
};

enum mail_taken {
    MAIL_TAKEN,
    MAIL_TAKEN_NONE, /* nothing is due */
    MAIL_TAKEN_OVER  /* one was due that is not to be sent any more: there may be others */
};

/* Texts live in the arena. A mail of a kind that this program does not know counts as none. */
enum store_result mail_take(struct store *store, struct arena *arena, unsigned lease_seconds, enum mail_taken *taken_out,
                            struct mail_job *job_out);

/* Leaves the hash of its token (hex; NULL without a link) before it goes out. *wanted_out false: it is not to be sent. */
enum store_result mail_ready(struct store *store, struct arena *arena, const struct mail_job *job, const char *token_hash,
                             bool *wanted_out);

enum mail_state { MAIL_SENT, MAIL_REFUSED, MAIL_GIVEN_UP, MAIL_WAITING };

/* How the try ended; MAIL_WAITING: it is due again after `delay_ms`. `error`: fixed words and codes. */
enum store_result mail_done(struct store *store, struct arena *arena, const struct mail_job *job, enum mail_state state,
                            unsigned delay_ms, const char *error);

#endif
