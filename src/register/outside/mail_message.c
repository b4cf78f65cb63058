/* Messages for mail servers. */
#include "register/outside/mail_message.h"

#include <curl/curl.h>
#include <locale.h>
#include <string.h>

#include "engine/base/text.h"

enum {
    LINE_AT_MOST = 76,    /* of quoted-printable, with the "=" that breaks it */
    WORD_AT_MOST = 66,    /* an encoded word: 76 with the header's name before it (RFC 2047) */
    PLAIN_AT_MOST = 60,
    LABEL_AT_MOST = 63,
    LOCAL_AT_MOST = 64,
    ESCAPED = 3           /* "=C3" */
};

static const char word_begin[] = "=?UTF-8?Q?", word_end[] = "?=";
static const char hex[] = "0123456789ABCDEF";

static bool is_letter_or_digit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_local_letter(char c)
{
    return is_letter_or_digit(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

/* Dot-atom: what every server takes. */
static bool is_local_part(const char *text, size_t length)
{
    if (length == 0 || length > LOCAL_AT_MOST)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool dot = text[i] == '.' && i > 0 && i + 1 < length && text[i - 1] != '.';

        if (!dot && !is_local_letter(text[i]))
            return false;
    }
    return true;
}

static bool is_domain(const char *text)
{
    size_t label = 0;
    bool dotted = false;

    for (const char *c = text; *c; c++) {
        bool hyphen = *c == '-' && label > 0 && c[1] != '.' && c[1] != '\0';

        if (*c == '.' && label > 0 && c[1] != '\0') {
            label = 0;
            dotted = true;
        } else if (!is_letter_or_digit(*c) && !hyphen) {
            return false;
        } else if (++label > LABEL_AT_MOST) {
            return false;
        }
    }
    return dotted;
}

/* In ASCII, as the library understands it: in the locale's letters. */
static const char *domain_in_ascii(struct arena *arena, const char *typed)
{
    CURLU *parts = curl_url();
    const char *domain = NULL;
    char *host = NULL;

    if (parts && !strpbrk(typed, ":/?#[]@%\\ \t\r\n") && curl_url_set(parts, CURLUPART_SCHEME, "https", 0) == CURLUE_OK &&
        curl_url_set(parts, CURLUPART_HOST, typed, 0) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_HOST, &host, CURLU_PUNYCODE) == CURLUE_OK && is_domain(host))
        domain = arena_copy(arena, host);
    curl_free(host);
    curl_url_cleanup(parts);
    return domain;
}

static const char *domain_of(struct arena *arena, const char *typed)
{
    locale_t letters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = letters ? uselocale(letters) : (locale_t)0;
    const char *domain = domain_in_ascii(arena, typed);

    if (letters) {
        uselocale(before);
        freelocale(letters);
    }
    return domain;
}

const char *mail_message_address(struct arena *arena, const char *typed)
{
    const char *at = typed ? strrchr(typed, '@') : NULL;
    const char *domain = NULL, *address = NULL;

    if (!at || strlen(typed) > MAIL_ADDRESS_AT_MOST || !is_local_part(typed, (size_t)(at - typed)))
        return NULL;
    domain = domain_of(arena, at + 1);
    if (domain)
        address = arena_printf(arena, "%.*s@%s", (int)(at - typed), typed, domain);
    return address && strlen(address) <= MAIL_ADDRESS_AT_MOST ? address : NULL;
}

/* Letters that mean nothing in an encoded word, wherever it stands (RFC 2047, 5 (3)). */
static bool is_plain_in_word(char c)
{
    return is_letter_or_digit(c) || c == '!' || c == '*' || c == '+' || c == '-' || c == '/';
}

static void add_escaped(struct buffer *out, char c)
{
    unsigned char byte = (unsigned char)c;

    buffer_add_char(out, '=');
    buffer_add_char(out, hex[byte >> 4]);
    buffer_add_char(out, hex[byte & 15]);
}

