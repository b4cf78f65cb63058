/* Result sets that several questions about a participation come in alike. */
#ifndef REGISTER_STORE_PARTICIPANT_SET_H
#define REGISTER_STORE_PARTICIPANT_SET_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/participant.h"

/* The columns of one row that the codebook has, and how looking her up stands. */
void participant_set_answers(const struct database_set *set, const struct database_row *row, struct answers *answers);
struct lookup participant_set_lookup(const struct database_set *set, const struct database_row *row);
/* Rows of variabel and kode, all codes of a variable together. */
void participant_set_choices(const struct database_set *set, struct answers *answers);
/* Rows of provedato, provetype, proveresultat. */
void participant_set_tests(struct arena *arena, const struct database_set *set, struct participant *participant);

/* The one row of a write: outcome, participant_id, row_version. */
void participant_set_result(const struct database_answer *answer, struct participant_result *result_out);
/* The second set of one that ends in a receipt: navn, fodselsnummer. */
void participant_set_receipt(const struct database_answer *answer, struct participant_receipt *receipt_out);

#endif
