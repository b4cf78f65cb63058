/* Where a register's downloads belong. */
#include "register/page/download/register.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"

/* The first is that of what belongs to no register alone. */
static const struct {
    const char *folder;
    struct download_register reg;
} registers[] = {
    {"/deltakere/", {REGISTER_JOBBSJANSEN, "/deltakere/kvittering", "/deltakere", N_("Deltakeroversikt")}},
};

enum { REGISTERS = sizeof registers / sizeof *registers };

const struct download_register *download_register(const struct visit *visit)
{
    for (size_t i = 0; i < REGISTERS; i++)
        if (text_starts_with(visit->request->path, registers[i].folder))
            return &registers[i].reg;
    return &registers[0].reg;
}

/* "introduksjon/avsluttede.csv" names its register; what names none is the first's. */
bool download_is_of(const struct download_register *reg, const char *what)
{
    const char *slash = strchr(what, '/');
    size_t length = strlen(reg->name);

    if (!slash)
        return reg == &registers[0].reg;
    return (size_t)(slash - what) == length && memcmp(what, reg->name, length) == 0;
}
