/* Shares of a whole. */
#include "register/domain/introduksjon/distribution.h"

const char *distribution_percent(struct arena *arena, unsigned long part, unsigned long whole)
{
    unsigned long hundredths = whole == 0 ? 0 : (part * 20000 + whole) / (2 * whole);

    return arena_printf(arena, "%lu,%02lu", hundredths / 100, hundredths % 100);
}
