/* Where a register's downloads belong. */
#include "register/page/download/register.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/routes.h"

/* The first is that of what belongs to no register alone. */
static const struct download_register registers[] = {
    {REGISTER_JOBBSJANSEN, "/deltakere/kvittering", "/deltakere", N_("Deltakeroversikt")},
    {REGISTER_INTRODUKSJON, "/introduksjon/kvittering", "/introduksjon/rapporter/avsluttede", N_("Rapport over avsluttede")},
};

const struct download_register *download_register(const struct visit *visit)
{
    for (size_t i = 0; i < sizeof registers / sizeof *registers; i++)
        if (visit->route->reg && text_equal(visit->route->reg, registers[i].name))
            return &registers[i];
    return &registers[0];
}

/* "introduksjon/avsluttede.csv" names its register; what names none is the first's. */
bool download_is_of(const struct download_register *reg, const char *what)
{
    const char *slash = strchr(what, '/');
    size_t length = strlen(reg->name);

    if (!slash)
        return reg == &registers[0];
    return (size_t)(slash - what) == length && memcmp(what, reg->name, length) == 0;
}
