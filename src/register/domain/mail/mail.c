/* Kinds of mail, one-line texts, and when to try again. */
#include "register/domain/mail/mail.h"

#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"

enum {
    DELAY_AT_MOST_MS = 60 * 60 * 1000,
    DOUBLINGS_AT_MOST = 20,
    GIVEN_UP_AFTER_SECONDS = 2 * 24 * 60 * 60
};

static const char *const kind_names[MAIL_KINDS] = {
    [MAIL_INVITATION] = "invitasjon",
    [MAIL_PASSWORD] = "passord",
    [MAIL_PASSWORD_CHANGED] = "passord-endret",
    [MAIL_APP_REMOVED] = "kodeapp-fjernet",
    [MAIL_APP_CHANGED] = "kodeapp-byttet",
    [MAIL_IDENTITY_TIED] = "tilknyttet",
};

bool mail_kind_named(const char *name, enum mail_kind *kind_out)
{
    for (size_t i = 0; i < MAIL_KINDS; i++) {
        if (text_equal(kind_names[i], name)) {
            *kind_out = (enum mail_kind)i;
            return true;
        }
    }
    return false;
}

struct mail_next mail_next_after(unsigned tries, long long age_seconds, unsigned first_delay_ms, unsigned chance)
{
    unsigned doublings = tries < DOUBLINGS_AT_MOST ? tries : DOUBLINGS_AT_MOST;
    unsigned long long delay = (unsigned long long)first_delay_ms << doublings;

    if (delay > DELAY_AT_MOST_MS)
        delay = DELAY_AT_MOST_MS;
    return (struct mail_next){
        .given_up = age_seconds >= GIVEN_UP_AFTER_SECONDS,
        .delay_ms = (unsigned)delay + chance % ((unsigned)delay / 5 + 1),
    };
}

static bool is_break(long letter)
{
    return (letter >= 0 && letter < ' ') || letter == 0x85 || letter == 0x2028 || letter == 0x2029;
}

const char *mail_line(struct arena *arena, const char *text, size_t letters_at_most)
{
    size_t left = strlen(text), letters = 0;
    struct buffer line;

    buffer_init(&line, arena, left + 1);
    while (left > 0 && letters < letters_at_most) {
        size_t size = 1;
        long letter = text_decode(text, left, &size);

        if (is_break(letter))
            buffer_add_char(&line, ' ');
        else if (letter > 0 && text_is_clean(text, size))
            buffer_add(&line, text, size);
        letters++;
        text += size;
        left -= size;
    }
    return text_squeeze(arena, buffer_text(&line));
}
