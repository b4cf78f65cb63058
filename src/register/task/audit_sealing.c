/* Seals the logs every few minutes, and tells the chain's end to the outside. */
#include "register/task/audit_sealing.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/base/log.h"
#include "engine/base/text.h"
#include "register/store/audit_log.h"

enum {
    BLOCK_ROWS = 4096,
    BLOCKS_A_ROUND = 4, /* of one log: the daemon has other work too */
    BLOCK_MEMORY = 16 * 1024 * 1024,
    TRIES = 20,
    YEARS_AHEAD = 2,
    DECIMAL = 10
};

static const long long second = 1000LL * 1000, minute = 60LL * 1000 * 1000;

static unsigned year_of(const char *instant)
{
    return (unsigned)strtoul(instant, NULL, DECIMAL);
}

/* The seal that follows the chain's end, without rows yet. */
static bool next_seal(const struct audit_state *state, enum seal_kind kind, const char *log, struct seal *seal_out)
{
    *seal_out = (struct seal){.number = state->number + 1, .sealed_at = state->now, .kind = kind, .log = log};
    return crypto_from_hex(state->hash, seal_out->previous, CRYPTO_HASH_SIZE);
}

static struct audit_list list_rows(struct arena *arena, const struct audit_row *rows, size_t count)
{
    unsigned char *leaves = arena_alloc_many(arena, count, SEAL_LEAF_SIZE);

    for (size_t i = 0; i < count; i++)
        seal_leaf_write(leaves + i * SEAL_LEAF_SIZE, rows[i].id, rows[i].hash);
    return (struct audit_list){leaves, count};
}

/* Seals the rows as the chain's next. */
static enum store_result seal_rows(const struct audit_sealing *sealing, struct arena *arena, struct seal *seal,
                                   const struct audit_row *rows, size_t count, bool *taken_out)
{
    const struct audit_list list = list_rows(arena, rows, count);

    seal->year = rows[0].year;
    seal->last_id = rows[count - 1].id;
    seal->row_count = count;
    seal_root(list.leaves, count, seal->root);
    seal_close(seal, sealing->key, sealing->key_size);
    return audit_seal_add(sealing->store, arena, seal, &list, taken_out);
}

/* As many of the first rows as are of one year: a block goes with its year. */
static size_t of_one_year(const struct audit_row *rows, size_t count)
{
    size_t same = 1;

    while (same < count && rows[same].year == rows[0].year)
        same++;
    return same;
}

/* The log's next block. *count_out: its rows; 0: there are none, or another sealer was quicker (*taken_out). */
static enum store_result seal_block(const struct audit_sealing *sealing, struct arena *arena, const char *log,
                                    size_t *count_out, bool *taken_out)
{
    struct audit_state state;
    struct audit_rows rows = {0};
    struct seal seal;
    enum store_result result = audit_seal_state(sealing->store, arena, log, &state);

    *count_out = 0;
    *taken_out = false;
    if (result == STORE_OK)
        result = audit_seal_rows(sealing->store, arena, log, state.last_id + 1, LLONG_MAX, BLOCK_ROWS, &rows);
    if (result != STORE_OK || rows.count == 0)
        return result;
    if (!next_seal(&state, SEAL_BLOCK, log, &seal))
        return STORE_FAILED;
    seal.first_id = state.last_id + 1;
    *count_out = of_one_year(rows.items, rows.count);
    return seal_rows(sealing, arena, &seal, rows.items, *count_out, taken_out);
}

static bool is_in_late(const struct audit_recent *recent, unsigned long long id)
{
    for (size_t i = 0; i < recent->late_count; i++)
        if (seal_has(recent->late[i].leaves, recent->late[i].count, id))
            return true;
    return false;
}

/* How many rows with these numbers are in lists of late rows. */
static unsigned long long late_in(const struct audit_recent *recent, unsigned long long from, unsigned long long to)
{
    unsigned long long count = 0;

    for (size_t i = 0; i < recent->late_count; i++)
        for (size_t k = 0; k < recent->late[i].count; k++) {
            unsigned long long id = seal_leaf_read(recent->late[i].leaves, k).id;

            count += id >= from && id <= to;
        }
    return count;
}

/* Are there more rows in this run than those of its blocks and the late ones? */
static enum store_result has_more(const struct audit_sealing *sealing, struct arena *arena, const char *log,
                                  const struct audit_recent *recent, const struct audit_block *run, bool *more_out)
{
    unsigned long long there = 0;
    enum store_result result = audit_seal_count(sealing->store, arena, log, run->first_id, run->last_id, &there);

    *more_out = there > run->row_count + late_in(recent, run->first_id, run->last_id);
    return result;
}

