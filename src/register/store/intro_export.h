/* Persons of the introduction programme and their rows as lines of the exchange file (requirement N1; docs/introduksjon.md). For
 * the admin. */
#ifndef REGISTER_STORE_INTRO_EXPORT_H
#define REGISTER_STORE_INTRO_EXPORT_H

#include "register/domain/introduksjon/import_line.h"
#include "register/store/store.h"

/* Values as import_line.h has them, but for IMPORT_DUF_CONFIRMED, which follows from the number. false stops the stream. */
typedef bool intro_export_taker(void *context, struct arena *row_arena, const char *const values[IMPORT_COLUMNS]);

/* Line by line, as they stand at one moment, in an order that their contents alone decide: persons by number and municipality, each
 * followed by her decisions, goals and the municipality's termination. What was deleted, and what the rule engine entered, is not
 * among them. The log of access has it before the first (L3). */
enum store_result intro_export_stream(struct store *store, struct arena *arena, intro_export_taker *take, void *context);

#endif
