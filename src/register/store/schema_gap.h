/* What a participant lacks at her next gate (requirement P15), worked out by the database itself with each write: the
 * codebook's rules as SQL. One bit for each question that can lack an answer; engine/answer/gaps.c says the same of
 * answers, and tests/unit/test_store_gap.c holds one against the other. */
#ifndef REGISTER_STORE_SCHEMA_GAP_H
#define REGISTER_STORE_SCHEMA_GAP_H

#include "engine/base/buffer.h"
#include "engine/codebook/codebook.h"

/* Bits there are for questions; `gaps` is a BIGINT UNSIGNED. */
#define SCHEMA_GAP_BITS 64

/* A block of the trigger before a participant is written that fills in NEW.gaps; `bits` by variable->index, -1: none.
 * Holds {{main}}. */
const char *schema_gap_block(struct arena *arena, const struct codebook_register *reg, const int *bits);

/* A question may begin or end with a date. For a page whose own date is empty that is today, so her gaps can
 * change with the day alone. Did any question begin or end after l_day, and at the latest on l_today? Whom (`p`) can it touch? */
void schema_gap_turns(struct buffer *out, const struct codebook_register *reg);
void schema_gap_undated(struct buffer *out, const struct codebook_register *reg);

#endif
