/* Which codebook a database was brought up to. */
#include "engine/base/text.h"
#include "register/store/migrate_codebook.h"

enum { DIGEST_SHOWN = 12 };

bool migrate_codebook_last(struct migrate_work *work, const struct database_row **row_out)
{
    struct database_answer answer;
    bool there = false;
    *row_out = NULL;
    if (!work_has_table(work, "codebook_applied", &there) || !there) {
        return !there && work->why == NULL;
    }
    const char *sql = arena_printf(work->arena, "SELECT digest, version, applied_at, applied_by, content "
                                                "FROM %s.codebook_applied ORDER BY number DESC LIMIT 1",
                                   work->filling.names.main);
    if (!work_ask(work, sql, NULL, 0, &answer)) {
        return false;
    }
    *row_out = answer.sets[0].row_count == 0 ? NULL : &answer.sets[0].rows[0];
    return true;
}

/* The log says who by the context, and the row who ran the command. */
static bool note(struct migrate_work *work)
{
    const struct codebook *codebook = work->settings->codebook;
    const char *main = work->filling.names.main;
    const char *texts[] = {codebook->version, codebook->digest, work->settings->who,
                           arena_copy_n(work->arena, codebook->source, codebook->source_length)};
    struct database_answer answer;
    return work_run(work, arena_printf(work->arena, "CALL %s.ctx.open_system('codebook')", main)) &&
           work_ask(work, arena_printf(work->arena,
                                       "INSERT INTO %s.codebook_applied (version, digest, applied_at, applied_by, content) "
                                       "VALUES (?, ?, %s.utc_now(), ?, ?)", main, main), texts, 4, &answer) &&
           work_run(work, arena_printf(work->arena, "CALL %s.ctx.leave()", main));
}

bool migrate_codebook(struct migrate_work *work)
{
    const struct codebook *codebook = work->settings->codebook;
    const struct database_row *last;
    if (!migrate_codebook_last(work, &last)) {
        return false;
    }
    if (last != NULL && text_equal(last->values[APPLIED_DIGEST], codebook->digest)) {
        return true;
    }
    return !work_begins(work, arena_printf(work->arena, "note codebook version %s (%.*s...) as applied",
                                           codebook->version, DIGEST_SHOWN, codebook->digest)) ||
           note(work);
}
