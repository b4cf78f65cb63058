/* A message as mail servers carry it (RFC 5322, MIME): plain UTF-8 text, headers that hold any letters, and no way for a
 * value to become a header of its own. The same values give the same bytes. */
#ifndef REGISTER_OUTSIDE_MAIL_MESSAGE_H
#define REGISTER_OUTSIDE_MAIL_MESSAGE_H

#include <stdbool.h>

#include "engine/base/buffer.h"

#define MAIL_ADDRESS_AT_MOST 254 /* RFC 5321 */

struct mail_message {
    const char *from_name, *from; /* addresses as mail_message_address gives them */
    const char *to_name, *to;
    const char *subject;
    const char *body;     /* lines end with \n */
    const char *date;     /* RFC 5322 */
    const char *id;       /* "mail-7.3fa0@host": without the angle brackets */
    const char *language; /* "nb" */
};

/* An address that may stand in a message and be told to a server, its domain in ASCII ("bærum.no" becomes xn--...); NULL for
 * what is no address, or has letters before the @ that not every server takes. */
const char *mail_message_address(struct arena *arena, const char *typed);

/* Adds the whole message, lines ending with CR LF. */
void mail_message_write(const struct mail_message *message, struct buffer *out);

#endif
