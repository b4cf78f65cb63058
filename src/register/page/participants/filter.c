/* The filters of the overview that are lists, texts and periods. */
#include "register/page/participants/filter.h"

#include <stddef.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/gate.h"
#include "register/page/show.h"

enum { CREATOR_AT_MOST = 100, CODE_BITS = 32 };

#define BORDER(member) offsetof(struct overview_query, member)

const struct filter_border filter_borders[FILTER_BORDERS] = {
    {"deltok_fra", N_("Deltok fra"), BORDER(present.from)},
    {"deltok_til", N_("Deltok til"), BORDER(present.to)},
    {"oppstart_fra", N_("Oppstart fra"), BORDER(started.from)},
    {"oppstart_til", N_("Oppstart til"), BORDER(started.to)},
    {"avsluttet_fra", N_("Avsluttet fra"), BORDER(ended.from)},
    {"avsluttet_til", N_("Avsluttet til"), BORDER(ended.to)},
};

struct date filter_border_date(const struct overview_query *query, const struct filter_border *border)
{
    return *(const struct date *)(const void *)((const char *)query + border->offset);
}

static enum filter_read read_border(struct overview_query *query, const struct filter_border *border, const char *value)
{
    struct date *date = (struct date *)(void *)((char *)query + border->offset);

    if (date_parse_iso(value, date))
        return FILTER_TAKEN;
    return date_parse_typed(value, clock_today(), date) ? FILTER_TYPED : FILTER_UNKNOWN;
}

static const struct codebook_variable *financing(const struct visit *visit)
{
    return visit->site->names.finansieringstype;
}

static enum filter_read read_financing(const struct visit *visit, struct overview_query *query, const char *value)
{
    long long code = 0;

    if (!text_to_integer(value, 0, CODE_BITS - 1, &code) || !codebook_find_code(financing(visit), (int)code))
        return FILTER_UNKNOWN;
    query->financings |= 1UL << code;
    return FILTER_TAKEN;
}

/* A question that an answer can be missing of, by name. */
static const struct codebook_variable *lacking(const struct visit *visit, const char *name)
{
    const struct codebook_register *reg = visit->site->reg;
    const struct codebook_variable *variable = codebook_find_variable(reg, name);

    return variable && gate_asks(reg, variable) ? variable : NULL;
}

/* Room for one more: twice as much each time there is none. */
static const char **with_room(struct arena *arena, const char **list, size_t count)
{
    const char **more;

    if (count & (count - 1))
        return list;
    more = arena_alloc_many(arena, count ? 2 * count : 1, sizeof *more);
    if (count > 0)
        memcpy(more, list, count * sizeof *more);
    return more;
}

/* A list grows by one; the same twice is once. */
static enum filter_read add_to_list(struct visit *visit, bool is_known, const char *value, const char ***list,
                                  size_t *count)
{
    if (!is_known)
        return FILTER_UNKNOWN;
    for (size_t i = 0; i < *count; i++)
        if (text_equal((*list)[i], value))
            return FILTER_TYPED;
    *list = with_room(visit->arena, *list, *count);
    (*list)[(*count)++] = value;
    return FILTER_TAKEN;
}

static enum filter_read read_creator(struct visit *visit, struct overview_query *query, const char *value)
{
    const char *name = text_trim(visit->arena, value);

    if (query->created_by || !*name || text_length(name) > CREATOR_AT_MOST)
        return FILTER_UNKNOWN;
    query->created_by = name;
    return text_equal(name, value) ? FILTER_TAKEN : FILTER_TYPED;
}

enum filter_read filter_read(struct visit *visit, const struct places *places, const struct http_field *field,
                             struct overview_query *query)
{
    for (size_t i = 0; i < FILTER_BORDERS; i++)
        if (text_equal(filter_borders[i].name, field->name))
            return read_border(query, &filter_borders[i], field->value);
    if (text_equal(field->name, "kommune"))
        return add_to_list(visit, places_municipality(places, field->value) != NULL, field->value, &query->municipalities,
                         &query->municipality_count);
    if (text_equal(field->name, "bydel"))
        return add_to_list(visit, places_knows_district(places, field->value), field->value, &query->districts,
                         &query->district_count);
    if (text_equal(field->name, "mangler"))
        return add_to_list(visit, lacking(visit, field->value) != NULL, field->value, &query->lacking, &query->lacking_count);
    if (text_equal(field->name, "finansiering"))
        return read_financing(visit, query, field->value);
    if (text_equal(field->name, "registrert_av"))
        return read_creator(visit, query, field->value);
    return FILTER_NOT_MINE;
}

size_t filter_count(const struct overview_query *query)
{
    return FILTER_BORDERS + query->municipality_count + query->district_count + query->lacking_count + CODE_BITS + 1;
}

static size_t add_places(struct visit *visit, const struct places *places, const struct overview_query *query,
                         struct selection_field *fields)
{
    size_t count = 0;

    for (size_t i = 0; i < query->municipality_count; i++) {
        const char *number = query->municipalities[i];

        fields[count++] = (struct selection_field){
            "kommune", number,
            arena_printf(visit->arena, _("Kommune: %s"), places_municipality(places, number)->kommunenavn)};
    }
    for (size_t i = 0; i < query->district_count; i++)
        fields[count++] = (struct selection_field){
            "bydel", query->districts[i],
            arena_printf(visit->arena, _("Bydel: %s"), places_name(places, query->districts[i]))};
    return count;
}

static size_t add_financings(struct visit *visit, const struct overview_query *query, struct selection_field *fields)
{
    const struct codebook_variable *variable = financing(visit);
    size_t count = 0;

    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];

        if (code->number < CODE_BITS && (query->financings & 1UL << code->number))
            fields[count++] = (struct selection_field){
                "finansiering", arena_printf(visit->arena, "%d", code->number),
                arena_printf(visit->arena, _("Finansiering: %s"), wording_text(code->text, words_language()))};
    }
    return count;
}

static size_t add_lacking(struct visit *visit, const struct overview_query *query, struct selection_field *fields)
{
    for (size_t i = 0; i < query->lacking_count; i++) {
        const struct codebook_variable *variable = lacking(visit, query->lacking[i]);

        fields[i] = (struct selection_field){
            "mangler", variable->name,
            arena_printf(visit->arena, _("Mangler svar: %s"), wording_text(variable->label, words_language()))};
    }
    return query->lacking_count;
}

static size_t add_borders(struct visit *visit, const struct overview_query *query, struct selection_field *fields)
{
    size_t count = 0;

    for (size_t i = 0; i < FILTER_BORDERS; i++) {
        struct date date = filter_border_date(query, &filter_borders[i]);
        char iso[DATE_TEXT_SIZE];

        if (!date_is_set(date))
            continue;
        date_format_iso(date, iso);
        fields[count++] = (struct selection_field){
            filter_borders[i].name, arena_copy(visit->arena, iso),
            arena_printf(visit->arena, "%s: %s", words_text(filter_borders[i].label), show_day(visit->arena, date))};
    }
    return count;
}

size_t filter_fields(struct visit *visit, const struct places *places, const struct overview_query *query,
                     struct selection_field *fields)
{
    size_t count = add_places(visit, places, query, fields);

    count += add_financings(visit, query, fields + count);
    count += add_lacking(visit, query, fields + count);
    if (query->created_by)
        fields[count++] = (struct selection_field){
            "registrert_av", query->created_by, arena_printf(visit->arena, _("Registrert av: %s"), query->created_by)};
    return count + add_borders(visit, query, fields + count);
}
