/* Compares rows of the logs with what was sealed of them. */
#include "register/task/audit_compare.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/clock.h"

enum {
    EXTRAS_AT_FIRST = 64,
    EXTRAS_AT_MOST = 20000,
    /* A row may come so much later than a seal over its number, or so many blocks: the sealer looks back so far. */
    LATE_SECONDS = 3600,
    LATE_BLOCKS = 3,
    SECONDS_OF_MINUTE = 60
};

/* A block that is being compared with its rows. */
struct comparison {
    const struct audit_compare *compare;
    struct audit_progress *log;
    const struct seal *seal;
    struct audit_list list;
    size_t at;     /* the leaf whose row is awaited */
    bool matched;  /* it has come */
    bool has_odd;  /* a row with its number and another content has come */
    unsigned char odd[CRYPTO_HASH_SIZE];
    bool odd_carries_right;
    unsigned long long gone;
};

static void add_extra(const struct audit_compare *compare, struct audit_progress *log, const struct seal *seal,
                      unsigned long long id)
{
    if (log->extra_count == EXTRAS_AT_MOST) {
        audit_found(&compare->verify->findings, seal, "row %llu is in no seal's list", id);
        return;
    }
    if (log->extra_count == log->extra_room) {
        size_t room = log->extra_room == 0 ? EXTRAS_AT_FIRST : 2 * log->extra_room;
        struct audit_extra *more = realloc(log->extras, room * sizeof *more);

        if (!more)
            abort();
        log->extras = more;
        log->extra_room = room;
    }
    log->extras[log->extra_count++] = (struct audit_extra){
        .id = id, .seal = seal->number, .first_id = seal->first_id, .last_id = seal->last_id, .block = log->blocks,
        .year = seal->year, .sealed_ago = clock_seconds_since(seal->sealed_at)};
}

static void forget_extra(struct audit_progress *log, unsigned long long id)
{
    for (size_t i = 0; i < log->extra_count; i++)
        if (log->extras[i].id == id) {
            log->extras[i] = log->extras[--log->extra_count];
            return;
        }
}

/* Which sealed row has this content, if any: rows that changed places. */
static unsigned long long place_of(const struct audit_list *list, const unsigned char hash[CRYPTO_HASH_SIZE])
{
    for (size_t i = 0; i < list->count; i++) {
        struct seal_leaf leaf = seal_leaf_read(list->leaves, i);

        if (memcmp(leaf.hash, hash, CRYPTO_HASH_SIZE) == 0)
            return leaf.id;
    }
    return 0;
}

static void tell_changed(struct comparison *comparison, unsigned long long id)
{
    unsigned long long was = place_of(&comparison->list, comparison->odd);

    if (was != 0)
        audit_found(&comparison->compare->verify->findings, comparison->seal, "row %llu holds what was sealed as row %llu", id, was);
    else
        audit_found(&comparison->compare->verify->findings, comparison->seal, "row %llu was changed after it was sealed%s", id,
                    comparison->odd_carries_right ? ", and given the hash that goes with it" : "");
}

/* The awaited row is past: what became of it? */
static void leave_leaf(struct comparison *comparison)
{
    unsigned long long id = seal_leaf_read(comparison->list.leaves, comparison->at).id;

    if (!comparison->matched && comparison->has_odd)
        tell_changed(comparison, id);
    else if (!comparison->matched) {
        comparison->gone++;
        if (comparison->gone < AUDIT_FINDINGS_TOLD)
            audit_found(&comparison->compare->verify->findings, comparison->seal, "row %llu is gone", id);
    } else if (comparison->has_odd)
        add_extra(comparison->compare, comparison->log, comparison->seal, id);
    comparison->at++;
    comparison->matched = comparison->has_odd = false;
}

static void check_carried(const struct audit_compare *compare, struct audit_progress *log, const struct seal *seal,
                          const struct audit_checked_row *row)
{
    if (row->carries && !row->carries_right)
        audit_found(&compare->verify->findings, seal, "row %llu does not fit the hash that it was written with", row->id);
    else if (!row->carries && log->carries)
        audit_found(&compare->verify->findings, seal, "row %llu has lost the hash that it was written with", row->id);
    log->carries = log->carries || row->carries;
}

/* A time long before the place: written in afterwards, or by a clock put back. */
static void check_time(const struct audit_compare *compare, const struct audit_progress *log, const struct seal *seal,
                       const struct audit_checked_row *row)
{
    if (row->before > LATE_SECONDS)
        audit_noticed(&compare->verify->findings,
                      "%s: row %llu (seal %llu) bears a time %lld minutes older than its place in the log", log->name, row->id,
                      seal->number, row->before / SECONDS_OF_MINUTE);
}

static void take_row(struct comparison *comparison, const struct audit_checked_row *row)
{
    const unsigned char *leaves = comparison->list.leaves;
    struct seal_leaf leaf;

    while (comparison->at < comparison->list.count && seal_leaf_read(leaves, comparison->at).id < row->id)
        leave_leaf(comparison);
    if (comparison->at == comparison->list.count || seal_leaf_read(leaves, comparison->at).id != row->id) {
        if (comparison->seal->kind == SEAL_BLOCK)
            add_extra(comparison->compare, comparison->log, comparison->seal, row->id);
        return;
    }
    leaf = seal_leaf_read(leaves, comparison->at);
    comparison->compare->verify->rows++;
    check_time(comparison->compare, comparison->log, comparison->seal, row);
    if (!comparison->matched && memcmp(leaf.hash, row->hash, CRYPTO_HASH_SIZE) == 0) {
        comparison->matched = true;
        check_carried(comparison->compare, comparison->log, comparison->seal, row);
        return;
    }
    comparison->has_odd = true;
    comparison->odd_carries_right = row->carries_right;
    memcpy(comparison->odd, row->hash, CRYPTO_HASH_SIZE);
}

