/* The variables the register must know by name. */
#include "register/domain/jobbsjansen/names.h"

#include <stddef.h>

#include "engine/base/text.h"

#define NAME(variable)                                  \
    {                                                   \
        #variable, offsetof(struct names, variable) \
    }

static const struct {
    const char *name;
    size_t offset;
} wanted[] = {
    NAME(person_id),       NAME(fodselsnummer), NAME(fodselsar),         NAME(navn),
    NAME(navn_bekreftet),  NAME(kommunenummer), NAME(kommunenavn),       NAME(bydel),
    NAME(finansieringstype), NAME(oppstartsdato), NAME(avslutningsdato), NAME(ankomstar),
    NAME(oppholdsgrunnlag), NAME(fodeland),     NAME(sivilstand),        NAME(proveresultater),
    NAME(provedato),       NAME(provetype),     NAME(proveresultat),
};

bool names_find(const struct codebook_register *reg, struct names *names_out, const char **missing_out)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct codebook_variable *variable = codebook_find_variable(reg, wanted[i].name);

        if (!variable) {
            *missing_out = wanted[i].name;
            return false;
        }
        *(const struct codebook_variable **)(void *)((char *)names_out + wanted[i].offset) = variable;
    }
    return true;
}

static bool is_form_field(const char *name)
{
    static const char *const fields[] = {"angre", "basis", "begrunnelse", "bekreft", "csrf", "kodebok", "navn_runde",
                                         "nokkel", "registrer_likevel", "versjon", "videre"};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (text_equal(fields[i], name))
            return true;
    return text_starts_with(name, "velg_") || text_starts_with(name, "vist_");
}

const char *names_taken(const struct codebook_register *reg)
{
    for (size_t i = 0; i < reg->variable_count; i++)
        if (is_form_field(reg->variables[i]->name))
            return reg->variables[i]->name;
    return NULL;
}
