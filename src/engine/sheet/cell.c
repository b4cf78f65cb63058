/* Is a cell's value what its type says? */
#include "engine/sheet/cell.h"

#include <ctype.h>

static const char *cell_skip_digits(const char *text)
{
    while (isdigit((unsigned char)*text)) {
        text++;
    }
    return text;
}

bool cell_is_number(const char *value)
{
    const char *start = value + (value[0] == '-');
    const char *end = cell_skip_digits(start);
    if (end == start) {
        return false;
    }
    if (*end == '.') {
        start = end + 1;
        end = cell_skip_digits(start);
    }
    return end != start && *end == '\0';
}
