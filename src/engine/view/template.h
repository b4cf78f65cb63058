/* Templates and the values that fill them: text out, escaped by the place where it lands.
 * The only room that includes the template library; this header is all that others see of it.
 * Markers of each template: views/README.md. */
#ifndef ENGINE_VIEW_TEMPLATE_H
#define ENGINE_VIEW_TEMPLATE_H

#include "engine/base/arena.h"
#include "engine/base/buffer.h"

/* All templates of a directory, loaded and checked at start, and the names of the assets. */
struct view;

enum view_result { VIEW_OK, VIEW_FAILED };

/* Loads every `*.html` of the directory, and those of each language's folder in it ("nn"). A page is in the reader's
 * language (words.h) as it is when its root is made, in bokmål where the folder is not there. Refused, with file and
 * reason in *why_out (static, until the next call): a file that cannot be read or parsed, one that does not begin
 * with the marker for automatic escaping, one that escapes by hand, a language that lacks pages or has other markers
 * than bokmål, a manifest line that is not `logical-name hashed-name`. */
enum view_result view_open(const char *directory, const char *manifest_file, struct view **view_out,
                           const char **why_out);
void view_close(struct view **view); /* empties the pointer */

/* The hashed file name of an asset ("app.css" -> "app.0123456789.css"), or NULL. */
const char *view_asset(struct view *view, const char *logical_name);

/* A template's values: names with texts, and sections with values of their own. What is not set is
 * empty, a section that was not added is not shown. A name that no template has is our bug (assert). */
struct values;

/* A root; it and all below it live in the arena. Every template sees {{ASSET_X}} for each asset of the manifest
 * (app.css -> ASSET_APP_CSS). */
struct values *values_new_in(struct arena *arena, struct view *view);

void values_set(struct values *v, const char *name, const char *text); /* NULL text = empty */
void values_set_number(struct values *v, const char *name, long long number);
/* Seen in every template of this root, includes too ({{ROOT}}, {{CSRF}}). */
void values_set_everywhere(struct values *v, const char *name, const char *text);
struct values *values_section(struct values *v, const char *name); /* one more showing of {{#NAME}} */
void values_show(struct values *v, const char *name);              /* show the section, without values */
/* {{>NAME}} filled by a template file of the view (assert: it exists); repeated calls append. */
struct values *values_include(struct values *v, const char *name, const char *file);

/* A template filled once, for many pages: what is the same in all of them and long. */
struct view_piece;

/* Fills it for good, in the language that the values were begun in. They are a root of their own, so that nothing of a
 * page's can be kept in it: what that sets everywhere is empty. The piece lives in `lasting`. */
const struct view_piece *view_piece_new(struct arena *lasting, struct view *view, const char *file, struct values *values);
/* {{>NAME}} is the piece as it is; as values_include otherwise. The piece outlives the page, and is in its language. */
void values_include_piece(struct values *v, const char *name, const struct view_piece *piece);

/* Adds the filled template to `out`. VIEW_FAILED: no such file, or `out` overflowed. */
enum view_result view_render(struct view *view, const char *file, struct values *values, struct buffer *out,
                             const char **why_out);

#endif
