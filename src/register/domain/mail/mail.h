/* Mail that is to be sent: its kinds, and what becomes of one after a try (requirements A3, A4; docs/mail.md). */
#ifndef REGISTER_DOMAIN_MAIL_MAIL_H
#define REGISTER_DOMAIN_MAIL_MAIL_H

#include <stdbool.h>

#include "engine/base/arena.h"

enum mail_kind {
    MAIL_INVITATION, MAIL_PASSWORD, MAIL_PASSWORD_CHANGED, MAIL_APP_REMOVED, MAIL_APP_CHANGED, MAIL_IDENTITY_TIED, MAIL_KINDS
};

bool mail_kind_named(const char *name, enum mail_kind *kind_out); /* "invitasjon", "passord", "passord-endret", "kodeapp-fjernet", "kodeapp-byttet", "tilknyttet" */

/* How a try ended. */
enum mail_try {
    MAIL_TRY_SENT,    /* taken by the server */
    MAIL_TRY_REFUSED, /* nobody has this address, or the message itself is not taken: trying again changes nothing */
    MAIL_TRY_FAILED   /* may succeed later */
};

struct mail_next {
    bool given_up;
    unsigned delay_ms; /* until the next try, where there is one */
};

/* After the failure of a mail that had `tries` failures before and is so old. The first delay is doubled from try to try
 * up to an hour, each longer by up to a fifth by `chance`, which is random; after two days it is given up. */
struct mail_next mail_next_after(unsigned tries, long long age_seconds, unsigned first_delay_ms, unsigned chance);

/* The text as one line: line breaks and other control characters are blanks, what turns the direction of writing is left
 * out, at most so many letters. Lives in the arena. */
const char *mail_line(struct arena *arena, const char *text, size_t letters_at_most);

#endif
