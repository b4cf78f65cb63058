/* What the activity log is narrowed to. */
#include "register/page/log/activity_filter.h"

#include <limits.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/log/activity_time.h"
#include "register/page/list/address.h"

static const struct {
    const char *name, *label;
} kinds[ACTIVITY_KINDS] = {
    [ACTIVITY_MADE] = {"opprettet", N_("Opprettet")},         [ACTIVITY_CHANGED] = {"endret", N_("Endret")},
    [ACTIVITY_DELETED] = {"slettet", N_("Slettet")},          [ACTIVITY_OPENED] = {"lest", N_("Lest/åpnet")},
    [ACTIVITY_DOWNLOADED] = {"lastet-ned", N_("Lastet ned")}, [ACTIVITY_LOGIN] = {"innlogging", N_("Innlogging")},
};
const char *const activity_fields[ACTIVITY_BOXES] = {"bruker", "fra", "til"};

static const char kind_field[] = "handling", older_field[] = "eldre", newer_field[] = "nyere", system_word[] = "systemet";

enum { QUERY_AT_MOST = 8192, USER_AT_MOST = 100, INSTANT_DIGITS = 20 };

const char *activity_kind_name(enum activity_kind kind)
{
    return kinds[kind].name;
}

const char *activity_kind_shown(enum activity_kind kind)
{
    return words_text(kinds[kind].label);
}

static bool read_kind(const char *name, unsigned *chosen)
{
    for (unsigned kind = ACTIVITY_MADE; kind < ACTIVITY_KINDS; kind++)
        if (text_equal(kinds[kind].name, name)) {
            *chosen |= 1u << kind;
            return true;
        }
    return false;
}

/* "20261120130102000000-2-17": all digits of the instant, which log, and the number in it. */
static bool read_place(struct arena *arena, const char *text, struct activity_place *place)
{
    long long source = 0, number = 0;
    const char *dash = strchr(text, '-');
    const char *last = dash ? strchr(dash + 1, '-') : NULL;

    if (!last || (size_t)(dash - text) != INSTANT_DIGITS || strspn(text, "0123456789") != INSTANT_DIGITS ||
        !text_to_integer(arena_copy_n(arena, dash + 1, (size_t)(last - dash - 1)), 1, 2, &source) ||
        !text_to_integer(last + 1, 1, LLONG_MAX, &number))
        return false;
    *place = (struct activity_place){
        .at = arena_printf(arena, "%.4s-%.2s-%.2s %.2s:%.2s:%.2s.%.6s", text, text + 4, text + 6, text + 8, text + 10, text + 12, text + 14),
        .source = (int)source,
        .id = arena_printf(arena, "%lld", number)};
    return activity_time_is_stored(place->at);
}

static bool read_box(struct activity_filter *filter, const struct http_field *field)
{
    for (enum activity_box box = 0; box < ACTIVITY_BOXES; box++)
        if (text_equal(field->name, activity_fields[box])) {
            filter->typed[box] = field->value;
            return true;
        }
    return false;
}

/* Of the address, or of the form that looks for a person, which has more in it. */
static bool read_field(struct visit *visit, struct activity_filter *filter, const struct http_field *field)
{
    if (text_is_empty(field->value)) {
        filter->untidy = true;
        return true;
    }
    if (text_equal(field->name, kind_field))
        return read_kind(field->value, &filter->chosen);
    if (text_equal(field->name, list_search_field)) {
        filter->query.search = field->value;
        return true;
    }
    if (text_equal(field->name, older_field) || text_equal(field->name, newer_field)) {
        filter->newer = text_equal(field->name, newer_field);
        return read_place(visit->arena, field->value, &filter->after);
    }
    return read_box(filter, field);
}

static void add_problem(struct activity_filter *filter, enum activity_box box, const char *problem)
{
    filter->problems[box] = problem;
    filter->problem_count++;
}

