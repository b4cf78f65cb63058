/* What an event changed or told. */
#include "register/page/log/activity_details.h"

#include <string.h>

#include "engine/answer/merge.h"
#include "engine/base/json_read.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/log/activity_words.h"

/* A field takes at least so many characters of what the log holds: "a:1;" of the choices. */
enum { LEAST_WRITTEN = 4 };

static const char choices_column[] = "choices";

/* `variable` is the codebook's, or NULL where the label is ours. */
static void add(struct activity_details *details, const struct codebook_variable *variable, const char *label,
                const char *before, const char *now)
{
    details->items[details->count++] =
        (struct activity_detail){label, variable && wording_is_foreign(variable->label), before, now};
}

/* The codes of a question in "arbeid:1,3;tiltak:2"; "" where it has none. */
static const char *codes_of(struct arena *arena, const char *list, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = list ? list : ""; *at; at += strcspn(at, ";"), at += *at == ';')
        if (strncmp(at, name, length) == 0 && at[length] == ':')
            return arena_copy_n(arena, at + length + 1, strcspn(at + length + 1, ";"));
    return "";
}

static void add_choices(struct visit *visit, const struct codebook_register *reg, struct activity_details *details,
                        const char *before, const char *now)
{
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        const char *old_codes = codes_of(visit->arena, before, variable->name);
        const char *new_codes = codes_of(visit->arena, now, variable->name);

        if (!text_equal(old_codes, new_codes))
            add(details, variable, wording_shown(variable->label), activity_value(visit, reg, variable->name, old_codes),
                activity_value(visit, reg, variable->name, new_codes));
    }
}

static void add_change(struct visit *visit, const struct codebook_register *reg, struct activity_details *details,
                       const char *name, const char *before, const char *now)
{
    const char *label = activity_column(reg, name);

    if (text_equal(name, choices_column))
        add_choices(visit, reg, details, before, now);
    else if (label && !(text_is_empty(before) && text_is_empty(now)))
        add(details, codebook_find_variable(reg, name), label, activity_value(visit, reg, name, before),
            activity_value(visit, reg, name, now));
}

/* {"column": [old, new], ...} */
static void read_changes(struct visit *visit, const struct codebook_register *reg, struct json_reader *reader,
                         struct activity_details *details)
{
    json_read_enter(reader, '{');
    while (json_read_more(reader, '}')) {
        const char *name = json_read_name(reader);
        const char *sides[2] = {NULL, NULL};

        json_read_enter(reader, '[');
        for (size_t i = 0; json_read_more(reader, ']'); i++) {
            const char *value = json_read_value(reader);

            if (i < 2)
                sides[i] = value;
        }
        if (!json_read_failed(reader))
            add_change(visit, reg, details, name, sides[0], sides[1]);
    }
}

/* How much was searched for stands under the names of the boxes. */
static const char *told_label(const struct visit *visit, const struct activity_event *event, const char *name)
{
    if (!text_equal(event->what, "persons"))
        return activity_column(activity_register(visit, event), name);
    if (text_equal(name, "navn"))
        return _("Antall navn");
    return text_equal(name, "person_id") ? _("Antall PersonId-er") : _("Antall fødselsnummer");
}

/* {"count": 25, ...} */
static void read_told(struct visit *visit, const struct activity_event *event, struct json_reader *reader,
                      struct activity_details *details)
{
    json_read_enter(reader, '{');
    while (json_read_more(reader, '}')) {
        const char *name = json_read_name(reader);
        const char *value = json_read_value(reader);
        const char *label = told_label(visit, event, name);

        if (label && !text_is_empty(value))
            add(details, NULL, label, NULL, value);
    }
}

struct activity_details activity_details_of(struct visit *visit, const struct activity_event *event)
{
    const char *content = event->content ? event->content : "{}";
    struct activity_details details = {
        .items = arena_alloc_many(visit->arena, strlen(content) / LEAST_WRITTEN + 1, sizeof *details.items)};
    struct json_reader reader;

    json_read_begin(&reader, visit->arena, content);
    if (event->is_change)
        read_changes(visit, activity_register(visit, event), &reader, &details);
    else
        read_told(visit, event, &reader, &details);
    return details;
}
