/* Municipalities and districts from data/ (requirement P5). */
#include <string.h>

#include "engine/base/text.h"
#include "register/store/migrate_work.h"
#include "register/store/sql_text.h"

enum { FIELDS = 5 };

/* The division of today began then; the one before it is in a file of its own. */
#define OLD_FROM "2020-01-01"
#define OLD_TO "2023-12-31"
#define NEW_FROM "2024-01-01"
/* In the register only Oslo has districts (the codebook's variable 7); two of them have no administration. */
#define WITH_DISTRICTS "0301"
static const char *const bare_districts[] = {"030116", "030117"};

/* Cuts the next line of a file with ';' between fields. false at the end. */
static bool next_line(char **rest, const char *fields[FIELDS])
{
    char *line = strsep(rest, "\n");
    if (line == NULL || *line == '\0') {
        return false;
    }
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = line == NULL ? "" : strsep(&line, ";");
    }
    return true;
}

static char *lines_of(struct arena *arena, const char *text)
{
    char *copy = arena_copy(arena, text);
    strsep(&copy, "\n"); /* the heading */
    return copy;
}

/* Of several successors the one of the same name carries the number on. */
static const char *successor_of(struct arena *arena, const char *name, const char *successors, const char *today)
{
    char *rest = arena_copy(arena, successors);
    const char *first = strsep(&rest, ",");
    if (rest == NULL) {
        return first;
    }
    char *lines = lines_of(arena, today);
    const char *now[FIELDS];
    while (next_line(&lines, now)) {
        if (strstr(successors, now[0]) != NULL && text_equal(now[4], name)) {
            return now[0];
        }
    }
    return first;
}

static bool put_municipality(struct migrate_work *work, const char *const texts[7])
{
    struct database_answer answer;
    const char *all[] = {texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6],
                         text_equal(texts[0], WITH_DISTRICTS) ? "1" : "0"};
    return work_ask(work,
                    arena_printf(work->arena,
                                 "INSERT INTO %s.municipality (kommunenummer, kommunenavn, fylkesnummer, fylkesnavn, valid_from, "
                                 "valid_to, successor, has_districts) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
                                 "kommunenavn = VALUES(kommunenavn), fylkesnummer = VALUES(fylkesnummer), "
                                 "fylkesnavn = VALUES(fylkesnavn), valid_from = VALUES(valid_from), valid_to = VALUES(valid_to), "
                                 "successor = VALUES(successor), has_districts = VALUES(has_districts)",
                                 work->filling.names.main),
                    all, 8, &answer);
}

/* The county's Norwegian name alone. */
static const char *first_name(struct arena *arena, const char *parallel)
{
    const char *dash = strstr(parallel, " - ");
    return dash == NULL ? parallel : arena_copy_n(arena, parallel, (size_t)(dash - parallel));
}

static bool put_today(struct migrate_work *work, const char *today, const char *before)
{
    char *lines = lines_of(work->arena, today);
    const char *fields[FIELDS];
    while (next_line(&lines, fields)) {
        const char *old = strstr(before, arena_printf(work->arena, "\n%s;", fields[0]));
        const char *texts[] = {fields[0], fields[4], fields[2], first_name(work->arena, fields[3]),
                               old == NULL ? NEW_FROM : OLD_FROM, NULL, NULL};
        if (!put_municipality(work, texts)) {
            return false;
        }
    }
    return true;
}

static bool put_before(struct migrate_work *work, const char *today, const char *before)
{
    char *lines = lines_of(work->arena, before);
    const char *fields[FIELDS];
    while (next_line(&lines, fields)) {
        const char *texts[] = {fields[0], fields[1], fields[2], fields[3], OLD_FROM, OLD_TO,
                               successor_of(work->arena, fields[1], fields[4], today)};
        if (!text_equal(fields[0], fields[4]) && !put_municipality(work, texts)) {
            return false;
        }
    }
    return true;
}

static bool put_districts(struct migrate_work *work, const char *text)
{
    char *lines = lines_of(work->arena, text);
    const char *fields[FIELDS];
    struct database_answer answer;
    while (next_line(&lines, fields)) {
        bool bare = text_equal(fields[0], bare_districts[0]) || text_equal(fields[0], bare_districts[1]);
        const char *texts[] = {fields[0], fields[1], fields[2], bare ? "0" : "1"};
        const char *sql = arena_printf(work->arena,
                                       "INSERT INTO %s.district (bydel, bydelsnavn, kommunenummer, owns_project) "
                                       "VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE bydelsnavn = VALUES(bydelsnavn), "
                                       "kommunenummer = VALUES(kommunenummer), owns_project = VALUES(owns_project)",
                                       work->filling.names.main);
        if (text_equal(fields[2], WITH_DISTRICTS) && !work_ask(work, sql, texts, 4, &answer)) {
            return false;
        }
    }
    return true;
}

bool migrate_places(struct migrate_work *work)
{
    const char *directory = work->settings->data_directory;
    const char *today = sql_text_read(work->arena, directory, "kommuner.csv");
    const char *before = sql_text_read(work->arena, directory, "kommuner-2020-2023.csv");
    const char *districts = sql_text_read(work->arena, directory, "bydeler.csv");
    if (today == NULL || before == NULL || districts == NULL) {
        return work_fail(work, "kommuner.csv, kommuner-2020-2023.csv or bydeler.csv cannot be read in %s", directory);
    }
    const char *all = arena_printf(work->arena, "%s\n%s\n%s", today, before, districts);
    if (work_is_made(work, "data/places", all) || !work_begins(work, "load municipalities and districts")) {
        return true;
    }
    return work_run(work, "START TRANSACTION") && put_today(work, today, before) && put_before(work, today, before) &&
           put_districts(work, districts) && work_made_from(work, "data/places", all) && work_run(work, "COMMIT");
}
