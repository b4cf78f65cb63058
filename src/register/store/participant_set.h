/* Result sets that a participation and the figures confirmed of one come in alike. */
#ifndef REGISTER_STORE_PARTICIPANT_SET_H
#define REGISTER_STORE_PARTICIPANT_SET_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

/* Rows of variabel and kode, all codes of a variable together. */
void participant_set_choices(const struct database_set *set, struct answers *answers);
/* Rows of provedato, provetype, proveresultat. */
void participant_set_tests(struct arena *arena, const struct database_set *set, struct participant *participant);

#endif