static enum store_result read_rows(const struct audit_compare *compare, struct audit_progress *log, unsigned long long first,
                                   unsigned long long last, const char *since, void *context,
                                   void (*take)(void *context, const struct audit_checked_row *row))
{
    struct audit_reading *reading = NULL;
    struct audit_checked_row row;
    bool more = true;
    enum store_result result =
        audit_check_open(compare->verify->store, compare->arena, log->name, first, last, since, compare->digest, &reading);

    while (result == STORE_OK && more) {
        result = audit_check_next(reading, &row, &more);
        if (result == STORE_OK && more)
            take(context, &row);
    }
    audit_check_close(&reading);
    return result;
}

static void take_compared(void *context, const struct audit_checked_row *row)
{
    take_row(context, row);
}

static enum store_result tell_gone(struct comparison *comparison)
{
    const struct seal *seal = comparison->seal;
    bool there = true;
    enum store_result result;

    if (comparison->gone < AUDIT_FINDINGS_TOLD && comparison->gone < seal->row_count)
        return STORE_OK;
    result = audit_check_partition(comparison->compare->verify->store, comparison->compare->arena, seal->log, seal->year, &there);
    if (result == STORE_OK && comparison->gone > 0)
        audit_found(&comparison->compare->verify->findings, seal, "%llu of its %llu rows are gone%s", comparison->gone,
                    seal->row_count, there ? "" : ": the partition of that year is not there, and no seal says that it went by retention");
    return result;
}

/* A row is late once it is in a list of late rows. */
static void forget_late(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->list.count; i++)
        forget_extra(comparison->log, seal_leaf_read(comparison->list.leaves, i).id);
    comparison->compare->verify->late += comparison->list.count;
}

static bool list_is_right(const struct audit_compare *compare, const struct seal *seal, const struct audit_list *list, bool whole)
{
    unsigned char root[CRYPTO_HASH_SIZE];

    if (list->count == 0 && seal->row_count > 0) {
        audit_found(&compare->verify->findings, seal, "the list of its rows is gone");
        return false;
    }
    seal_root(list->leaves, list->count, root);
    if (whole && list->count == seal->row_count && memcmp(root, seal->root, sizeof root) == 0)
        return true;
    audit_found(&compare->verify->findings, seal, "the list of its rows was changed");
    return false;
}

/* Without a list: rows that do not fit the hash that they carry are all that can be named. */
struct bare {
    const struct audit_compare *compare;
    struct audit_progress *log;
    const struct seal *seal;
};

static void take_bare(void *context, const struct audit_checked_row *row)
{
    struct bare *bare = context;

    check_carried(bare->compare, bare->log, bare->seal, row);
}

enum store_result audit_compare_block(const struct audit_compare *compare, struct audit_progress *log, const struct seal *seal)
{
    const char *since = seal->kind == SEAL_LATE ? seal->sealed_at : *log->since ? log->since : NULL;
    struct comparison comparison = {.compare = compare, .log = log, .seal = seal};
    struct bare bare = {compare, log, seal};
    bool whole = false;
    enum store_result result =
        audit_check_list(compare->verify->store, compare->arena, seal->number, &comparison.list, &whole);

    if (result != STORE_OK)
        return result;
    if (!list_is_right(compare, seal, &comparison.list, whole))
        return read_rows(compare, log, seal->first_id, seal->last_id, NULL, &bare, take_bare);
    if (seal->kind == SEAL_LATE)
        forget_late(&comparison);
    result = read_rows(compare, log, seal->first_id, seal->last_id, since, &comparison, take_compared);
    while (result == STORE_OK && comparison.at < comparison.list.count)
        leave_leaf(&comparison);
    return result == STORE_OK ? tell_gone(&comparison) : result;
}

static void take_unsealed(void *context, const struct audit_checked_row *row)
{
    struct bare *bare = context;

    bare->compare->verify->unsealed++;
    if (row->carries && !row->carries_right)
        audit_found_outside(&bare->compare->verify->findings,
                            "%s: row %llu, not sealed yet, does not fit the hash that it was written with", bare->log->name,
                            row->id);
    else if (!row->carries && bare->log->carries)
        audit_found_outside(&bare->compare->verify->findings,
                            "%s: row %llu, not sealed yet, has lost the hash that it was written with", bare->log->name, row->id);
}

/* Rows in a sealed run that no list has: committed late and sealed with the next round, or written in afterwards. */
static void tell_extras(const struct audit_compare *compare, struct audit_progress *log)
{
    long long latest = *log->since ? clock_seconds_since(log->since) : 0;

    for (size_t i = 0; i < log->extra_count; i++) {
        const struct audit_extra *extra = &log->extras[i];
        const struct seal seal = {.number = extra->seal, .log = log->name, .first_id = extra->first_id,
                                  .last_id = extra->last_id, .year = extra->year};

        if (extra->sealed_ago - latest <= LATE_SECONDS || log->blocks - extra->block <= LATE_BLOCKS)
            compare->verify->unsealed++;
        else
            audit_found(&compare->verify->findings, &seal, "row %llu was added after the others were sealed", extra->id);
    }
}

enum store_result audit_compare_rest(const struct audit_compare *compare, struct audit_progress *log)
{
    struct bare bare = {compare, log, NULL};

    tell_extras(compare, log);
    return read_rows(compare, log, log->last_id + 1, LLONG_MAX, NULL, &bare, take_unsealed);
}

void audit_compare_free(struct audit_progress *log)
{
    free(log->extras);
    log->extras = NULL;
}