/* Bytes that a letter takes up in an encoded word. */
static size_t word_size(const char *letter, size_t size)
{
    size_t total = 0;

    for (size_t i = 0; i < size; i++)
        total += is_plain_in_word(letter[i]) || letter[i] == ' ' ? 1 : ESCAPED;
    return total;
}

static void add_word_letter(struct buffer *out, const char *letter, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (letter[i] == ' ')
            buffer_add_char(out, '_');
        else if (is_plain_in_word(letter[i]))
            buffer_add_char(out, letter[i]);
        else
            add_escaped(out, letter[i]);
    }
}

/* As encoded words, one to a line; a letter is never split between two. */
static void add_words(struct buffer *out, const char *text)
{
    size_t left = strlen(text), room = 0, size = 1;
    bool begun = false;

    for (; left > 0; text += size, left -= size) {
        if (text_decode(text, left, &size) < 0)
            size = 1;
        if (begun && word_size(text, size) > room)
            buffer_add_format(out, "%s\r\n ", word_end);
        if (!begun || word_size(text, size) > room) {
            buffer_add_text(out, word_begin);
            room = WORD_AT_MOST - (sizeof word_begin - 1) - (sizeof word_end - 1);
            begun = true;
        }
        add_word_letter(out, text, size);
        room -= word_size(text, size);
    }
    if (begun)
        buffer_add_text(out, word_end);
}

/* May the text stand in a header as it is? Short enough for a line, and of letters that mean nothing there. */
static bool is_plain(const char *text)
{
    for (const char *c = text; *c; c++)
        if (!is_letter_or_digit(*c) && *c != ' ' && *c != '-')
            return false;
    return *text && strlen(text) <= PLAIN_AT_MOST && text[0] != ' ' && text[strlen(text) - 1] != ' ';
}

static void add_header_text(struct buffer *out, const char *text)
{
    if (is_plain(text))
        buffer_add_text(out, text);
    else
        add_words(out, text);
}

static void add_person(struct buffer *out, const char *header, const char *name, const char *address)
{
    buffer_add_format(out, "%s: ", header);
    if (*name) {
        add_header_text(out, name);
        buffer_add_text(out, "\r\n ");
    }
    buffer_add_format(out, "<%s>\r\n", address);
}

/* One line of text as lines of quoted-printable. */
static void add_body_line(struct buffer *out, const char *line, size_t length)
{
    size_t column = 0;

    for (size_t i = 0; i < length; i++) {
        char c = line[i];
        bool last = i + 1 == length;
        bool plain = (c > ' ' && c < 127 && c != '=') || ((c == ' ' || c == '\t') && !last);
        size_t size = plain ? 1 : ESCAPED;

        if (column + size > LINE_AT_MOST - (last ? 0 : 1)) {
            buffer_add_text(out, "=\r\n");
            column = 0;
        }
        if (plain)
            buffer_add_char(out, c);
        else
            add_escaped(out, c);
        column += size;
    }
    buffer_add_text(out, "\r\n");
}

static void add_body(struct buffer *out, const char *body)
{
    while (*body) {
        size_t length = strcspn(body, "\n");

        add_body_line(out, body, length);
        body += length + (body[length] == '\n');
    }
}

void mail_message_write(const struct mail_message *message, struct buffer *out)
{
    add_person(out, "From", message->from_name, message->from);
    add_person(out, "To", message->to_name, message->to);
    buffer_add_text(out, "Subject: ");
    add_header_text(out, message->subject);
    buffer_add_format(out, "\r\nDate: %s\r\nMessage-ID: <%s>\r\nAuto-Submitted: auto-generated\r\n"
                           "X-Auto-Response-Suppress: All\r\nContent-Language: %s\r\nMIME-Version: 1.0\r\n"
                           "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                      message->date, message->id, message->language);
    add_body(out, message->body);
}
