/* Numbered steps and the routine files of sql/. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/store/migrate_work.h"
#include "register/store/sql_text.h"

struct names {
    const char **items;
    size_t count;
};

enum { FILES_AT_MOST = 9999 };

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_step(const char *name)
{
    return strspn(name, "0123456789") == 4 && name[4] == '-';
}

static bool is_routine(const char *name)
{
    return strspn(name, "0123456789") == 2 && name[2] == '-';
}

static bool list_files(struct migrate_work *work, const char *directory, bool (*wanted)(const char *), struct names *names)
{
    DIR *listing = opendir(directory);
    if (listing == NULL) {
        return work_fail(work, "%s cannot be read", directory);
    }
    *names = (struct names){arena_alloc_many(work->arena, FILES_AT_MOST, sizeof(char *)), 0};
    for (const struct dirent *entry = readdir(listing); entry != NULL; entry = readdir(listing)) {
        size_t length = strlen(entry->d_name);
        if (length > 4 && text_equal(entry->d_name + length - 4, ".sql") && wanted(entry->d_name) &&
            names->count < FILES_AT_MOST) {
            names->items[names->count++] = arena_copy(work->arena, entry->d_name);
        }
    }
    closedir(listing);
    qsort(names->items, names->count, sizeof(char *), by_name);
    return true;
}

/* The checksum that the step was taken with, or NULL. */
static const char *taken_as(const struct database_set *taken, const char *number)
{
    long wanted = strtol(number, NULL, 10);
    for (size_t i = 0; i < taken->row_count; i++) {
        if (strtol(taken->rows[i].values[0], NULL, 10) == wanted) {
            return taken->rows[i].values[1];
        }
    }
    return NULL;
}

static bool take_step(struct migrate_work *work, const char *name, const char *text)
{
    const char *number = arena_copy_n(work->arena, name, 4);
    const char *texts[] = {number, name, work_digest(work->arena, text)};
    struct database_answer answer;
    if (!work_begins(work, arena_printf(work->arena, "take step %s", name))) {
        return true;
    }
    const char *sql = arena_printf(work->arena, "INSERT INTO %s.schema_step VALUES (?, ?, ?, SYSDATE(6))",
                                   work->filling.names.main);
    return work_run_filled(work, text) && work_ask(work, sql, texts, 3, &answer);
}

bool migrate_steps(struct migrate_work *work)
{
    const char *directory = work->settings->sql_directory;
    struct names names = {0};
    struct database_answer taken;
    const char *sql = arena_printf(work->arena, "SELECT number, checksum FROM %s.schema_step", work->filling.names.main);
    if (!list_files(work, directory, is_step, &names) || !work_ask(work, sql, NULL, 0, &taken)) {
        return false;
    }
    for (size_t i = 0; i < names.count; i++) {
        const char *text = sql_text_read(work->arena, directory, names.items[i]);
        if (text == NULL) {
            return work_fail(work, "%s/%s cannot be read", directory, names.items[i]);
        }
        const char *checksum = taken_as(&taken.sets[0], names.items[i]);
        if (checksum != NULL && !text_equal(checksum, work_digest(work->arena, text))) {
            return work_fail(work, "step %s was changed after it was taken", names.items[i]);
        }
        if (checksum == NULL && !take_step(work, names.items[i], text)) {
            return false;
        }
    }
    return true;
}

/* A file may change sql_mode for its own statements. */
static bool make_file(struct migrate_work *work, const char *name, const char *text)
{
    const char *unknown = NULL;
    const char *object = arena_printf(work->arena, "routine/%s", name);
    const char *filled = sql_text_fill(work->arena, text, schema_fill, &work->filling, &unknown);
    if (filled == NULL) {
        return work_fail(work, "%s: nothing fills in {{%s}}", name, unknown);
    }
    return work_is_made(work, object, filled) ||
           ((work->plan_only || migrate_definer_rights(work)) && work_make(work, object, filled));
}

bool migrate_routines(struct migrate_work *work)
{
    const char *directory = arena_printf(work->arena, "%s/routine", work->settings->sql_directory);
    struct names names = {0};
    if (!list_files(work, directory, is_routine, &names)) {
        return false;
    }
    for (size_t i = 0; i < names.count; i++) {
        const char *text = sql_text_read(work->arena, directory, names.items[i]);
        if (text == NULL) {
            return work_fail(work, "%s/%s cannot be read", directory, names.items[i]);
        }
        if (!make_file(work, names.items[i], text)) {
            return false;
        }
    }
    return true;
}
