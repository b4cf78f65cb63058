/* Checks the chain of seals and every sealed row. */
#include "register/task/audit_verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/store/audit_check.h"
#include "register/store/audit_log.h"
#include "register/store/audit_trigger.h"
#include "register/task/audit_compare.h"

enum { SEALS_AT_ONCE = 100, LOGS_AT_MOST = 16, DROPPED_AT_MOST = 200, BLOCK_MEMORY = 64 * 1024 * 1024 };

/* One check from first to last. */
struct work {
    struct audit_verify *verify;
    struct audit_compare compare; /* its arena is emptied before each block */
    struct audit_progress logs[LOGS_AT_MOST];
    unsigned dropped[DROPPED_AT_MOST];
    size_t dropped_count;
    unsigned long long number; /* of the latest seal */
    unsigned char hash[CRYPTO_HASH_SIZE];
};

static struct audit_progress *check_of(struct work *work, const char *name)
{
    for (size_t i = 0; work->logs[i].name; i++)
        if (text_equal(work->logs[i].name, name))
            return &work->logs[i];
    return NULL;
}

/* Rows of a year that went by retention are not looked for, unless the going was not finished. */
static enum store_result is_dropped(struct work *work, const struct seal *seal, bool *dropped_out)
{
    bool there = false;
    enum store_result result = STORE_OK;

    *dropped_out = false;
    for (size_t i = 0; i < work->dropped_count && !*dropped_out; i++)
        *dropped_out = work->dropped[i] == seal->year;
    if (*dropped_out)
        result = audit_check_partition(work->verify->store, work->compare.arena, seal->log, seal->year, &there);
    *dropped_out = *dropped_out && !there;
    return result;
}

/* The seal itself: its place in the chain, its hash, its key. */
static void check_chain(struct work *work, const struct seal *seal)
{
    struct audit_findings *findings = &work->verify->findings;
    unsigned char hash[CRYPTO_HASH_SIZE], mac[CRYPTO_HASH_SIZE];

    if (seal->number != work->number + 1)
        audit_found(findings, seal, "the seals from %llu to %llu are gone", work->number + 1, seal->number - 1);
    else if (memcmp(seal->previous, work->hash, sizeof hash) != 0)
        audit_found(findings, seal, "it does not follow the seal before it");
    seal_hash(seal, hash);
    if (memcmp(seal->hash, hash, sizeof hash) != 0)
        audit_found(findings, seal, "the seal was changed");
    seal_mac(seal, work->verify->key, work->verify->key_size, mac);
    if (!crypto_equal(seal->mac, mac, sizeof mac))
        audit_found(findings, seal, "the seal was not made with this installation's key");
    work->number = seal->number;
    memcpy(work->hash, seal->hash, sizeof work->hash);
}

static enum store_result check_block(struct work *work, const struct seal *seal)
{
    struct audit_progress *log = check_of(work, seal->log);
    bool dropped = false;
    enum store_result result;

    if (!log) {
        audit_found(&work->verify->findings, seal, "there is no such log");
        return STORE_OK;
    }
    if (seal->kind == SEAL_BLOCK && seal->first_id != log->last_id + 1)
        audit_found(&work->verify->findings, seal, "the block before it ended at row %llu", log->last_id);
    result = is_dropped(work, seal, &dropped);
    if (result == STORE_OK && dropped)
        work->verify->dropped += seal->row_count;
    else if (result == STORE_OK)
        result = audit_compare_block(&work->compare, log, seal);
    if (seal->kind == SEAL_BLOCK) {
        log->last_id = seal->last_id;
        log->blocks++;
        snprintf(log->since, sizeof log->since, "%s", seal->sealed_at);
    }
    return result;
}

static enum store_result check_seal(struct work *work, const struct seal *seal)
{
    check_chain(work, seal);
    work->verify->seals++;
    if (seal->kind == SEAL_DROPPED) {
        audit_noticed(&work->verify->findings, "the logs of %u (%llu rows) went by retention on %.10s, says seal %llu", seal->year,
                      seal->row_count, seal->sealed_at, seal->number);
        return STORE_OK;
    }
    arena_reset(work->compare.arena); /* not the one that the seal came in */
    return check_block(work, seal);
}

