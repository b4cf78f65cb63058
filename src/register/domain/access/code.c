/* Codes of the second factor as people type them. */
#include "register/domain/access/code.h"

#include <stddef.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; /* base32's (RFC 4648) */

enum { GROUP = 5, LETTER_MASK = 31, BITS_OF_BYTE = 8, BITS_OF_LETTER = 5 };

/* The no-break space is what some apps copy. */
static const char *past_blanks(const char *at)
{
    static const char no_break_space[] = "\xC2\xA0";

    for (;;) {
        if (*at == ' ' || *at == '\t' || *at == '-')
            at++;
        else if (strncmp(at, no_break_space, sizeof no_break_space - 1) == 0)
            at += sizeof no_break_space - 1;
        else
            return at;
    }
}

static char capital(char letter)
{
    static const char typed[] = "abcdefghijklmnopqrstuvwxyz01", meant[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZOI";
    const char *at = strchr(typed, letter);

    if (!at)
        return letter;
    return meant[at - typed];
}

bool code_read(const char *typed, char digits_out[CODE_DIGITS + 1])
{
    size_t count = 0;

    digits_out[0] = '\0';
    if (!typed)
        return false;
    for (const char *at = past_blanks(typed); *at; at = past_blanks(at + 1)) {
        if (count == CODE_DIGITS || *at < '0' || *at > '9')
            return false;
        digits_out[count++] = *at;
    }
    digits_out[count] = '\0';
    return count == CODE_DIGITS;
}

bool code_recovery_read(const char *typed, char letters_out[CODE_RECOVERY_LETTERS + 1])
{
    size_t count = 0;

    letters_out[0] = '\0';
    if (!typed)
        return false;
    for (const char *at = past_blanks(typed); *at; at = past_blanks(at + 1)) {
        char letter = capital(*at);

        if (count == CODE_RECOVERY_LETTERS || !strchr(alphabet, letter))
            return false;
        letters_out[count++] = letter;
    }
    letters_out[count] = '\0';
    return count == CODE_RECOVERY_LETTERS;
}

void code_recovery_show(const unsigned char random[CODE_RECOVERY_LETTERS], char text_out[CODE_RECOVERY_TEXT])
{
    for (size_t i = 0; i < CODE_RECOVERY_LETTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            *text_out++ = '-';
        *text_out++ = alphabet[random[i] & LETTER_MASK];
    }
    *text_out = '\0';
}

void code_secret_show(const unsigned char secret[CODE_SECRET_SIZE], char text_out[CODE_SECRET_TEXT])
{
    unsigned held = 0;
    int bits = 0;

    for (size_t i = 0; i < CODE_SECRET_SIZE; i++) {
        held = (held << BITS_OF_BYTE | secret[i]) & 0xFFFF;
        for (bits += BITS_OF_BYTE; bits >= BITS_OF_LETTER; bits -= BITS_OF_LETTER)
            *text_out++ = alphabet[held >> (bits - BITS_OF_LETTER) & LETTER_MASK];
    }
    *text_out = '\0'; /* 160 bits are 32 letters, and none is left */
}

bool code_secret_read(const char *text, unsigned char secret_out[CODE_SECRET_SIZE])
{
    unsigned held = 0;
    int bits = 0;
    size_t count = 0;

    for (; *text && count < CODE_SECRET_SIZE; text++) {
        const char *letter = strchr(alphabet, *text);

        if (!letter)
            return false;
        held = (held << BITS_OF_LETTER | (unsigned)(letter - alphabet)) & 0xFFFF;
        bits += BITS_OF_LETTER;
        if (bits < BITS_OF_BYTE)
            continue;
        bits -= BITS_OF_BYTE;
        secret_out[count++] = (unsigned char)(held >> bits);
    }
    return count == CODE_SECRET_SIZE && bits == 0 && !*text;
}
