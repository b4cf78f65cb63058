/* What a mail says, in the language in use (engine/base/words.h): plain text, by kind. No personal data but the names of
 * recipient and inviter, and the place (requirement A3). */
#ifndef REGISTER_TASK_MAIL_TEXT_H
#define REGISTER_TASK_MAIL_TEXT_H

#include "register/store/mail.h"

struct mail_text {
    const char *subject;
    const char *body; /* lines end with \n */
};

/* `link` is its address, NULL where it carries none; `contact` an address for help with login, or "". */
struct mail_text mail_text_make(struct arena *arena, const struct mail_job *job, const char *link, const char *contact);

#endif