/* Rows of the block's run that are in no list, added to `late`. The arena is emptied first. */
static enum store_result find_late(const struct audit_sealing *sealing, struct arena *arena, const char *log,
                                   const struct audit_recent *recent, const struct audit_block *block,
                                   struct audit_rows *late)
{
    unsigned long long from = block->first_id;
    struct audit_rows rows = {.count = BLOCK_ROWS};
    struct audit_list list;
    enum store_result result;

    arena_reset(arena);
    result = audit_seal_list(sealing->store, arena, block->number, &list);
    while (result == STORE_OK && rows.count == BLOCK_ROWS && late->count < BLOCK_ROWS) {
        result = audit_seal_rows(sealing->store, arena, log, from, block->last_id, BLOCK_ROWS, &rows);
        for (size_t i = 0; result == STORE_OK && i < rows.count && late->count < BLOCK_ROWS; i++)
            if (!seal_has(list.leaves, list.count, rows.items[i].id) && !is_in_late(recent, rows.items[i].id))
                late->items[late->count++] = rows.items[i];
        if (result == STORE_OK && rows.count > 0)
            from = rows.items[rows.count - 1].id + 1;
    }
    return result;
}

/* All rows of the recent blocks that no list has. First all blocks are counted together: mostly there are none. */
static enum store_result find_all_late(const struct audit_sealing *sealing, struct arena *arena, const char *log,
                                       struct audit_rows *late)
{
    struct arena *block_arena = arena_new(BLOCK_MEMORY);
    struct audit_recent recent;
    struct audit_block all = {0};
    bool more = false;
    enum store_result result = audit_seal_recent(sealing->store, arena, log, &recent);

    for (size_t i = 0; result == STORE_OK && i < recent.block_count; i++)
        all.row_count += recent.blocks[i].row_count;
    if (result == STORE_OK && recent.block_count > 0) {
        all.first_id = recent.blocks[0].first_id;
        all.last_id = recent.blocks[recent.block_count - 1].last_id;
        result = has_more(sealing, arena, log, &recent, &all, &more);
    }
    for (size_t i = 0; result == STORE_OK && more && i < recent.block_count; i++) {
        bool here = false;

        arena_reset(block_arena);
        result = has_more(sealing, block_arena, log, &recent, &recent.blocks[i], &here);
        if (result == STORE_OK && here)
            result = find_late(sealing, block_arena, log, &recent, &recent.blocks[i], late);
    }
    arena_free(&block_arena);
    return result;
}

/* Rows whose transaction ended after a later number was sealed: numbers are given out in one order, and committed in
 * another. */
static enum store_result seal_late(const struct audit_sealing *sealing, struct arena *arena, const char *log,
                                   size_t *count_out, bool *taken_out)
{
    struct audit_rows late = {.items = arena_alloc_many(arena, BLOCK_ROWS, sizeof *late.items)};
    struct audit_state state;
    struct seal seal;
    enum store_result result = audit_seal_state(sealing->store, arena, log, &state);

    *count_out = 0;
    *taken_out = false;
    if (result == STORE_OK)
        result = find_all_late(sealing, arena, log, &late);
    if (result != STORE_OK || late.count == 0)
        return result;
    if (!next_seal(&state, SEAL_LATE, log, &seal))
        return STORE_FAILED;
    seal.first_id = late.items[0].id;
    *count_out = of_one_year(late.items, late.count);
    return seal_rows(sealing, arena, &seal, late.items, *count_out, taken_out);
}

typedef enum store_result sealer(const struct audit_sealing *sealing, struct arena *arena, const char *log,
                                 size_t *count_out, bool *taken_out);

static enum store_result seal_log(struct audit_sealing *sealing, struct arena *arena, const char *log, sealer *seal_some,
                                  unsigned *seals, bool *more)
{
    enum store_result result = STORE_OK;
    unsigned tries = 0, made = 0;
    size_t count = 1;

    while (result == STORE_OK && count > 0 && made < BLOCKS_A_ROUND && tries < TRIES) {
        bool taken = false;

        arena_reset(arena);
        result = seal_some(sealing, arena, log, &count, &taken);
        if (taken)
            tries++;
        else
            made += count > 0;
    }
    *seals += made;
    *more = *more || count > 0;
    return result;
}

enum store_result audit_sealing_round(struct audit_sealing *sealing, struct arena *arena, unsigned *seals_out,
                                      bool *more_out)
{
    enum store_result result = STORE_OK;

    *seals_out = 0;
    *more_out = false;
    for (const struct audit_log *log = audit_logs; log->name && result == STORE_OK; log++) {
        bool more_blocks = false;

        result = seal_log(sealing, arena, log->name, seal_block, seals_out, &more_blocks);
        if (result == STORE_OK && !more_blocks)
            result = seal_log(sealing, arena, log->name, seal_late, seals_out, more_out);
        *more_out = *more_out || more_blocks;
    }
    return result;
}

