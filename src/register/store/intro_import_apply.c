/* What was collected goes to the tables: one statement for each thing that can be new or another, in one transaction. Whoever and
 * whatever is there already as the file says is not touched, so that the same file a second time changes nothing. */
#include "register/store/intro_import_work.h"

#include "register/store/intro_import.h"

enum { TRIES = 3 };

/* One instant for all of it: what comes with a reopening was known when the programme was reopened, unless the file says otherwise. */
#define NOW "@import_at"
#define SAID_AT NOW " + INTERVAL (i.etter_gjenapning <=> '1') MICROSECOND"
#define BY "NULL, 'Import'"
/* A deadline set when the programme was reopened stays where the file has none. */
#define KEEPS_DEADLINE "(i.gjennomforingsfrist IS NULL AND p.reopened_on IS NOT NULL)"
/* What the file says of a person, and the column it belongs in. */
#define PERSON_SAYS(each, between)                                                                                                \
    each("navn", "i.navn") between each("kategori", "i.kategori") between each("lov", "i.lov")                                   \
    between each("bydel", "COALESCE(i.bydel, '')") between each("oppstartsfrist", "i.oppstartsfrist")                            \
    between each("oppstartsdato", "i.oppstartsdato")                                                                              \
    between each("deadline_reason", "IF(" KEEPS_DEADLINE ", p.deadline_reason, i.frist_begrunnelse)")                            \
    between each("deadline_set", "IF(" KEEPS_DEADLINE ", p.deadline_set, i.gjennomforingsfrist)")                                \
    between each("days_off", "COALESCE(i.fravarsdager, 0)") between each("learned_since", LEARNED_SINCE)                         \
    between each("reopened_at", "IF(" REOPENS ", " NOW ", p.reopened_at)") between each("dead_on", "i.dod_dato")                 \
    between each("emigrated_on", "i.utvandret_dato") between each("moved_on", "i.flyttet_dato")                                  \
    between each("out_of_category_on", "i.ute_av_kategori_dato")                                                                  \
    between each("reopened_on", "COALESCE(i.gjenapnet_dato, p.reopened_on)")
#define REOPENS "COALESCE(i.gjenapnet_dato > COALESCE(p.reopened_on, '1000-01-01'), FALSE)"
/* Of a fact: was it, or is it now, learned after she was reopened? (rule_engine.h) */
#define LEARNED(name, column, said)                                                                                               \
    "IF(" said " IS NOT NULL AND (FIND_IN_SET('" name "', i.etter_gjenapning) OR NOT " REOPENS " AND "                           \
    "IF(" said " <=> p." column ", FIND_IN_SET('" name "', p.learned_since), p.reopened_on IS NOT NULL)), '" name "', NULL)"
/* Of a decision intro_standing tells that. */
#define HAD(name) "IF(FIND_IN_SET('" name "', p.learned_since), '" name "', NULL)"
#define LEARNED_SINCE                                                                                                             \
    "CONCAT_WS(',', " LEARNED("utvandret", "emigrated_on", "i.utvandret_dato") ", " LEARNED("flyttet", "moved_on", "i.flyttet_dato") \
    ", " LEARNED("ikke_i_kategori", "out_of_category_on", "i.ute_av_kategori_dato") ", " HAD("avvist") ", " HAD("permanent_stans") ")"
#define IS_SO(column, said) "BINARY p." column " <=> BINARY " said
#define SET_SO(column, said) "p." column " = " said
#define COLUMN(column, said) column
#define SAID(column, said) said
#define END_IS_SO "t.avslutningsdato <=> i.avslutningsdato AND t.avslutningsarsak <=> i.avslutningsarsak AND t.timer_per_uke <=> i.timer_per_uke"

/* A row of hers that says the same, and then one of the same key that says something else, is the line's. */
#define FIND_SAME(table, kind, key, value)                                                                                        \
    "UPDATE import_line i JOIN (SELECT MIN(d.row_id) AS row_id, d.participant_id, " key ", d." value " FROM " table " d "        \
    "WHERE d.deleted_at IS NULL AND d.participant_id IN (SELECT l.participant_id FROM import_line l WHERE l.rad = '" kind "') "  \
    "GROUP BY d.participant_id, " key ", d." value ") k USING (participant_id, " key ", " value ") "                             \
    "SET i.row_id = k.row_id WHERE i.rad = '" kind "'"
