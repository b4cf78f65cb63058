/* The path of an address, made safe to compare with routes. */
#include "engine/http/path.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "engine/base/text.h"
#include "engine/http/percent.h"

#define PATH_AT_MOST 1024

static bool path_hides_slash(const char *path)
{
    for (const char *at = strchr(path, '%'); at != NULL; at = strchr(at + 1, '%')) {
        if (strncasecmp(at, "%2f", 3) == 0) {
            return true;
        }
    }
    return false;
}

/* Every segment says where it stands; only the last may be empty (a trailing slash). */
static bool path_is_plain(const char *path)
{
    for (const char *segment = path + 1;;) {
        size_t length = strcspn(segment, "/");
        bool last = segment[length] == '\0';
        bool dots = (length == 1 && segment[0] == '.') || (length == 2 && strncmp(segment, "..", 2) == 0);
        if (dots || (length == 0 && !last)) {
            return false;
        }
        if (last) {
            return true;
        }
        segment += length + 1;
    }
}

static bool path_has_control(const char *path)
{
    for (; *path != '\0'; path++) {
        if ((unsigned char)*path < 0x20) {
            return true;
        }
    }
    return false;
}

/* The path without its base, NULL outside it. */
static const char *path_below(const char *path, const char *base_path)
{
    if (!text_starts_with(path, base_path)) {
        return NULL;
    }
    const char *rest = path + strlen(base_path);
    if (*rest == '\0') {
        return "/";
    }
    return *rest == '/' ? rest : NULL;
}

int path_read(struct arena *arena, const char *uri, const char *base_path, const char **path_out)
{
    size_t length = strcspn(uri, "?");
    if (length > PATH_AT_MOST) {
        return 414;
    }
    char *path = arena_copy_n(arena, uri, length);
    bool plain = path[0] == '/' && strchr(path, '#') == NULL && !path_hides_slash(path);
    if (!plain || !percent_decode(path, length, false, &length)) {
        return 400;
    }
    path[length] = '\0';
    if (!text_is_clean(path, length) || path_has_control(path) || !path_is_plain(path)) {
        return 400;
    }
    const char *below = path_below(path, base_path);
    if (below == NULL) {
        return 404;
    }
    *path_out = below;
    return 0;
}
