/* What the codebook's names may look like. */
#include <string.h>

#include "engine/base/text.h"
#include "engine/codebook/draft.h"

enum { NAME_MOST = 40 };

/* Words that databases, statistics programs and spreadsheets keep for themselves. */
static const char *const reserved[] = {
    "add",    "all",   "alter", "and",   "as",    "asc",   "between", "by",    "case",  "char",  "check",
    "column", "cross", "date",  "desc",  "div",   "do",    "drop",    "each",  "else",  "end",   "exists",
    "false",  "fetch", "float", "for",   "from",  "group", "having",  "if",    "in",    "index", "int",
    "into",   "is",    "join",  "key",   "keys",  "kill",  "left",    "like",  "limit", "lines", "load",
    "lock",   "long",  "loop",  "match", "mod",   "not",   "null",    "of",    "on",    "or",    "order",
    "out",    "over",  "range", "rank",  "read",  "real",  "rename",  "right", "row",   "rows",  "set",
    "show",   "sql",   "ssl",   "table", "then",  "to",    "true",    "undo",  "union", "use",   "using",
    "when",   "where", "while", "with",  "write", "xor",   "zerofill"};

static bool draft_is_reserved(const char *name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (text_equal(reserved[i], name)) {
            return true;
        }
    }
    return false;
}

static bool draft_is_name(const char *text, char joiner)
{
    size_t length = strlen(text);
    if (length < 2 || length > NAME_MOST || text[0] < 'a' || text[0] > 'z') {
        return false;
    }
    for (const char *at = text; *at != '\0'; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == joiner;
        if (!plain) {
            return false;
        }
    }
    return true;
}

const char *draft_variable_name(struct draft *draft, const xmlNode *node, const char *attribute)
{
    const char *name = draft_required(draft, node, attribute);
    if (!draft_is_name(name, '_')) {
        draft_fail(draft, draft_line(node),
                   "\"%s\" is no name: 2 to %d of a-z, 0-9 and _, beginning with a letter", name, NAME_MOST);
    } else if (draft_is_reserved(name)) {
        draft_fail(draft, draft_line(node), "the name \"%s\" has a meaning of its own in databases", name);
    }
    return name;
}

const char *draft_address_name(struct draft *draft, const xmlNode *node, const char *attribute)
{
    const char *name = draft_required(draft, node, attribute);
    if (!draft_is_name(name, '-')) {
        draft_fail(draft, draft_line(node),
                   "\"%s\" is no name: 2 to %d of a-z, 0-9 and -, beginning with a letter", name, NAME_MOST);
    }
    return name;
}
