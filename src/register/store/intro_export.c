/* One statement: the kinds of lines one after the other, sorted by what they say. */
#include "register/store/intro_export.h"

enum { ROW_ARENA = 1024 * 1024 };

/* Columns as import_line.h counts them. */
static const char lines[] =
    "SELECT x.rad, x.duf_nummer, NULL, x.kommunenummer, x.bydel, x.navn, x.kategori, x.lov, x.oppstartsfrist, x.oppstartsdato, "
    "x.frist, x.begrunnelse, x.dager, x.dod, x.utvandret, x.flyttet, x.ute, x.gjenapnet, x.etter, x.vedtakstype, x.vedtaksresultat, "
    "x.vedtaksdato, x.sluttmal, x.sluttmal_dato, x.avslutningsdato, x.avslutningsarsak, x.timer_per_uke FROM ("
    "SELECT 0 AS kind, 'person' AS rad, p.duf_nummer, p.kommunenummer, NULLIF(p.bydel, '') AS bydel, p.navn, p.kategori, p.lov, "
    "p.oppstartsfrist, p.oppstartsdato, p.deadline_set AS frist, p.deadline_reason AS begrunnelse, NULLIF(p.days_off, 0) AS dager, "
    "p.dead_on AS dod, p.emigrated_on AS utvandret, p.moved_on AS flyttet, p.out_of_category_on AS ute, p.reopened_on AS gjenapnet, "
    "NULLIF(MAKE_SET(p.learned_since, 'utvandret', 'flyttet', 'ikke_i_kategori'), '') AS etter, "
    "NULL AS vedtakstype, NULL AS vedtaksresultat, NULL AS vedtaksdato, NULL AS sluttmal, NULL AS sluttmal_dato, "
    "NULL AS avslutningsdato, NULL AS avslutningsarsak, NULL AS timer_per_uke FROM intro_participant p "
    "UNION ALL SELECT 1, 'vedtak', p.duf_nummer, p.kommunenummer, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
    "NULL, NULL, NULL, NULL, NULL, IF(MAX(d.changed_at > p.reopened_at), '1', NULL), d.vedtakstype, d.vedtaksresultat, d.vedtaksdato, "
    "NULL, NULL, NULL, NULL, NULL "
    "FROM intro_decision d JOIN intro_participant p USING (participant_id) WHERE d.deleted_at IS NULL "
    "GROUP BY p.duf_nummer, p.kommunenummer, d.vedtakstype, d.vedtaksresultat, d.vedtaksdato "
    "UNION ALL SELECT DISTINCT 2, 'sluttmal', p.duf_nummer, p.kommunenummer, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
    "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, g.sluttmal, g.sluttmal_dato, NULL, NULL, NULL "
    "FROM intro_goal g JOIN intro_participant p USING (participant_id) WHERE g.deleted_at IS NULL "
    "UNION ALL SELECT 3, 'avslutning', p.duf_nummer, p.kommunenummer, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
    "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, t.avslutningsdato, t.avslutningsarsak, t.timer_per_uke "
    "FROM intro_termination t JOIN intro_participant p USING (participant_id) WHERE t.deleted_at IS NULL AND t.computed = 0"
    ") x ORDER BY x.duf_nummer, x.kommunenummer, x.kind, x.vedtaksdato, x.vedtakstype, x.vedtaksresultat, x.sluttmal_dato, x.sluttmal";

static enum database_result take_rows(struct database_stream *stream, struct arena *row_arena, intro_export_taker *take,
                                      void *context, const char **why_out)
{
    enum database_result result;
    const struct database_row *row = NULL;
    bool goes_on = true;

    do {
        result = database_stream_next(stream, &row, why_out);
        if (result == DATABASE_OK && row)
            goes_on = take(context, row_arena, row->values);
        arena_reset(row_arena);
    } while (result == DATABASE_OK && row && goes_on);
    return result;
}

static enum store_result note(struct store *store, struct arena *arena)
{
    struct database_answer answer;

    return store_ask(store, arena, "export-note", "CALL intro_export_note()", NULL, 0, &answer);
}

enum store_result intro_export_stream(struct store *store, struct arena *arena, intro_export_taker *take, void *context)
{
    struct arena *row_arena;
    struct database_stream *stream = NULL;
    const char *why = NULL;
    enum database_result result;

    if (note(store, arena) != STORE_OK)
        return STORE_FAILED;
    row_arena = arena_new(ROW_ARENA);
    result = database_stream_open(store->database, arena, lines, NULL, 0, &stream, &why);
    if (result == DATABASE_OK) {
        result = take_rows(stream, row_arena, take, context, &why);
        database_stream_close(&stream);
    }
    arena_free(&row_arena);
    return store_told(result, "export", why);
}
