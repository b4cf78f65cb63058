/* Numbers with decimals, exactly: no floating point. */
#include "engine/base/decimal.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "engine/base/text.h"

enum { TEN = 10, DIGITS_MOST = 18 };

static const char digits[] = "0123456789";

static long long decimal_scale(unsigned places)
{
    long long scale = 1;
    assert(places <= DECIMAL_PLACES_MOST);
    for (unsigned i = 0; i < places; i++) {
        scale *= TEN;
    }
    return scale;
}

/* `count` digits at `text`; then zeros up to `width`. */
static long long decimal_digits(const char *text, size_t count, size_t width)
{
    long long number = 0;
    for (size_t i = 0; i < width; i++) {
        number = number * TEN + (i < count ? text[i] - '0' : 0);
    }
    return number;
}

bool decimal_read(const char *text, unsigned places, long long least, long long most, long long *number_out)
{
    bool negative = text[0] == '-';
    const char *start = text + negative;
    size_t whole = strspn(start, digits);
    bool pointed = start[whole] == ',' || start[whole] == '.';
    const char *rest = start + whole + pointed;
    size_t after = pointed ? strspn(rest, digits) : 0;
    bool shaped = whole > 0 && whole + places <= DIGITS_MOST && after <= places && pointed == (after > 0) &&
                  rest[after] == '\0';
    if (!shaped) {
        return false;
    }
    long long number = decimal_digits(start, whole, whole) * decimal_scale(places) + decimal_digits(rest, after, places);
    number = negative ? -number : number;
    if (number < least || number > most) {
        return false;
    }
    *number_out = number;
    return true;
}

const char *decimal_write(struct arena *arena, long long number, unsigned places, char point)
{
    long long scale = decimal_scale(places);
    const char *sign = number < 0 ? "-" : "";
    long long whole = number / scale, part = number % scale;
    if (places == 0) {
        return arena_printf(arena, "%lld", number);
    }
    return arena_printf(arena, "%s%lld%c%0*lld", sign, whole < 0 ? -whole : whole, point, (int)places,
                        part < 0 ? -part : part);
}

const char *decimal_write_text(struct arena *arena, const char *number, unsigned places, char point)
{
    long long held;
    bool is_number = text_to_integer(number, LLONG_MIN, LLONG_MAX, &held);
    return is_number && places > 0 ? decimal_write(arena, held, places, point) : number;
}
