/* Name, e-mail address, phone and user name of those who log in (requirement A3), as they are typed. */
#ifndef REGISTER_DOMAIN_ACCESS_CONTACT_H
#define REGISTER_DOMAIN_ACCESS_CONTACT_H

#include <stdbool.h>

#include "engine/base/arena.h"

enum {
    CONTACT_NAME_AT_MOST = 100, /* code points */
    CONTACT_EMAIL_AT_MOST = 254,
    CONTACT_PHONE_AT_MOST = 30,
    CONTACT_USERNAME_AT_LEAST = 3,
    CONTACT_USERNAME_AT_MOST = 100
};

enum contact_fault {
    CONTACT_RIGHT,
    CONTACT_EMPTY,
    CONTACT_TOO_LONG,
    CONTACT_LINES,    /* a line break within */
    CONTACT_LETTERS,  /* letters that not every mail server takes: æ, ø, å and the like */
    CONTACT_WRONG     /* not of that kind */
};

/* Each gives what is to be kept in *kept_out, in the arena: without blanks around, and one between words. An address is ASCII
 * on both sides of its one @, as all mail servers take it; a domain of other letters has an ASCII form (xn--). A phone has 8-15 digits, with
 * blanks and a plus first. A user name is small letters a-z, digits and . - _ @, and begins with one of the former. */
enum contact_fault contact_name_read(struct arena *arena, const char *typed, const char **kept_out);
enum contact_fault contact_email_read(struct arena *arena, const char *typed, const char **kept_out);
enum contact_fault contact_phone_read(struct arena *arena, const char *typed, const char **kept_out);
enum contact_fault contact_username_read(struct arena *arena, const char *typed, const char **kept_out);

#endif
