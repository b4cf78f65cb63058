/* What each participant lacks: which question has which bit, and working it out anew (requirement P15). */
#include <stdlib.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/gate.h"
#include "register/store/migrate_work.h"
#include "register/store/schema_gap.h"

enum { NOBODY = -1 };

/* Bits as they are held: the variable's index, NOBODY, or of a question that is not asked any more. */
struct bits {
    int *by_index;                       /* the variable's bit, or -1 */
    const char *holder[SCHEMA_GAP_BITS]; /* its name, or NULL: the bit is free */
};

static bool load_bits(struct migrate_work *work, struct bits *bits)
{
    const char *main = work->filling.names.main;
    struct database_answer answer;
    bool there = false;
    if (!work_has_table(work, "gap_bit", &there) || !there) {
        return work->why == NULL;
    }
    if (!work_ask(work, arena_printf(work->arena, "SELECT variabel, bit FROM %s.gap_bit", main), NULL, 0, &answer)) {
        return false;
    }
    for (size_t i = 0; i < answer.sets[0].row_count; i++) {
        const char *const *row = answer.sets[0].rows[i].values;
        const struct codebook_variable *variable = codebook_find_variable(work->filling.tables->reg, row[0]);
        long bit = strtol(row[1], NULL, 10);
        if (bit < 0 || bit >= SCHEMA_GAP_BITS) {
            return work_fail(work, "gap_bit has number %ld for %s", bit, row[0]);
        }
        bits->holder[bit] = row[0];
        if (variable != NULL) {
            bits->by_index[variable->index] = (int)bit;
        }
    }
    return true;
}

static bool is_asked_still(const struct migrate_work *work, const char *name)
{
    const struct codebook_register *reg = work->filling.tables->reg;
    const struct codebook_variable *variable = codebook_find_variable(reg, name);
    return variable != NULL && gate_asks(reg, variable);
}

/* One that nobody holds, else that of a question that is gone; NOBODY where there is none. */
static int free_bit(const struct migrate_work *work, const struct bits *bits)
{
    for (int i = 0; i < SCHEMA_GAP_BITS; i++) {
        if (bits->holder[i] == NULL) {
            return i;
        }
    }
    for (int i = 0; i < SCHEMA_GAP_BITS; i++) {
        if (!is_asked_still(work, bits->holder[i])) {
            return i;
        }
    }
    return NOBODY;
}

static bool give_bit(struct migrate_work *work, struct bits *bits, const struct codebook_variable *variable)
{
    int bit = free_bit(work, bits);
    if (bit == NOBODY) {
        return work_fail(work, "%s would be question number %d that can lack an answer, and there is room for %d",
                         variable->name, SCHEMA_GAP_BITS + 1, SCHEMA_GAP_BITS);
    }
    bits->by_index[variable->index] = bit;
    bits->holder[bit] = variable->name;
    if (work->plan_only) {
        return true;
    }
    const char *texts[] = {variable->name, arena_printf(work->arena, "%d", bit)};
    struct database_answer answer;
    return work_ask(work, arena_printf(work->arena, "REPLACE INTO %s.gap_bit (variabel, bit) VALUES (?, ?)",
                                       work->filling.names.main), texts, 2, &answer);
}

bool migrate_gap_bits(struct migrate_work *work)
{
    const struct codebook_register *reg = work->filling.tables->reg;
    struct bits bits = {.by_index = arena_alloc_many(work->arena, reg->variable_count, sizeof(int))};
    for (size_t i = 0; i < reg->variable_count; i++) {
        bits.by_index[i] = NOBODY;
    }
    if (!load_bits(work, &bits)) {
        return false;
    }
    for (size_t i = 0; i < reg->variable_count; i++) {
        if (bits.by_index[i] == NOBODY && gate_asks(reg, reg->variables[i]) && !give_bit(work, &bits, reg->variables[i])) {
            return false;
        }
    }
    work->gap_bits = bits.by_index;
    return true;
}

/* Everything that what is lacking hangs on but her own answers and the day: the rules, and which municipalities have
 * districts. */
static const char *grounds(struct migrate_work *work)
{
    struct database_answer answer;
    bool there = false;
    if (!work_has_table(work, "district", &there)) {
        return NULL;
    }
    const char *sql = arena_printf(work->arena, "SELECT COALESCE(GROUP_CONCAT(DISTINCT kommunenummer ORDER BY kommunenummer), '') "
                                                "FROM %s.district", work->filling.names.main);
    if (there && !work_ask(work, sql, NULL, 0, &answer)) {
        return NULL;
    }
    const char *places = there ? answer.sets[0].rows[0].values[0] : "";
    return arena_printf(work->arena, "%s%s", schema_gap_block(work->arena, work->filling.tables->reg, work->gap_bits), places);
}

static bool refresh_all(struct migrate_work *work)
{
    const char *main = work->filling.names.main;
    struct database_answer answer;
    if (!work_run(work, arena_printf(work->arena, "UPDATE %s.gap_refresh SET day = %s.norwegian_date(%s.utc_now()), after_id = 0, "
                                                  "whole = 1", main, main, main))) {
        return false;
    }
    do {
        if (!work_run(work, arena_printf(work->arena, "CALL %s.gaps_refresh(20, @gaps_left)", main)) ||
            !work_ask(work, "SELECT @gaps_left", NULL, 0, &answer)) {
            return false;
        }
    } while (!text_equal(answer.sets[0].rows[0].values[0], "0"));
    return true;
}

/* Killed on the way, the jobs go on with it. */
bool migrate_gaps(struct migrate_work *work)
{
    const char *now = grounds(work);
    if (now == NULL || work_is_made(work, "gaps/participant", now)) {
        return now != NULL;
    }
    if (!work_begins(work, "work out anew what each participant lacks")) {
        return true;
    }
    return refresh_all(work) && work_made_from(work, "gaps/participant", now);
}
