/* The path of an address, made safe to compare with routes. */
#ifndef ENGINE_HTTP_PATH_H
#define ENGINE_HTTP_PATH_H

#include "engine/base/arena.h"

/* Decodes the path of `uri` (the request line's, still encoded; its query is not looked at) and takes `base_path`
 * off its front. It is read from the raw address on purpose: nginx's own normalised one hides what was sent, and
 * whatever nginx would have had to repair is refused here, so that both always mean the same page.
 * Returns 0, or the status to refuse with: 400 for `.`, `..`, `//`, an encoded slash, NUL, controls, text that is
 * not UTF-8; 404 outside the base path; 414 for more than 1024 bytes. */
int path_read(struct arena *arena, const char *uri, const char *base_path, const char **path_out);

#endif
