/* JSON from outside, over jansson. */
#include "register/outside/json_document.h"

#include <stdbool.h>

enum { DEPTH_AT_MOST = 32 };

/* jansson follows whatever depth it is given up to 2048: what is deeper than any answer is refused before it. */
static bool is_too_deep(const char *bytes, size_t length)
{
    size_t depth = 0;
    bool in_text = false;

    for (size_t i = 0; i < length; i++) {
        if (in_text && bytes[i] == '\\')
            i++;
        else if (bytes[i] == '"')
            in_text = !in_text;
        else if (!in_text && (bytes[i] == '{' || bytes[i] == '['))
            depth++;
        else if (!in_text && (bytes[i] == '}' || bytes[i] == ']') && depth > 0)
            depth--;
        if (depth > DEPTH_AT_MOST)
            return true;
    }
    return false;
}

json_t *json_document_open(const char *bytes, size_t length, const char **why_out)
{
    json_t *document;
    json_error_t error;

    *why_out = "JSON that is nested too deep";
    if (is_too_deep(bytes, length))
        return NULL;
    *why_out = "no JSON object";
    document = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(document))
        return document;
    json_decref(document);
    return NULL;
}

const char *json_document_text(struct arena *arena, const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text && *text ? arena_copy(arena, text) : NULL;
}