#define FIND_OTHER(table, kind, key, same_key, value)                                                                                      \
    "UPDATE import_line i "                                                                                                       \
    "JOIN (SELECT l.line, l.participant_id, " key ", ROW_NUMBER() OVER (PARTITION BY l.participant_id, " key " ORDER BY l." value \
    ", l.line) AS nth FROM import_line l WHERE l.rad = '" kind "' AND l.row_id IS NULL) f ON f.line = i.line "                   \
    "JOIN (SELECT d.row_id, d.participant_id, " key ", ROW_NUMBER() OVER (PARTITION BY d.participant_id, " key                   \
    " ORDER BY d." value ", d.row_id) AS nth FROM " table " d WHERE d.deleted_at IS NULL "                                       \
    "AND d.participant_id IN (SELECT l.participant_id FROM import_line l WHERE l.rad = '" kind "' AND l.row_id IS NULL) "        \
    "AND d.row_id NOT IN (SELECT l.row_id FROM import_line l WHERE l.rad = '" kind "' AND l.row_id IS NOT NULL)) k "             \
    "ON k.participant_id = f.participant_id AND k.nth = f.nth AND " same_key " SET i.row_id = k.row_id"
#define TOUCH_ROWS(table, kind, value)                                                                                            \
    "INSERT IGNORE INTO import_touched SELECT i.participant_id FROM import_line i LEFT JOIN " table " d ON d.row_id = i.row_id " \
    "WHERE i.rad = '" kind "' AND NOT (d." value " <=> i." value ")"
#define CHANGE_ROWS(table, kind, value)                                                                                           \
    "UPDATE " table " d JOIN import_line i ON i.row_id = d.row_id SET d." value " = i." value ", d.changed_at = " SAID_AT         \
    ", d.changed_by = NULL, d.changed_by_name = 'Import' WHERE i.rad = '" kind "' AND d." value " <> i." value
#define ADD_ROWS(table, kind, columns, condition)                                                                                 \
    "INSERT INTO " table " (row_id, participant_id, " columns ", entered_at, entered_by, entered_by_name, changed_at, "          \
    "changed_by, changed_by_name) SELECT i.new_id, i.participant_id, " columns ", " NOW ", " BY ", " SAID_AT ", " BY              \
    " FROM import_line i WHERE i.rad = '" kind "' AND " condition

/* A decision that is there already, and was entered after the reopening that the register learns of only now. */
#define IS_LATE "i.rad = 'vedtak' AND i.etter_gjenapning = '1' AND d.changed_at <= p.reopened_at"
#define LATE_ROWS "import_line i JOIN intro_decision d ON d.row_id = i.row_id JOIN intro_participant p ON p.participant_id = d.participant_id"

enum step {
    HOLD,
    CLOCK,
    ADD_PERSONS,
    FIND_PERSONS,
    TOUCH_NEW,
    TOUCH_PERSONS,
    REOPEN,
    CHANGE_PERSONS,
    FIND_SAME_DECISIONS,
    FIND_DECISIONS,
    TOUCH_DECISIONS,
    CHANGE_DECISIONS,
    TOUCH_LATE,
    CHANGE_LATE,
    ADD_DECISIONS,
    FIND_SAME_GOALS,
    FIND_GOALS,
    TOUCH_GOALS,
    CHANGE_GOALS,
    ADD_GOALS,
    TOUCH_ENDS,
    CHANGE_ENDS,
    LIFT_ENDS,
    ADD_ENDS,
    STAND,
    STEPS
};

