/* Collecting lines, and what only all of them together can tell. */
#include "register/store/intro_import.h"

#include <assert.h>

#include "engine/base/crypto/crypto.h"
#include "register/store/intro_import_work.h"

enum {
    BATCH = 512,
    BATCH_ARENA = 64 * 1024 * 1024,
    FIXED_COLUMNS = 4, /* before those of the file */
    ROWS_AT_MOST = 1000
};

#define DUF " CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL, "
#define CODE " SMALLINT UNSIGNED NULL, "
#define DAY " DATE NULL, "

/* Columns of the file by their own names; then what is found for them in the tables. */
static const char make_lines[] =
    "CREATE OR REPLACE TEMPORARY TABLE import_line (line INT UNSIGNED NOT NULL PRIMARY KEY, new_id BIGINT UNSIGNED NOT NULL, "
    "person_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL, has_problems TINYINT UNSIGNED NOT NULL, "
    "rad VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, duf_nummer" DUF "duf_bekreftet TINYINT UNSIGNED NULL, "
    "kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NULL, bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NULL, "
    "navn VARCHAR(602) NULL, kategori" CODE "lov" CODE "oppstartsfrist" DAY "oppstartsdato" DAY "gjennomforingsfrist" DAY
    "frist_begrunnelse VARCHAR(500) NULL, fravarsdager SMALLINT UNSIGNED NULL, dod_dato" DAY "utvandret_dato" DAY "flyttet_dato" DAY
    "ute_av_kategori_dato" DAY "gjenapnet_dato" DAY "etter_gjenapning VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL, "
    "vedtakstype" CODE "vedtaksresultat" CODE "vedtaksdato" DAY "sluttmal" CODE
    "sluttmal_dato" DAY "avslutningsdato" DAY "avslutningsarsak" CODE "timer_per_uke" CODE
    "participant_id BIGINT UNSIGNED NULL, row_id BIGINT UNSIGNED NULL, "
    "KEY line_of (rad, duf_nummer, kommunenummer), KEY line_participant (participant_id, rad), KEY line_row (row_id))";
static const char make_touched[] =
    "CREATE OR REPLACE TEMPORARY TABLE import_touched (participant_id BIGINT UNSIGNED NOT NULL PRIMARY KEY)";
static const char make_deadlines[] =
    "CREATE OR REPLACE TEMPORARY TABLE import_deadline (participant_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, frist DATE NULL)";

/* Lines that say again what another has said. */
#define TWICE(what, which)                                                                                                        \
    "SELECT w.line, 2 AS trouble, w.first AS other FROM (SELECT line, MIN(line) OVER (PARTITION BY " what ") AS first "         \
    "FROM import_line WHERE " which ") w WHERE w.line > w.first "

/* Numbers are those of enum intro_import_trouble. */
static const char judge[] =
    "SELECT t.line, t.trouble, t.other, COUNT(*) OVER () AS total FROM ("
    "SELECT i.line, 0 AS trouble, 0 AS other FROM import_line i LEFT JOIN municipality m USING (kommunenummer) "
    "WHERE i.rad = 'person' AND i.kommunenummer IS NOT NULL AND m.kommunenummer IS NULL "
    "UNION ALL SELECT i.line, 1, 0 FROM import_line i JOIN municipality m USING (kommunenummer) "
    "LEFT JOIN district d ON d.bydel = i.bydel AND d.kommunenummer = i.kommunenummer "
    "WHERE i.rad = 'person' AND i.bydel IS NOT NULL AND d.bydel IS NULL "
    "UNION ALL " TWICE("duf_nummer, kommunenummer", "rad = 'person'")
    "UNION ALL " TWICE("duf_nummer, kommunenummer, vedtakstype, vedtaksresultat, vedtaksdato", "rad = 'vedtak' AND NOT has_problems")
    "UNION ALL " TWICE("duf_nummer, kommunenummer, sluttmal, sluttmal_dato", "rad = 'sluttmal' AND NOT has_problems")
    "UNION ALL " TWICE("duf_nummer, kommunenummer", "rad = 'avslutning'")
    "UNION ALL SELECT i.line, 3, 0 FROM import_line i "
    "LEFT JOIN import_line q ON q.rad = 'person' AND q.duf_nummer = i.duf_nummer AND q.kommunenummer = i.kommunenummer "
    "LEFT JOIN intro_participant p ON p.duf_nummer = i.duf_nummer AND p.kommunenummer = i.kommunenummer "
    "WHERE i.rad <> 'person' AND q.line IS NULL AND p.participant_id IS NULL"
    ") t ORDER BY t.line, t.trouble LIMIT 1000";

