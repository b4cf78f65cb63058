/* Numbers with check digits. */
#include "register/domain/digits.h"

#include <ctype.h>
#include <string.h>

#include "engine/base/text.h"

/* Bytes of a separator people put between digits; 0 where there is none. */
static size_t digits_separator(const char *text)
{
    static const char *const separators[] = {" ",      "-",      "_",      "\t",     "\n",     "\r",
                                             "\u00A0", "\u2007", "\u2009", "\u200B", "\u202F", "\uFEFF",
                                             "\u00AD", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"};
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        if (text_starts_with(text, separators[i])) {
            return strlen(separators[i]);
        }
    }
    return 0;
}

bool digits_collect(const char *typed, size_t most, char *digits_out, size_t *count_out)
{
    size_t count = 0;
    memset(digits_out, 0, most + 1);
    for (size_t size; *typed != '\0'; typed += size) {
        size = digits_separator(typed);
        if (size > 0) {
            continue;
        }
        if (!isdigit((unsigned char)*typed)) {
            return false;
        }
        size = 1;
        if (count < most) {
            digits_out[count] = *typed;
        }
        count++;
    }
    *count_out = count;
    return true;
}

int digits_rest(const char *digits, const int *weights, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        sum += (digits[i] - '0') * weights[i];
    }
    return sum % 11;
}