static const char *const steps[STEPS] = {
    /* Whoever writes a person or a row of hers holds her first. */
    [HOLD] = "SELECT COUNT(*) FROM (SELECT p.participant_id FROM import_line i STRAIGHT_JOIN intro_participant p "
             "ON p.duf_nummer = i.duf_nummer AND p.kommunenummer = i.kommunenummer FOR UPDATE) held",
    [CLOCK] = "SET @import_at = utc_now()",
    [ADD_PERSONS] = "INSERT INTO intro_participant (participant_id, row_version, person_id, duf_nummer, kommunenummer, "
                    PERSON_SAYS(COLUMN, ", ") ", created_at, changed_at, changed_by, changed_by_name) "
                    "SELECT i.new_id, 0, i.person_id, i.duf_nummer, i.kommunenummer, " PERSON_SAYS(SAID, ", ") ", " NOW ", " NOW ", " BY
                    " FROM import_line i LEFT JOIN intro_participant p ON p.duf_nummer = i.duf_nummer "
                    "AND p.kommunenummer = i.kommunenummer WHERE i.rad = 'person' AND p.participant_id IS NULL",
    [FIND_PERSONS] = "UPDATE import_line i JOIN intro_participant p ON p.duf_nummer = i.duf_nummer "
                     "AND p.kommunenummer = i.kommunenummer SET i.participant_id = p.participant_id",
    [TOUCH_NEW] = "INSERT INTO import_touched SELECT i.participant_id FROM import_line i WHERE i.rad = 'person' "
                  "AND i.participant_id = i.new_id",
    [TOUCH_PERSONS] = "INSERT INTO import_touched SELECT i.participant_id FROM import_line i JOIN intro_participant p USING "
                      "(participant_id) WHERE i.rad = 'person' AND i.participant_id <> i.new_id AND NOT (" PERSON_SAYS(IS_SO, " AND ") ")",
    /* As the page does it: what had ended her by then, ends her no more. An older file takes back nothing that came since. */
    [REOPEN] = "UPDATE intro_termination t JOIN import_line i ON i.participant_id = t.standing_of JOIN intro_participant p ON "
               "p.participant_id = i.participant_id LEFT JOIN import_line e ON e.participant_id = i.participant_id AND e.rad = 'avslutning' "
               "SET t.deleted_at = " NOW ", t.deleted_by = NULL, t.deleted_by_name = 'Import' WHERE i.rad = 'person' AND e.line IS NULL "
               "AND i.gjenapnet_dato > COALESCE(p.reopened_on, '1000-01-01') AND t.avslutningsdato <= i.gjenapnet_dato",
    [CHANGE_PERSONS] = "UPDATE intro_participant p JOIN import_touched USING (participant_id) JOIN import_line i USING (participant_id) "
                       "SET " PERSON_SAYS(SET_SO, ", ") " WHERE i.rad = 'person' AND i.participant_id <> i.new_id",
    [FIND_SAME_DECISIONS] = FIND_SAME("intro_decision", "vedtak", "vedtakstype, vedtaksdato", "vedtaksresultat"),
    [FIND_DECISIONS] = FIND_OTHER("intro_decision", "vedtak", "vedtakstype, vedtaksdato",
                                  "k.vedtakstype = f.vedtakstype AND k.vedtaksdato = f.vedtaksdato", "vedtaksresultat"),
    [TOUCH_DECISIONS] = TOUCH_ROWS("intro_decision", "vedtak", "vedtaksresultat"),
    [CHANGE_DECISIONS] = CHANGE_ROWS("intro_decision", "vedtak", "vedtaksresultat"),
    [TOUCH_LATE] = "INSERT IGNORE INTO import_touched SELECT d.participant_id FROM " LATE_ROWS " WHERE " IS_LATE,
    [CHANGE_LATE] = "UPDATE " LATE_ROWS " SET d.changed_at = " SAID_AT ", d.changed_by = NULL, d.changed_by_name = 'Import' WHERE " IS_LATE,
    [ADD_DECISIONS] = ADD_ROWS("intro_decision", "vedtak", "vedtakstype, vedtaksresultat, vedtaksdato", "i.row_id IS NULL"),
    [FIND_SAME_GOALS] = FIND_SAME("intro_goal", "sluttmal", "sluttmal_dato", "sluttmal"),
    [FIND_GOALS] = FIND_OTHER("intro_goal", "sluttmal", "sluttmal_dato", "k.sluttmal_dato = f.sluttmal_dato", "sluttmal"),
    [TOUCH_GOALS] = TOUCH_ROWS("intro_goal", "sluttmal", "sluttmal"),
    [CHANGE_GOALS] = CHANGE_ROWS("intro_goal", "sluttmal", "sluttmal"),
    [ADD_GOALS] = ADD_ROWS("intro_goal", "sluttmal", "sluttmal, sluttmal_dato", "i.row_id IS NULL"),
    [TOUCH_ENDS] = "INSERT IGNORE INTO import_touched SELECT i.participant_id FROM import_line i LEFT JOIN intro_termination t "
                   "ON t.standing_of = i.participant_id AND t.computed = 0 WHERE i.rad = 'avslutning' AND NOT (" END_IS_SO ")",
    [CHANGE_ENDS] = "UPDATE intro_termination t JOIN import_line i ON i.participant_id = t.standing_of "
                    "SET t.avslutningsdato = i.avslutningsdato, t.avslutningsarsak = i.avslutningsarsak, t.timer_per_uke = i.timer_per_uke, "
                    "t.changed_at = " NOW ", t.changed_by = NULL, t.changed_by_name = 'Import' "
                    "WHERE i.rad = 'avslutning' AND t.computed = 0 AND NOT (" END_IS_SO ")",
    [LIFT_ENDS] = "UPDATE intro_termination t JOIN import_line i ON i.participant_id = t.standing_of SET t.deleted_at = " NOW
                  ", t.deleted_by = NULL, t.deleted_by_name = 'Import' WHERE i.rad = 'avslutning' AND t.computed = 1",
    [ADD_ENDS] = ADD_ROWS("intro_termination", "avslutning", "avslutningsdato, avslutningsarsak, timer_per_uke",
                          "NOT EXISTS (SELECT 1 FROM intro_termination t WHERE t.standing_of = i.participant_id)"),
    [STAND] = "",
};

