/* What a codebook changes from the one before, and how many have answered what expires, goes or means something else
 * from now on (requirement C6). */
#include <stdlib.h>

#include "engine/base/text.h"
#include "engine/codebook/compare.h"
#include "register/store/migrate_codebook.h"
#include "register/store/migrate_holders.h"

static void say(struct migrate_work *work, const char *line)
{
    if (work->settings->say != NULL) {
        work->settings->say(line);
    }
}

struct impact {
    unsigned touched; /* differences that somebody's answers are touched by */
    bool impossible;
};

/* "3 participants in 2 municipalities hold it" is what whoever decides has to know. */
static const char *with_holders(struct migrate_work *work, const char *line, const struct codebook_difference *difference,
                                const struct holders *holders)
{
    bool is_new = difference->weight == CODEBOOK_NEW;
    if (is_new && text_equal(holders->participants, "0")) {
        return line;
    }
    return arena_printf(work->arena, "%s: %s %s in %s %s%s", line, holders->participants,
                        text_equal(holders->participants, "1") ? "participant holds it" : "participants hold it",
                        holders->municipalities, text_equal(holders->municipalities, "1") ? "municipality" : "municipalities",
                        is_new ? " from when it was used before" : "");
}

static bool tell_difference(struct migrate_work *work, const char *reg, const struct codebook_difference *difference,
                            struct impact *impact)
{
    struct holders holders = {"0", "0"};
    const char *place = difference->line == 0 ? "" : arena_printf(work->arena, "line %d: ", difference->line);
    bool counted = difference->weight != CODEBOOK_TOLD && difference->weight != CODEBOOK_NEVER;
    if (counted && !migrate_holders(work, reg, difference, &holders)) {
        return false;
    }
    bool held = !text_equal(holders.participants, "0");
    bool impossible = difference->weight == CODEBOOK_NEVER || (difference->weight == CODEBOOK_UNHELD && held);
    const char *line = arena_printf(work->arena, "  %s%s", place, difference->text);
    if (counted) {
        line = with_holders(work, line, difference, &holders);
    }
    say(work, impossible ? arena_printf(work->arena, "%s: IMPOSSIBLE%s", line,
                                        difference->weight == CODEBOOK_UNHELD ? ", end it instead (to=\"...\")" : "")
                         : line);
    impact->touched += held;
    impact->impossible |= impossible;
    return true;
}

/* `before` is NULL where the register is new. */
static bool tell_differences(struct migrate_work *work, const struct codebook_register *before,
                             const struct codebook_register *after, struct impact *impact)
{
    say(work, arena_printf(work->arena, before == NULL ? " %s: is new" : " %s:", after->name));
    if (before == NULL) {
        return true;
    }
    struct codebook_differences differences = codebook_compare(work->arena, before, after);
    for (size_t i = 0; i < differences.count; i++) {
        if (differences.items[i].variable == NULL) {
            say(work, arena_printf(work->arena, "  %s", differences.items[i].text));
        } else if (!tell_difference(work, after->name, &differences.items[i], impact)) {
            return false;
        }
    }
    if (differences.count == 0) {
        say(work, "  neither variables nor codes or rules: texts around them, or their order");
    }
    return true;
}

static bool judge(struct migrate_work *work, const struct impact *impact)
{
    if (work->plan_only) {
        return true;
    }
    if (impact->impossible) {
        return work_fail(work, "the codebook changes what cannot be changed (above): nothing was done");
    }
    if (impact->touched > 0 && !work->settings->consent) {
        return work_fail(work, "the codebook touches what people have answered (above): nothing was done. "
                               "`jobbsjanse codebook apply --yes` does it all the same");
    }
    return true;
}

/* What nobody can tell may touch anything. */
static bool judge_unknown(struct migrate_work *work, const char *why)
{
    const struct impact impact = {.touched = 1};
    say(work, arena_printf(work->arena, "The codebook applied before is not understood any more (%s): nobody can say "
                                        "whose answers the new one touches.", why));
    return judge(work, &impact);
}

static bool compare_with(struct migrate_work *work, const struct codebook *applied, const struct database_row *last)
{
    const struct codebook *now = work->settings->codebook;
    struct impact impact = {0};
    say(work, arena_printf(work->arena, "The codebook changes since version %s, applied %.16s UTC by %s:",
                           last->values[APPLIED_VERSION], last->values[APPLIED_AT], last->values[APPLIED_BY]));
    if (text_equal(applied->version, now->version)) {
        say(work, "  its version is the same as before: give each change one of its own");
    }
    for (size_t i = 0; i < now->register_count; i++) {
        const struct codebook_register *before = codebook_find_register(applied, now->registers[i].name);
        if (!tell_differences(work, before, &now->registers[i], &impact)) {
            return false;
        }
    }
    for (size_t i = 0; i < applied->register_count; i++) {
        if (codebook_find_register(now, applied->registers[i].name) == NULL) {
            say(work, arena_printf(work->arena, " %s: is gone: what it holds is kept in the database, but not shown",
                                   applied->registers[i].name));
            impact.touched++;
        }
    }
    return judge(work, &impact);
}

bool migrate_impact(struct migrate_work *work)
{
    const struct database_row *last;
    const struct codebook *applied = NULL;
    char *why = NULL;
    if (!migrate_codebook_last(work, &last)) {
        return false;
    }
    if (last == NULL || text_equal(last->values[APPLIED_DIGEST], work->settings->codebook->digest)) {
        return true;
    }
    if (!codebook_load_source("applied", last->values[APPLIED_CONTENT], last->lengths[APPLIED_CONTENT], NULL, &applied, &why)) {
        bool allowed = judge_unknown(work, why);
        free(why);
        return allowed;
    }
    bool done = compare_with(work, applied, last);
    codebook_free(&applied);
    return done;
}
