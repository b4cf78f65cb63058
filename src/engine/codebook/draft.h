/* A codebook in the making, shared by the files that read and check one. The first thing found wrong is
 * kept, everything after it is ignored, so reading needs no ladder of returns. */
#ifndef ENGINE_CODEBOOK_DRAFT_H
#define ENGINE_CODEBOOK_DRAFT_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"

struct draft {
    struct arena *arena; /* the finished codebook lives here */
    const char *file;
    char *why; /* the first failure, "file:line: reason", or NULL; freed with free() */
};

void draft_fail(struct draft *draft, long line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Child elements by name; `after` NULL begins. */
const xmlNode *draft_child(const xmlNode *parent, const char *name, const xmlNode *after);
const xmlNode *draft_any_child(const xmlNode *parent, const xmlNode *after);
size_t draft_count_children(const xmlNode *parent, const char *name);
bool draft_is(const xmlNode *node, const char *name);
bool draft_is_nynorsk(const xmlNode *node); /* by an xml:lang of its own */
long draft_line(const xmlNode *node);

/* Values of an element; texts with blanks trimmed and squeezed. Where one is missing or wrong the draft
 * fails and a harmless value is returned. `draft_optional` returns NULL where there is none. */
const char *draft_optional(struct draft *draft, const xmlNode *node, const char *attribute);
const char *draft_required(struct draft *draft, const xmlNode *node, const char *attribute);
const char *draft_content(struct draft *draft, const xmlNode *node);
struct date draft_date(struct draft *draft, const xmlNode *node, const char *attribute, bool required);
long long draft_number(struct draft *draft, const xmlNode *node, const char *attribute, long long least,
                       long long most, long long without);
/* A limit of answers with that many decimals, from 0: counted in the last of them. 0 where it is not there. */
long long draft_limit(struct draft *draft, const xmlNode *node, const char *attribute, unsigned decimals);
bool draft_is_said(struct draft *draft, const xmlNode *node, const char *attribute, const char *word);

/* The position in `words` (ends with NULL), or `without` where the attribute is not there. */
int draft_choice(struct draft *draft, const xmlNode *node, const char *attribute, const char *const *words,
                 int without);

/* The words of an attribute, split at blanks. */
struct draft_words {
    const char **items;
    size_t count;
};
struct draft_words draft_split(struct draft *draft, const char *text);

/* Names become columns, form fields and headings, or parts of addresses; a bad one fails the draft. */
const char *draft_variable_name(struct draft *draft, const xmlNode *node, const char *attribute);
const char *draft_address_name(struct draft *draft, const xmlNode *node, const char *attribute);

#endif