static const char stand[] = "BEGIN NOT ATOMIC FOR t IN (SELECT p.participant_id, p.gjennomforingsfrist FROM import_touched "
                            "JOIN intro_participant p USING (participant_id)) "
                            "DO CALL intro_standing(t.participant_id, t.gjennomforingsfrist); END FOR; END";

static void count(enum step step, unsigned long rows, struct intro_import_counts *counts)
{
    switch (step) {
    case ADD_PERSONS:
        counts->persons_new = rows;
        break;
    case TOUCH_PERSONS:
        counts->persons_changed = rows;
        break;
    case ADD_DECISIONS:
        counts->rows_new[IMPORT_DECISION] = rows;
        break;
    case CHANGE_DECISIONS:
        counts->rows_changed[IMPORT_DECISION] = rows;
        break;
    case ADD_GOALS:
        counts->rows_new[IMPORT_GOAL] = rows;
        break;
    case CHANGE_GOALS:
        counts->rows_changed[IMPORT_GOAL] = rows;
        break;
    case ADD_ENDS:
        counts->rows_new[IMPORT_END] = rows;
        break;
    case CHANGE_ENDS:
        counts->rows_changed[IMPORT_END] = rows;
        break;
    default:
        break;
    }
}

static enum database_result take_steps(struct intro_import *import, struct arena *arena, struct intro_import_counts *counts,
                                       const char **why_out)
{
    struct database *database = import->store->database;
    enum database_result result = DATABASE_OK;

    for (enum step step = 0; step < STAND && result == DATABASE_OK; step++) {
        struct database_answer answer;

        result = database_ask(database, arena, steps[step], NULL, 0, 1, &answer, why_out);
        if (result == DATABASE_OK)
            count(step, (unsigned long)answer.affected, counts);
    }
    return result == DATABASE_OK ? database_run(database, stand, why_out) : result;
}

/* The context comes after the last table that is made: making one empties it. */
static enum database_result begin(struct intro_import *import, struct arena *arena, const char **why_out)
{
    const char *const statements[] = {
        "DELETE FROM import_touched",
        "DELETE FROM import_deadline",
        "UPDATE import_line SET participant_id = NULL, row_id = NULL",
        arena_printf(arena, "CALL %s.ctx.open_system('import')", import->store->schema),
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "START TRANSACTION",
    };
    enum database_result result = DATABASE_OK;

    for (size_t i = 0; i < sizeof statements / sizeof *statements && result == DATABASE_OK; i++)
        result = database_run(import->store->database, statements[i], why_out);
    return result;
}

static enum database_result apply_once(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems,
                                       struct intro_import_counts *counts_out, const char **why_out)
{
    struct database *database = import->store->database;
    enum database_result result = begin(import, arena, why_out);

    *counts_out = (struct intro_import_counts){0};
    if (result == DATABASE_OK)
        result = take_steps(import, arena, counts_out, why_out);
    if (result == DATABASE_OK)
        result = intro_import_settle(import, arena, problems, why_out);
    if (result == DATABASE_OK && problems->total > 0)
        return database_run(database, "ROLLBACK", why_out);
    if (result == DATABASE_OK)
        return database_run(database, "COMMIT", why_out);
    if (result != DATABASE_AGAIN && result != DATABASE_DOWN)
        database_drop(database); /* half a file must never be committed */
    return result;
}

enum store_result intro_import_apply(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems,
                                     struct intro_import_counts *counts_out)
{
    enum database_result result = DATABASE_AGAIN;
    const char *why = NULL;

    for (int try = 0; try < TRIES && result == DATABASE_AGAIN; try++) {
        problems->count = 0;
        problems->total = 0;
        result = apply_once(import, arena, problems, counts_out, &why);
    }
    return store_told(result, "import", why);
}
