/* Settings from a file, held against a table of what may be set. */
#include "engine/base/settings.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/arena.h"
#include "engine/base/text.h"

#define SETTINGS_LIMIT ((size_t)1024 * 1024)

struct settings {
    struct arena *arena;
    const struct setting *rows;
    const char **values; /* beside the rows; NULL = not in the file */
    size_t count;
};

/* Where a complaint is about, and its text: start-up speaks once, then ends or goes on without. */
static char settings_why[512];

/* Never the value: it may be a secret. `about` NULL is left out. */
static bool settings_refuse(const char **why_out, const char *file, int line, const char *reason, const char *about)
{
    char place[16] = "";
    if (line > 0) {
        snprintf(place, sizeof place, "%d:", line);
    }
    snprintf(settings_why, sizeof settings_why, "%s:%s %s%s%s", file, place, reason, about == NULL ? "" : ": ",
             about == NULL ? "" : about);
    *why_out = settings_why;
    return false;
}

static const char *settings_check(const struct setting *row, const char *value)
{
    long long number;
    switch (row->type) {
    case SETTING_TEXT:
        return row->standard == NULL && value[0] == '\0' ? "must not be empty" : NULL;
    case SETTING_NUMBER:
        return text_to_integer(value, row->least, row->most, &number) ? NULL : "not a number in range";
    case SETTING_YES_NO:
        return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0 ? NULL : "must be yes or no";
    }
    return "of unknown type";
}

static size_t settings_find(const struct settings *settings, const char *key)
{
    size_t i = 0;
    while (i < settings->count && strcmp(settings->rows[i].key, key) != 0) {
        i++;
    }
    return i;
}

/* One line that is neither blank nor a comment. */
static bool settings_take(struct settings *settings, char *line, const char *file, int number, const char **why_out)
{
    char *equals = strchr(line, '=');
    if (equals == NULL) {
        return settings_refuse(why_out, file, number, "a line without =", NULL);
    }
    const char *key = text_trim(settings->arena, arena_copy_n(settings->arena, line, (size_t)(equals - line)));
    const char *value = text_trim(settings->arena, equals + 1);
    size_t row = settings_find(settings, key);
    if (row == settings->count) {
        return settings_refuse(why_out, file, number, "unknown setting", key);
    }
    if (settings->values[row] != NULL) {
        return settings_refuse(why_out, file, number, "set twice", key);
    }
    const char *wrong = settings_check(&settings->rows[row], value);
    if (wrong != NULL) {
        return settings_refuse(why_out, file, number, wrong, key);
    }
    settings->values[row] = value;
    return true;
}

static bool settings_read(struct settings *settings, FILE *in, const char *file, const char **why_out)
{
    char line[4096];
    for (int number = 1; fgets(line, sizeof line, in) != NULL; number++) {
        if (strchr(line, '\n') == NULL && !feof(in)) {
            return settings_refuse(why_out, file, number, "line too long", NULL);
        }
        char *text = text_trim(settings->arena, line);
        if (text[0] == '\0' || text[0] == '#') {
            continue;
        }
        if (!text_is_clean(text, strlen(text))) {
            return settings_refuse(why_out, file, number, "not clean UTF-8 text", NULL);
        }
        if (!settings_take(settings, text, file, number, why_out)) {
            return false;
        }
    }
    return ferror(in) ? settings_refuse(why_out, file, 0, "cannot be read", strerror(errno)) : true;
}

/* Defaults for what the file left out; a row without one has to be in the file. */
static bool settings_fill(struct settings *settings, const char *file, const char **why_out)
{
    for (size_t i = 0; i < settings->count; i++) {
        const struct setting *row = &settings->rows[i];
        if (settings->values[i] != NULL) {
            continue;
        }
        if (row->standard == NULL) {
            return settings_refuse(why_out, file, 0, "missing setting", row->key);
        }
        assert(settings_check(row, row->standard) == NULL);
        settings->values[i] = row->standard;
    }
    return true;
}

static struct settings *settings_new(const struct setting *rows)
{
    struct arena *arena = arena_new(SETTINGS_LIMIT);
    struct settings *settings = arena_alloc(arena, sizeof *settings);
    settings->arena = arena;
    settings->rows = rows;
    while (rows[settings->count].key != NULL) {
        settings->count++;
    }
    settings->values = arena_alloc_many(arena, settings->count, sizeof *settings->values);
    return settings;
}

static bool settings_fits(FILE *in)
{
    bool small = fseek(in, 0, SEEK_END) == 0 && ftell(in) < (long)SETTINGS_LIMIT / 8;
    rewind(in);
    return small;
}

bool settings_load(const char *file, const struct setting *rows, struct settings **settings_out,
                   const char **why_out)
{
    FILE *in = fopen(file, "re");
    if (in == NULL) {
        return settings_refuse(why_out, file, 0, "cannot be opened", strerror(errno));
    }
    struct settings *settings = settings_new(rows);
    bool good = settings_fits(in) ? settings_read(settings, in, file, why_out)
                                  : settings_refuse(why_out, file, 0, "larger than 128 KiB", NULL);
    fclose(in);
    if (!good || !settings_fill(settings, file, why_out)) {
        settings_free(&settings);
        return false;
    }
    *settings_out = settings;
    return true;
}

void settings_free(struct settings **settings)
{
    if (*settings != NULL) {
        struct arena *arena = (*settings)->arena;
        arena_free(&arena);
        *settings = NULL;
    }
}

static const char *settings_value(const struct settings *settings, const char *key, enum setting_type type)
{
    size_t row = settings_find(settings, key);
    assert(row < settings->count && settings->rows[row].type == type);
    (void)type;
    return settings->values[row];
}

const char *settings_text(const struct settings *settings, const char *key)
{
    return settings_value(settings, key, SETTING_TEXT);
}

long long settings_number(const struct settings *settings, const char *key)
{
    return strtoll(settings_value(settings, key, SETTING_NUMBER), NULL, 10);
}

bool settings_yes(const struct settings *settings, const char *key)
{
    return strcmp(settings_value(settings, key, SETTING_YES_NO), "yes") == 0;
}
