/* The variables the register itself must know by name. A codebook that lacks one is refused at load. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_NAMES_H
#define REGISTER_DOMAIN_JOBBSJANSEN_NAMES_H

#include <stdbool.h>

#include "engine/codebook/codebook.h"

struct names {
    const struct codebook_variable *person_id, *fodselsnummer, *fodselsar, *navn, *navn_bekreftet, *kommunenummer,
        *kommunenavn, *bydel, *finansieringstype, *oppstartsdato, *avslutningsdato, *ankomstar, *oppholdsgrunnlag,
        *fodeland, *sivilstand, *proveresultater, *provedato, *provetype, *proveresultat;
};

/* false: *missing_out is the first name that is not there. */
bool names_find(const struct codebook_register *reg, struct names *names_out, const char **missing_out);

/* A variable that is called as a field that forms have beside their answers (requirements I6, I7); NULL where none is. */
const char *names_taken(const struct codebook_register *reg);

#endif
