/* Hours of work a week. */
#include "register/domain/introduksjon/hours.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { DIGITS_MOST = 3 };

bool hours_read(const char *typed, int *tenths_out)
{
    size_t digits = strspn(typed, "0123456789");
    const char *rest = typed + digits;
    int tenths = 0;

    if (digits == 0 || digits > DIGITS_MOST)
        return false;
    for (size_t i = 0; i < digits; i++)
        tenths = tenths * 10 + (typed[i] - '0') * 10;
    if (*rest == ',' || *rest == '.') {
        if (!isdigit((unsigned char)rest[1]))
            return false;
        tenths += rest[1] - '0';
        rest += 2;
    }
    *tenths_out = tenths;
    return *rest == '\0' && tenths > 0 && tenths <= HOURS_TENTHS_MOST;
}

const char *hours_show(struct arena *arena, int tenths)
{
    return arena_printf(arena, "%d,%d", tenths / 10, tenths % 10);
}
