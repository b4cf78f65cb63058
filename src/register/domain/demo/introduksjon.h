/* Fictional persons of the introduction programme, in every state that one can be in there, as lines of the exchange file
 * (requirement I3; domain/introduksjon/import_line.h). DUF numbers are of a year that is assigned to nobody. */
#ifndef REGISTER_DOMAIN_DEMO_INTRODUKSJON_H
#define REGISTER_DOMAIN_DEMO_INTRODUKSJON_H

#include "register/domain/demo/demo.h"
#include "register/domain/introduksjon/import_line.h"

/* The rule engine looks at everybody after each. */
enum demo_part {
    DEMO_BEFORE, /* everybody */
    DEMO_AFTER,  /* what municipalities entered when the rule engine had ended some: causes, reopenings, decisions annulled */
    DEMO_PARTS
};

typedef void demo_line_taker(void *context, const char *const values[IMPORT_COLUMNS]);

/* Each line with its values as an import takes them; they live until the next call. Nothing lies in the future but deadlines. */
void demo_introduksjon(const struct demo *demo, enum demo_part part, demo_line_taker *take, void *context);

/* DUF number `serial`, below 1000000, with its check digits. */
const char *demo_duf(struct arena *arena, unsigned serial);

#endif
