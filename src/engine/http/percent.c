/* Percent-encoding taken off, in place. */
#include "engine/http/percent.h"

static int percent_digit(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* The byte that two digits mean; -1 where they are not digits or not there. */
static int percent_byte(const char *digits, size_t left)
{
    int high = left >= 2 ? percent_digit(digits[0]) : -1;
    int low = left >= 2 ? percent_digit(digits[1]) : -1;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool percent_decode(char *text, size_t length, bool plus_is_blank, size_t *length_out)
{
    size_t to = 0;
    for (size_t from = 0; from < length; from++) {
        int byte = (unsigned char)text[from];
        if (byte == '+' && plus_is_blank) {
            byte = ' ';
        } else if (byte == '%') {
            byte = percent_byte(text + from + 1, length - from - 1);
            from += 2;
        }
        if (byte <= 0) {
            return false;
        }
        text[to++] = (char)byte;
    }
    *length_out = to;
    return true;
}
