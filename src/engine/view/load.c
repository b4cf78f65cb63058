/* All templates of a directory, and the names of the assets: loaded and checked at start. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/view/inside.h"

enum {
    VIEW_AT_MOST = 256 * 1024 * 1024,
    FILE_AT_MOST = 1024 * 1024,
    NAMES_AT_MOST = 4096,
    FILES_AT_MOST = 512,
    ASSETS_AT_MOST = 256,
    MARKERS_AT_MOST = 2048,
    WHY_SIZE = 600
};

static const char autoescape[] = "{{%AUTOESCAPE context=\"HTML\"}}";
static char why_kept[WHY_SIZE];

static bool refuse(const char **why_out, const char *place, const char *why)
{
    snprintf(why_kept, sizeof why_kept, "%s: %s", place, why);
    *why_out = why_kept;
    return false;
}

/* NULL where it cannot be read, is empty or too large. */
static char *read_file(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "re");
    char piece[4096];
    struct buffer text;
    size_t length;

    if (!file)
        return NULL;
    buffer_init(&text, arena, FILE_AT_MOST);
    while ((length = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_add(&text, piece, length);
    fclose(file);
    return text.length > 0 && !text.overflowed ? text.bytes : NULL;
}

static char *marker_of_asset(struct arena *arena, const char *logical)
{
    char *marker = arena_printf(arena, "ASSET_%s", logical);

    for (char *at = marker; *at; at++)
        *at = isalnum((unsigned char)*at) || *at == '_' ? (char)toupper((unsigned char)*at) : '_';
    return marker;
}

static bool read_asset(struct view *view, char *line)
{
    const char *logical = strsep(&line, " "), *hashed = strsep(&line, " "), *marker;
    unsigned number;

    if (text_is_empty(logical) || text_is_empty(hashed) || line || view->assets.count == ASSETS_AT_MOST)
        return false;
    marker = marker_of_asset(view->arena, logical);
    view->asset_files[vocabulary_add(&view->assets, logical, strlen(logical))] = hashed;
    number = vocabulary_add(&view->constants.markers, marker, strlen(marker));
    view->constants.texts[number] = hashed;
    return true;
}

static bool read_manifest(struct view *view, const char *file, const char **why_out)
{
    char *text = read_file(view->arena, file), *line;

    if (!text)
        return refuse(why_out, file, "cannot be read or is empty");
    for (int number = 1; (line = strsep(&text, "\n")) && (*line || text); number++)
        if (!read_asset(view, line))
            return refuse(why_out, arena_printf(view->arena, "%s:%d", file, number),
                          "expected `logical-name hashed-name`");
    return true;
}

static int by_text(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;

    return strcmp(*left, *right);
}

static bool is_marker(const char *name)
{
    size_t sign = strspn(name, "#/>");

    return sign <= 1 && name[sign] && !name[sign + strspn(name + sign, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")];
}

/* All that stands between {{ and }}, sorted, in one text. NULL where one is no plain name: a marker with a modifier escapes by
 * hand, which is for the automatic escaping alone. */
static const char *markers_of(struct arena *arena, const char *text)
{
    const char **found = arena_alloc_many(arena, MARKERS_AT_MOST, sizeof *found), *end;
    struct buffer all;
    size_t count = 0;

    for (const char *at = strstr(text, "{{"); at; at = strstr(end, "{{")) {
        end = strstr(at, "}}");
        if (!end || count == MARKERS_AT_MOST)
            return NULL;
        if (at[2] == '%' || at[2] == '!')
            continue;
        found[count] = arena_copy_n(arena, at + 2, (size_t)(end - at - 2));
        if (!is_marker(found[count++]))
            return NULL;
    }
    qsort(found, count, sizeof *found, by_text);
    buffer_init(&all, arena, FILE_AT_MOST);
    for (size_t i = 0; i < count; i++)
        buffer_add_format(&all, "%s ", found[i]);
    return buffer_text(&all);
}

/* A translation has moved markers at most: the same names as often, or something of the page would be lost. */
static bool is_same_page(struct view *view, unsigned file, const char *markers, enum language language)
{
    if (language == LANGUAGE_BOKMAL)
        view->markers[file] = arena_copy(view->arena, markers);
    return text_equal(view->markers[file], markers);
}

static bool load_template(struct view *view, const char *directory, const char *name, enum language language,
                          const char **why_out)
{
    struct arena *scratch = view->scratch;
    const char *path = arena_printf(scratch, "%s/%s", directory, name), *markers = NULL, *why = NULL;
    const char *text = read_file(scratch, path);
    unsigned file = vocabulary_add(&view->files, name, strlen(name));

    if (!text)
        why = "cannot be read or is empty";
    else if (strncmp(text, autoescape, strlen(autoescape)) != 0)
        why = "does not begin with {{%AUTOESCAPE context=\"HTML\"}}";
    else if (!(markers = markers_of(scratch, text)))
        why = "holds a marker that is no plain name of capitals, digits and underscores";
    else
        why = program_make(view, text, &view->programs[language][file]);
    if (!why && !is_same_page(view, file, markers, language))
        why = arena_printf(scratch, "has other markers than %s", name);
    return why ? refuse(why_out, path, why) : true;
}

static bool is_page(const char *name)
{
    size_t length = strlen(name);

    return length > 5 && name[0] != '.' && text_equal(name + length - 5, ".html");
}

/* *count_out: how many. */
static bool load_directory(struct view *view, DIR *handle, const char *directory, enum language language,
                           size_t *count_out, const char **why_out)
{
    const struct dirent *entry;

    view->programs[language] = arena_alloc_many(view->arena, FILES_AT_MOST, sizeof **view->programs);
    for (*count_out = 0; (entry = readdir(handle));) {
        if (!is_page(entry->d_name))
            continue;
        if (view->files.count == FILES_AT_MOST)
            return refuse(why_out, directory, "holds too many templates");
        if (!load_template(view, directory, entry->d_name, language, why_out))
            return false;
        arena_reset(view->scratch);
        ++*count_out;
    }
    return true;
}

static bool load_bokmal(struct view *view, const char *directory, const char **why_out)
{
    DIR *handle = opendir(directory);
    size_t count = 0;
    bool loaded;

    if (!handle)
        return refuse(why_out, directory, "cannot be opened");
    loaded = load_directory(view, handle, directory, LANGUAGE_BOKMAL, &count, why_out);
    closedir(handle);
    return loaded && (count > 0 || refuse(why_out, directory, "holds no template"));
}

/* The pages of a language, where the directory has a folder for it: all of them. */
static bool load_language(struct view *view, const char *directory, enum language language, const char **why_out)
{
    const char *folder = arena_printf(view->arena, "%s/%s", directory, words_language_code(language));
    size_t bokmal = view->files.count, count = 0;
    DIR *handle = opendir(folder);
    bool loaded;

    if (!handle)
        return true;
    loaded = load_directory(view, handle, folder, language, &count, why_out);
    closedir(handle);
    if (loaded && (count != bokmal || view->files.count != bokmal))
        return refuse(why_out, arena_printf(view->arena, "%s/", folder), "lacks pages");
    return loaded;
}

static bool load_all(struct view *view, const char *directory, const char **why_out)
{
    if (!load_bokmal(view, directory, why_out))
        return false;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (i != LANGUAGE_BOKMAL && !load_language(view, directory, (enum language)i, why_out))
            return false;
    return true;
}

static struct view *begin(void)
{
    struct arena *arena = arena_new(VIEW_AT_MOST);
    struct view *view = arena_alloc(arena, sizeof *view);

    view->arena = arena;
    view->scratch = arena_new(VIEW_AT_MOST);
    vocabulary_init(&view->names, arena, NAMES_AT_MOST);
    vocabulary_init(&view->files, arena, FILES_AT_MOST);
    vocabulary_init(&view->assets, arena, ASSETS_AT_MOST);
    vocabulary_init(&view->constants.markers, arena, ASSETS_AT_MOST);
    view->markers = arena_alloc_many(arena, FILES_AT_MOST, sizeof *view->markers);
    view->asset_files = arena_alloc_many(arena, ASSETS_AT_MOST, sizeof *view->asset_files);
    view->constants.texts = arena_alloc_many(arena, ASSETS_AT_MOST, sizeof *view->constants.texts);
    return view;
}

enum view_result view_open(const char *directory, const char *manifest_file, struct view **view_out,
                           const char **why_out)
{
    struct view *view = begin();

    *view_out = NULL;
    if (!read_manifest(view, manifest_file, why_out) || !load_all(view, directory, why_out)) {
        view_close(&view);
        return VIEW_FAILED;
    }
    arena_free(&view->scratch);
    *view_out = view;
    return VIEW_OK;
}

void view_close(struct view **view)
{
    struct arena *arena = (*view)->arena;

    arena_free(&(*view)->scratch);
    arena_free(&arena);
    *view = NULL;
}

const char *view_asset(struct view *view, const char *logical_name)
{
    unsigned number;

    return vocabulary_find(&view->assets, logical_name, &number) ? view->asset_files[number] : NULL;
}
