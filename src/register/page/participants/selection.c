/* Which participants the overview's address asks for. */
#include "register/page/participants/selection.h"

#include <limits.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"

const unsigned selection_sizes[4] = {10, 25, 50, 100};

static const struct {
    const char *name;
    enum overview_status bit;
} statuses[] = {
    {"opprettet", OVERVIEW_OPPRETTET},
    {"endret", OVERVIEW_ENDRET},
    {"avsluttet", OVERVIEW_AVSLUTTET},
    {"utskrevet", OVERVIEW_UTSKREVET},
};

const char *selection_status(size_t index, enum overview_status *bit_out)
{
    if (index >= sizeof statuses / sizeof *statuses)
        return NULL;
    *bit_out = statuses[index].bit;
    return statuses[index].name;
}

static bool read_status(struct selection *selection, const char *value)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (!text_equal(statuses[i].name, value))
            continue;
        selection->query.statuses |= statuses[i].bit;
        return true;
    }
    return false;
}

static bool read_size(struct selection *selection, const char *value)
{
    long long size = 0;

    if (!text_to_integer(value, 1, 100, &size))
        return false;
    for (size_t i = 0; i < sizeof selection_sizes / sizeof *selection_sizes; i++)
        if (selection_sizes[i] == size)
            selection->size = (unsigned)size;
    return selection->size == size;
}

/* Below 1 is 1; beyond the end is the last, which only the count can tell. */
static bool read_page(struct selection *selection, const char *value)
{
    const char *digits = *value == '-' ? value + 1 : value;
    long long page = INT_MAX;

    if (!*digits || digits[strspn(digits, "0123456789")])
        return false;
    if (*value == '-' || text_to_integer(value, 0, 0, &page))
        page = 1;
    else
        text_to_integer(value, 1, INT_MAX, &page);
    selection->page = (unsigned long)page;
    return true;
}

static const struct {
    const char *name;
    bool (*read)(struct selection *selection, const char *value);
} fields[] = {
    {"status", read_status},
    {"antall", read_size},
    {"side", read_page},
};

static bool read_field(struct selection *selection, const struct http_field *field)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (text_equal(fields[i].name, field->name))
            return !*field->value || fields[i].read(selection, field->value);
    return false;
}

bool selection_read(struct visit *visit, const char *also, struct selection *selection_out)
{
    const struct http_fields *query = &visit->request->query;
    const struct account *account = visit->context.account;

    *selection_out = (struct selection){
        .query = {.scopes = account->scopes, .scope_count = account->scope_count},
        .size = SELECTION_SIZE,
        .page = 1,
    };
    for (size_t i = 0; i < query->count; i++) {
        if (text_equal(also, query->items[i].name) || read_field(selection_out, &query->items[i]))
            continue;
        visit->reason = arena_printf(visit->arena, _("Registeret kjenner ikke «%s=%s» i adressen."),
                                     query->items[i].name, query->items[i].value);
        return false;
    }
    return true;
}

const char *selection_query(struct arena *arena, const struct selection *selection, unsigned long page)
{
    struct buffer out;

    buffer_init(&out, arena, 1024);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (selection->query.statuses & statuses[i].bit)
            buffer_add_format(&out, "%cstatus=%s", out.length ? '&' : '?', statuses[i].name);
    if (page > 0 && selection->size != SELECTION_SIZE)
        buffer_add_format(&out, "%cantall=%u", out.length ? '&' : '?', selection->size);
    if (page > 1)
        buffer_add_format(&out, "%cside=%lu", out.length ? '&' : '?', page);
    return buffer_text(&out);
}
