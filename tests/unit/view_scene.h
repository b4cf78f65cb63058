/* Files for a view in a directory of their own, and a filled page as text. */
#ifndef TESTS_UNIT_VIEW_SCENE_H
#define TESTS_UNIT_VIEW_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/view/template.h"

#define ESCAPED "{{%AUTOESCAPE context=\"HTML\"}}\n"

static inline void view_scene_directory(char directory[64]) {
    strcpy(directory, "/tmp/test-view-XXXXXX");
    assert_non_null(mkdtemp(directory));
}

static inline const char *view_scene_path(const char *directory, const char *name) {
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    return path;
}

static inline void view_scene_write(const char *directory, const char *name, const char *text) {
    FILE *file = fopen(view_scene_path(directory, name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline void view_scene_remove(const char *directory, const char *const *names) {
    for (; *names; names++)
        unlink(view_scene_path(directory, *names));
    assert_int_equal(rmdir(directory), 0);
}

static inline const char *view_scene_render(struct arena *arena, struct view *view, const char *file,
                                            struct values *values) {
    struct buffer *out = arena_alloc(arena, sizeof *out);
    const char *why = NULL;
    buffer_init(out, arena, (size_t)4 * 1024 * 1024);
    if (view_render(view, file, values, out, &why) != VIEW_OK)
        fail_msg("%s", why);
    return buffer_text(out);
}

#endif
