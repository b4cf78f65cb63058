/* Files of SQL: read, marks filled in, cut into statements. */
#include "register/store/sql_text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "engine/base/buffer.h"

enum { FILE_AT_MOST = 1 << 20, FILLED_AT_MOST = 4 << 20, DELIMITER_SIZE = 8 };

const char *sql_text_read(struct arena *arena, const char *directory, const char *name)
{
    FILE *file = fopen(arena_printf(arena, "%s/%s", directory, name), "re");
    if (file == NULL) {
        return NULL;
    }
    char *text = arena_alloc(arena, FILE_AT_MOST + 1);
    size_t length = fread(text, 1, FILE_AT_MOST + 1, file);
    bool whole = !ferror(file) && length <= FILE_AT_MOST;
    fclose(file);
    return whole ? arena_copy_n(arena, text, length) : NULL;
}

const char *sql_text_fill(struct arena *arena, const char *text, sql_text_filler *filler, const void *context,
                          const char **unknown_out)
{
    struct buffer out;
    buffer_init(&out, arena, FILLED_AT_MOST);
    for (;;) {
        const char *open = strstr(text, "{{");
        const char *close = open == NULL ? NULL : strstr(open, "}}");
        if (close == NULL) {
            buffer_add_text(&out, text);
            return buffer_text(&out);
        }
        const char *mark = arena_copy_n(arena, open + 2, (size_t)(close - open - 2));
        const char *filling = filler(context, arena, mark);
        if (filling == NULL) {
            *unknown_out = mark;
            return NULL;
        }
        buffer_add(&out, text, (size_t)(open - text));
        buffer_add_text(&out, filling);
        text = close + 2;
    }
}

/* Where the splitter stands. */
struct cutter {
    struct arena *arena;
    const char *at, *start; /* start of the statement being read */
    char delimiter[DELIMITER_SIZE];
    bool has_words; /* it holds more than blanks and comments */
    struct sql_statements statements;
    size_t capacity;
};

static void cut_here(struct cutter *cutter)
{
    struct sql_statements *statements = &cutter->statements;
    if (cutter->has_words) {
        if (statements->count == cutter->capacity) {
            size_t larger = cutter->capacity == 0 ? 16 : cutter->capacity * 2;
            const char **items = arena_alloc_many(cutter->arena, larger, sizeof *items);
            if (statements->count > 0) {
                memcpy(items, statements->items, statements->count * sizeof *items);
            }
            statements->items = items;
            cutter->capacity = larger;
        }
        statements->items[statements->count++] =
            arena_copy_n(cutter->arena, cutter->start, (size_t)(cutter->at - cutter->start));
    }
    cutter->has_words = false;
}

/* Past a quoted piece: the quote doubled or, but for names, behind a backslash does not end it. */
static const char *skip_quoted(const char *at)
{
    char quote = *at++;
    while (*at != '\0') {
        if (*at == '\\' && quote != '`' && at[1] != '\0') {
            at += 2;
        } else if (*at == quote && at[1] == quote) {
            at += 2;
        } else if (*at++ == quote) {
            break;
        }
    }
    return at;
}

/* Past a comment that begins here, or NULL. */
static const char *skip_comment(const char *at)
{
    if (at[0] == '#' || (at[0] == '-' && at[1] == '-' && (at[2] == ' ' || at[2] == '\n' || at[2] == '\0'))) {
        return at + strcspn(at, "\n");
    }
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        return end == NULL ? at + strlen(at) : end + 2;
    }
    return NULL;
}

/* Takes a DELIMITER line, if one begins here between statements. */
static bool take_delimiter_line(struct cutter *cutter)
{
    static const char word[] = "DELIMITER ";
    if (cutter->has_words || strncasecmp(cutter->at, word, sizeof word - 1) != 0) {
        return false;
    }
    const char *name = cutter->at + sizeof word - 1;
    size_t length = strcspn(name, " \t\r\n");
    snprintf(cutter->delimiter, sizeof cutter->delimiter, "%.*s", (int)length, name);
    cutter->at = name + strcspn(name, "\n");
    cutter->start = cutter->at;
    return true;
}

static void step(struct cutter *cutter)
{
    const char *past = skip_comment(cutter->at);
    if (past != NULL) {
        cutter->at = past;
    } else if (strncmp(cutter->at, cutter->delimiter, strlen(cutter->delimiter)) == 0) {
        cut_here(cutter);
        cutter->at += strlen(cutter->delimiter);
        cutter->start = cutter->at;
    } else if (strchr(" \t\r\n", *cutter->at) != NULL) {
        cutter->at++;
    } else if (!take_delimiter_line(cutter)) {
        cutter->has_words = true;
        cutter->at = strchr("'\"`", *cutter->at) != NULL ? skip_quoted(cutter->at) : cutter->at + 1;
    }
}

struct sql_statements sql_text_split(struct arena *arena, const char *text)
{
    struct cutter cutter = {.arena = arena, .at = text, .start = text, .delimiter = ";"};
    while (*cutter.at != '\0') {
        step(&cutter);
    }
    cut_here(&cutter);
    return cutter.statements;
}