static void read_times(struct visit *visit, struct activity_filter *filter)
{
    static const char hint[] = N_("Skriv en dato, og et klokkeslett om du vil: 20.11.2026 kl. 13.00.");

    if (*filter->typed[ACTIVITY_FROM] &&
        !activity_time_read(visit->arena, filter->typed[ACTIVITY_FROM], false, &filter->query.from))
        add_problem(filter, ACTIVITY_FROM, words_text(hint));
    if (*filter->typed[ACTIVITY_TO] && !activity_time_read(visit->arena, filter->typed[ACTIVITY_TO], true, &filter->query.to))
        add_problem(filter, ACTIVITY_TO, words_text(hint));
    if (filter->query.from && filter->query.to && strcmp(filter->query.from, filter->query.to) >= 0)
        add_problem(filter, ACTIVITY_TO, _("Til må være etter fra."));
}

/* A user name says who it is, and so does a text that only one user fits. */
static enum store_result read_user(struct visit *visit, struct activity_filter *filter)
{
    const char *typed = text_squeeze(visit->arena, filter->typed[ACTIVITY_USER]);
    enum store_result result = STORE_OK;

    filter->query.user = ACTIVITY_ANYBODY;
    if (!*typed)
        return STORE_OK;
    if (text_equal(typed, system_word)) {
        filter->query.user = ACTIVITY_SYSTEM;
        filter->user_shown = _("Systemet selv");
        return STORE_OK;
    }
    if (text_length(typed) <= USER_AT_MOST)
        result = activity_users(&visit->site->store, visit->arena, typed, &filter->users, &filter->user_count);
    if (result == STORE_OK && filter->user_count > 0 && (filter->user_count == 1 || text_equal(filter->users[0].brukernavn, typed))) {
        filter->query.user = filter->users[0].id;
        filter->user_shown = filter->users[0].name;
        filter->user_count = 0;
    } else if (result == STORE_OK) {
        add_problem(filter, ACTIVITY_USER, filter->user_count > 0 ? _("Flere brukere passer. Velg en av dem.")
                                                                  : _("Ingen bruker heter dette. Skriv begynnelsen av navnet eller brukernavnet."));
    }
    return result;
}

enum outcome activity_filter_read(struct visit *visit, const struct http_fields *fields, struct activity_filter *filter_out)
{
    *filter_out = (struct activity_filter){.typed = {"", "", ""}};
    for (size_t i = 0; i < fields->count; i++)
        if (!read_field(visit, filter_out, &fields->items[i])) {
            visit->reason = list_unknown(visit->arena, &fields->items[i], NULL);
            return OUTCOME_BAD;
        }
    filter_out->query.kinds = filter_out->chosen ? filter_out->chosen : (1u << ACTIVITY_KINDS) - 2;
    read_times(visit, filter_out);
    return visit_store(read_user(visit, filter_out));
}

static void add_field(struct arena *arena, struct buffer *out, const char *name, const char *value)
{
    buffer_add_format(out, "%c%s=%s", out->length ? '&' : '?', name, text_percent_encode(arena, value));
}

const char *activity_filter_query(struct arena *arena, const struct activity_filter *filter, bool without_search)
{
    struct buffer out;

    buffer_init(&out, arena, QUERY_AT_MOST);
    for (unsigned kind = ACTIVITY_MADE; kind < ACTIVITY_KINDS; kind++)
        if (filter->chosen & 1u << kind)
            add_field(arena, &out, kind_field, kinds[kind].name);
    for (enum activity_box box = 0; box < ACTIVITY_BOXES; box++)
        if (*filter->typed[box])
            add_field(arena, &out, activity_fields[box], filter->typed[box]);
    if (filter->query.search && !without_search)
        add_field(arena, &out, list_search_field, filter->query.search);
    return buffer_text(&out);
}

const char *activity_filter_place(struct arena *arena, const struct activity_place *place, bool newer)
{
    char digits[INSTANT_DIGITS + 1];
    size_t count = 0;

    for (const char *at = place->at; *at && count < INSTANT_DIGITS; at++)
        if (*at >= '0' && *at <= '9')
            digits[count++] = *at;
    digits[count] = '\0';
    return arena_printf(arena, "%s=%s-%d-%s", newer ? newer_field : older_field, digits, place->source, place->id);
}