enum store_result audit_sealing_head(struct store *store, struct arena *arena, const char **line_out)
{
    struct audit_state state;
    enum store_result result = audit_seal_state(store, arena, "", &state);

    *line_out = result == STORE_OK && state.number > 0
                    ? seal_head_line(arena, state.sealed_at, state.number, state.hash, state.mac)
                    : NULL;
    return result;
}

/* A full disk or a power cut may have left half a line there. */
static bool ends_in_a_line(FILE *file)
{
    return fseek(file, -1, SEEK_END) != 0 || fgetc(file) == '\n';
}

/* On disk before it counts as told. */
static bool add_line(const char *file, const char *line)
{
    FILE *out = fopen(file, "a+e");
    bool done = out && fprintf(out, "%s%s\n", ends_in_a_line(out) ? "" : "\n", line) > 0 && fflush(out) == 0 &&
                fsync(fileno(out)) == 0;

    if (out)
        done = fclose(out) == 0 && done;
    return done;
}

/* The chain's end, to the journal and to the file that is carried off: whoever keeps either can tell later whether the
 * chain was cut or made anew. */
static enum store_result tell_head(struct audit_sealing *sealing, struct arena *arena)
{
    struct audit_state state;
    enum store_result result = audit_seal_state(sealing->store, arena, "", &state);

    if (result != STORE_OK || state.number == sealing->told)
        return result;
    log_event(LOG_LEVEL_INFO, "audit-sealed", "seal=%llu hash=%s mac=%s", state.number, state.hash, state.mac);
    if (*sealing->head_file &&
        !add_line(sealing->head_file, seal_head_line(arena, state.sealed_at, state.number, state.hash, state.mac))) {
        log_event(LOG_LEVEL_ERROR, "audit-head-not-told", "why=\"audit_head_file cannot be written\"");
        return STORE_FAILED;
    }
    sealing->told = state.number;
    snprintf(sealing->told_hash, sizeof sealing->told_hash, "%s", state.hash);
    return STORE_OK;
}

/* The chain only grows: an end that lies before the one that was told, or is another, was not made here. */
static enum store_result watch_end(struct audit_sealing *sealing, struct arena *arena)
{
    struct audit_state state;
    enum store_result result = audit_seal_state(sealing->store, arena, "", &state);

    if (result != STORE_OK || state.number > sealing->told ||
        (state.number == sealing->told && (state.number == 0 || text_equal(state.hash, sealing->told_hash))))
        return result;
    log_event(LOG_LEVEL_ERROR, "audit-chain-cut", "told=%llu there=%llu why=\"the chain's end is not the one that was told\"",
              sealing->told, state.number);
    sealing->told = 0;
    return result;
}

static enum store_result cut_ahead(struct audit_sealing *sealing, struct arena *arena)
{
    struct audit_state state;
    long long made = 0;
    enum store_result result = audit_seal_state(sealing->store, arena, "", &state);
    unsigned through = result == STORE_OK ? year_of(state.now) + YEARS_AHEAD : 0;

    if (result != STORE_OK || sealing->year_cut >= through)
        return result;
    result = audit_seal_partitions(sealing->store, arena, through, &made);
    if (result == STORE_OK)
        sealing->year_cut = through;
    if (made > 0)
        log_event(LOG_LEVEL_INFO, "audit-partitions", "made=%lld through=%u", made, through);
    return result;
}

bool audit_sealing_step(struct audit_sealing *sealing, struct arena *arena, long long now)
{
    unsigned seals = 0;
    bool more = false;
    enum store_result result;

    if (sealing->done_before && now < sealing->next)
        return false;
    result = watch_end(sealing, arena);
    if (result == STORE_OK)
        result = cut_ahead(sealing, arena);
    if (result == STORE_OK)
        result = audit_sealing_round(sealing, arena, &seals, &more);
    arena_reset(arena);
    if (result == STORE_OK)
        result = tell_head(sealing, arena);
    sealing->done_before = true;
    sealing->next = now + (result != STORE_OK ? minute : more ? 0 : sealing->seconds * second);
    return result == STORE_OK;
}

enum store_result audit_sealing_drop(struct audit_sealing *sealing, struct arena *arena, unsigned year,
                                     unsigned long long row_count)
{
    enum store_result result = STORE_OK;
    bool taken = true;

    for (unsigned try = 0; try < TRIES && taken && result == STORE_OK; try++) {
        struct audit_state state;
        struct seal seal;

        result = audit_seal_state(sealing->store, arena, "", &state);
        if (result != STORE_OK)
            return result;
        if (!next_seal(&state, SEAL_DROPPED, "*", &seal))
            return STORE_FAILED;
        seal.year = year;
        seal.row_count = row_count;
        seal_close(&seal, sealing->key, sealing->key_size);
        result = audit_seal_add(sealing->store, arena, &seal, NULL, &taken);
    }
    return taken ? STORE_FAILED : result;
}