static const char *columns[FIXED_COLUMNS + IMPORT_COLUMNS] = {"line", "new_id", "person_id", "has_problems"};

enum store_result intro_import_is_first(struct store *store, struct arena *arena, bool *first_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "import-first", "SELECT 1 FROM intro_participant LIMIT 1", NULL, 0, &answer);

    *first_out = result == STORE_OK && !store_first(&answer, 0);
    return result;
}

static void release(void *thing)
{
    arena_free(&((struct intro_import *)thing)->batch);
}

enum store_result intro_import_begin(struct store *store, struct arena *arena, struct intro_import **import_out)
{
    struct intro_import *import = arena_alloc(arena, sizeof *import);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "import-lines", make_lines, NULL, 0, &answer);

    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++)
        columns[FIXED_COLUMNS + column] = import_column_name(column);
    import->store = store;
    import->batch = arena_new(BATCH_ARENA);
    arena_on_reset(arena, release, import);
    bulk_init(&import->lines, import->batch, "import_line", columns, FIXED_COLUMNS + IMPORT_COLUMNS);
    if (result == STORE_OK)
        result = store_ask(store, arena, "import-touched", make_touched, NULL, 0, &answer);
    if (result == STORE_OK)
        result = store_ask(store, arena, "import-deadline", make_deadlines, NULL, 0, &answer);
    *import_out = import;
    return result;
}

static const char *random_id(struct arena *arena)
{
    unsigned char bytes[8];
    unsigned long long id = 0;

    crypto_random(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        id = id << 8 | bytes[i];
    return arena_printf(arena, "%llu", id >> 1);
}

static const char *copy(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text) : NULL;
}

enum store_result intro_import_add(struct intro_import *import, unsigned long line, const struct import_line *said,
                                   const char *person_id, bool has_problems)
{
    struct database_value *values;

    if (!said->values[IMPORT_DUF] || !said->values[IMPORT_MUNICIPALITY])
        return STORE_OK;
    values = bulk_row(&import->lines);
    values[0] = database_number(import->batch, (long long)line);
    values[1] = database_text(random_id(import->batch));
    values[2] = database_text(copy(import->batch, person_id));
    values[3] = database_text(has_problems ? "1" : "0");
    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++)
        values[FIXED_COLUMNS + column] = database_text(copy(import->batch, said->values[column]));
    values[FIXED_COLUMNS + IMPORT_RAD] = database_text(import_kind_name(said->kind));
    return import->lines.row_count < BATCH ? STORE_OK : intro_import_collected(import);
}

enum store_result intro_import_collected(struct intro_import *import)
{
    const char *why = NULL;
    enum database_result result = bulk_send(&import->lines, import->store->database, &why);
    enum store_result told = store_told(result, "import-lines", why);

    arena_reset(import->batch);
    bulk_init(&import->lines, import->batch, "import_line", columns, FIXED_COLUMNS + IMPORT_COLUMNS);
    return told;
}

void intro_import_note(struct intro_import_problems *problems, unsigned long line, unsigned long other,
                       enum intro_import_trouble trouble)
{
    assert(trouble < INTRO_IMPORT_TROUBLES);
    if (problems->count < problems->capacity)
        problems->items[problems->count++] = (struct intro_import_problem){line, other, trouble};
    problems->total++;
}

enum store_result intro_import_judge(struct intro_import *import, struct arena *arena, struct intro_import_problems *problems)
{
    struct database_answer answer;
    enum store_result result = store_ask(import->store, arena, "import-judge", judge, NULL, 0, &answer);

    if (result != STORE_OK)
        return result;
    assert(problems->capacity <= ROWS_AT_MOST);
    for (size_t i = 0; i < answer.sets[0].row_count; i++) {
        const struct database_row *row = &answer.sets[0].rows[i];

        intro_import_note(problems, (unsigned long)store_cell_number(&answer.sets[0], row, "line"),
                          (unsigned long)store_cell_number(&answer.sets[0], row, "other"),
                          (enum intro_import_trouble)store_cell_number(&answer.sets[0], row, "trouble"));
        problems->total = (unsigned long)store_cell_number(&answer.sets[0], row, "total");
    }
    return STORE_OK;
}
