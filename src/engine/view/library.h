/* What the template library does: it reads a template and decides how each value is escaped, by the place where it
 * lands. Filling is ours (program.h): the library's own takes several times as long. Private to the templates' files. */
#ifndef ENGINE_VIEW_LIBRARY_H
#define ENGINE_VIEW_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

#ifdef __cplusplus
extern "C" {
#endif

/* The template as the library understands it, in its own words (Template::DumpToString). False: it cannot be parsed. */
bool library_understand(const char *text, size_t length, struct buffer *out);

/* An address at the beginning of an attribute: one that a browser would run becomes "#", and all is escaped. */
void library_add_address(const char *text, size_t length, struct buffer *out);

#ifdef __cplusplus
}
#endif

#endif
