/* Name, e-mail address, phone and user name as they are typed. */
#include "register/domain/access/contact.h"

#include <string.h>

#include "engine/base/text.h"

enum { PHONE_DIGITS_LEAST = 8, PHONE_DIGITS_MOST = 15, LOCAL_AT_MOST = 64, LABEL_AT_MOST = 63 };

#define DIGITS "0123456789"
#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define CAPITAL "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Blank, too long, or on several lines? */
static enum contact_fault read_line(struct arena *arena, const char *typed, size_t at_most, const char **kept_out)
{
    const char *trimmed = text_trim(arena, typed ? typed : "");

    *kept_out = trimmed;
    if (text_is_empty(trimmed))
        return CONTACT_EMPTY;
    if (strpbrk(trimmed, "\r\n"))
        return CONTACT_LINES;
    if (text_length(trimmed) > at_most)
        return CONTACT_TOO_LONG;
    *kept_out = text_squeeze(arena, trimmed);
    return CONTACT_RIGHT;
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text > '~')
            return false;
    return true;
}

enum contact_fault contact_name_read(struct arena *arena, const char *typed, const char **kept_out)
{
    enum contact_fault fault = read_line(arena, typed, CONTACT_NAME_AT_MOST, kept_out);

    if (fault != CONTACT_RIGHT)
        return fault;
    return strpbrk(*kept_out, "<>@\t" DIGITS) ? CONTACT_WRONG : CONTACT_RIGHT;
}

/* Letters, digits and the signs of RFC 5322's atoms, with single dots between. */
static bool is_local_part(const char *text, size_t length)
{
    static const char signs[] = SMALL CAPITAL DIGITS "!#$%&'*+/=?^_`{|}~-.";

    return length > 0 && length <= LOCAL_AT_MOST && strspn(text, signs) == length && text[0] != '.' &&
           text[length - 1] != '.' && !memmem(text, length, "..", 2);
}

/* "kommune.no": two labels or more, none with a hyphen at its ends, the last one not a number. */
static bool is_domain(const char *text)
{
    size_t labels = 0;

    for (;;) {
        size_t length = strspn(text, SMALL CAPITAL DIGITS "-");

        if (length == 0 || length > LABEL_AT_MOST || text[0] == '-' || text[length - 1] == '-')
            return false;
        labels++;
        if (text[length] == '\0')
            return labels > 1 && strspn(text, DIGITS) != length;
        if (text[length] != '.')
            return false;
        text += length + 1;
    }
}

enum contact_fault contact_email_read(struct arena *arena, const char *typed, const char **kept_out)
{
    enum contact_fault fault = read_line(arena, typed, CONTACT_EMAIL_AT_MOST, kept_out);
    const char *at;

    if (fault != CONTACT_RIGHT)
        return fault;
    if (!is_ascii(*kept_out))
        return CONTACT_LETTERS;
    at = strchr(*kept_out, '@');
    if (!at || !is_local_part(*kept_out, (size_t)(at - *kept_out)) || !is_domain(at + 1))
        return CONTACT_WRONG;
    return CONTACT_RIGHT;
}

enum contact_fault contact_phone_read(struct arena *arena, const char *typed, const char **kept_out)
{
    enum contact_fault fault = read_line(arena, typed, CONTACT_PHONE_AT_MOST, kept_out);
    const char *rest = *kept_out;
    size_t digits = 0;

    if (fault != CONTACT_RIGHT)
        return fault;
    rest += *rest == '+';
    for (; *rest; rest++) {
        if (!strchr(DIGITS " ", *rest))
            return CONTACT_WRONG;
        digits += *rest != ' ';
    }
    return digits < PHONE_DIGITS_LEAST || digits > PHONE_DIGITS_MOST ? CONTACT_WRONG : CONTACT_RIGHT;
}

static char *lowered(struct arena *arena, const char *text)
{
    char *copy = arena_copy(arena, text);

    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

enum contact_fault contact_username_read(struct arena *arena, const char *typed, const char **kept_out)
{
    enum contact_fault fault = read_line(arena, typed, CONTACT_USERNAME_AT_MOST, kept_out);

    if (fault != CONTACT_RIGHT)
        return fault;
    *kept_out = lowered(arena, *kept_out);
    if (strlen(*kept_out) < CONTACT_USERNAME_AT_LEAST || !strchr(SMALL DIGITS, **kept_out) ||
        strspn(*kept_out, SMALL DIGITS ".@_-") != strlen(*kept_out))
        return CONTACT_WRONG;
    return CONTACT_RIGHT;
}