/* Years that the chain says went by retention; whether those seals are good is found out with all others. */
static enum store_result find_dropped(struct work *work, struct arena *arena)
{
    struct audit_seals seals = {.count = 1};
    unsigned long long after = 0;
    enum store_result result = STORE_OK;

    while (result == STORE_OK && seals.count > 0) {
        arena_reset(arena);
        result = audit_check_seals(work->verify->store, arena, after, SEALS_AT_ONCE, &seals);
        for (size_t i = 0; result == STORE_OK && i < seals.count; i++) {
            if (seals.items[i].kind == SEAL_DROPPED && work->dropped_count < DROPPED_AT_MOST)
                work->dropped[work->dropped_count++] = seals.items[i].year;
            after = seals.items[i].number;
        }
    }
    return result;
}

static enum store_result check_seals(struct work *work, struct arena *arena)
{
    struct audit_seals seals = {.count = 1};
    enum store_result result = STORE_OK;

    while (result == STORE_OK && seals.count > 0) {
        arena_reset(arena);
        result = audit_check_seals(work->verify->store, arena, work->number, SEALS_AT_ONCE, &seals);
        for (size_t i = 0; result == STORE_OK && i < seals.count; i++)
            result = check_seal(work, &seals.items[i]);
    }
    return result;
}

static enum store_result check_rest(struct work *work)
{
    enum store_result result = STORE_OK;

    for (size_t i = 0; work->logs[i].name && result == STORE_OK; i++) {
        arena_reset(work->compare.arena);
        result = audit_compare_rest(&work->compare, &work->logs[i]);
    }
    return result;
}

enum store_result audit_verify(struct audit_verify *verify, struct arena *arena)
{
    struct work *work = calloc(1, sizeof *work);
    enum store_result result;

    if (!work)
        abort();
    *work = (struct work){
        .verify = verify,
        .compare = {.verify = verify, .arena = arena_new(BLOCK_MEMORY), .digest = crypto_digest_new()},
    };
    for (size_t i = 0; audit_logs[i].name && i + 1 < LOGS_AT_MOST; i++)
        work->logs[i].name = audit_logs[i].name;
    result = find_dropped(work, arena);
    if (result == STORE_OK)
        result = check_seals(work, arena);
    if (result == STORE_OK)
        result = check_rest(work);
    for (size_t i = 0; work->logs[i].name; i++)
        audit_compare_free(&work->logs[i]);
    crypto_digest_free(&work->compare.digest);
    arena_free(&work->compare.arena);
    free(work);
    return result;
}

enum store_result audit_verify_triggers(struct audit_verify *verify, struct arena *arena)
{
    const char **missing = NULL;
    size_t count = 0;
    enum store_result result = audit_check_triggers(verify->store, arena, &missing, &count);

    for (size_t i = 0; i < count; i++)
        audit_found_outside(&verify->findings, "the trigger %s is not there, or does not do what it is for", missing[i]);
    return result;
}

bool audit_verify_head(struct audit_verify *verify, struct arena *arena, const char *line, enum store_result *result_out)
{
    unsigned char kept[CRYPTO_HASH_SIZE], there[CRYPTO_HASH_SIZE];
    unsigned long long number = 0;
    bool is_there = false;

    if (!seal_head_read(line, &number, kept))
        return false;
    *result_out = audit_check_hash(verify->store, arena, number, there, &is_there);
    if (*result_out == STORE_OK && !is_there)
        audit_found_outside(&verify->findings, "the kept end of the chain is seal %llu, which is not there: the chain was cut",
                            number);
    else if (*result_out == STORE_OK && memcmp(kept, there, sizeof kept) != 0)
        audit_found_outside(&verify->findings, "seal %llu is another than the one that was kept: the chain was made anew",
                            number);
    return true;
}
