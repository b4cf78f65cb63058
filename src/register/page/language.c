/* The reader's language: read from the cookie, changed by the menu in the header. */
#include "register/page/language.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"

enum { QUERY_AT_MOST = 256 * 1024 };

static const char field[] = "sprak";

/* Each in itself, so never translated. */
static const struct {
    const char *name, *section;
} languages[LANGUAGE_COUNT] = {
    [LANGUAGE_BOKMAL] = {"Bokmål", "IN_BOKMAL"},
    [LANGUAGE_NYNORSK] = {"Nynorsk", "IN_NYNORSK"},
    [LANGUAGE_ENGLISH] = {"English", "IN_ENGLISH"},
};

void language_use(const struct visit *visit)
{
    words_use(context_language(visit->request));
}

/* The query without `sprak`, each field followed by "&". */
static const char *same_query(const struct visit *visit)
{
    const struct http_fields *query = &visit->request->query;
    struct buffer out;

    buffer_init(&out, visit->arena, QUERY_AT_MOST);
    for (size_t i = 0; i < query->count; i++) {
        if (strcmp(query->items[i].name, field) == 0)
            continue;
        buffer_add_format(&out, "%s=", text_percent_encode(visit->arena, query->items[i].name));
        buffer_add_format(&out, "%s&", text_percent_encode(visit->arena, query->items[i].value));
    }
    return out.overflowed ? "" : buffer_text(&out);
}

/* The path was decoded; it starts with one slash and has no empty part. */
static const char *same_path(const struct visit *visit)
{
    struct buffer out;
    const char *at = visit->request->path;

    buffer_init(&out, visit->arena, QUERY_AT_MOST);
    while (*at == '/') {
        size_t length = strcspn(++at, "/");

        buffer_add_format(&out, "/%s",
                          text_percent_encode(visit->arena, arena_copy_n(visit->arena, at, length)));
        at += length;
    }
    return buffer_text(&out);
}

static enum outcome change(struct visit *visit, enum language language)
{
    const char *query = same_query(visit);
    size_t length = strlen(query);

    context_set_language(&visit->site->rules, visit->request, language, &visit->response);
    return visit_redirect(visit, arena_printf(visit->arena, "%s%s%.*s", same_path(visit), length > 0 ? "?" : "",
                                              length > 0 ? (int)length - 1 : 0, query));
}

bool language_asked(struct visit *visit, enum outcome *outcome_out)
{
    enum http_method method = visit->request->method;
    const char *const *asked = NULL;
    size_t count = http_fields_all(visit->arena, &visit->request->query, field, &asked);
    enum language language;

    if (count == 0 || (method != HTTP_GET && method != HTTP_HEAD))
        return false;
    if (count == 1 && words_language_named(asked[0], &language)) {
        *outcome_out = change(visit, language);
        return true;
    }
    visit->reason = _("Registeret finnes på bokmål, nynorsk og engelsk: velg språk i menyen øverst.");
    *outcome_out = OUTCOME_BAD;
    return true;
}

void language_fill(const struct visit *visit, struct values *frame)
{
    values_set(frame, "LANGUAGE", words_language_code(words_language()));
    values_set(frame, "LANGUAGE_NAME", languages[words_language()].name);
    values_set(frame, "SAME_QUERY", same_query(visit));
    values_show(frame, languages[words_language()].section);
}
