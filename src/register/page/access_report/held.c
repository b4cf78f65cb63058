/* Whether a download held a woman. */
#include "register/page/access_report/held.h"

#include <ctype.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/http/fields.h"
#include "register/domain/jobbsjansen/annual_report.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/store/branch.h"

enum { FIELDS_AT_MOST = 2000 };

static enum held both(enum held one, enum held other)
{
    return one < other ? one : other;
}

static enum held either(enum held one, enum held other)
{
    return one > other ? one : other;
}

static enum held certain(bool holds)
{
    return holds ? HELD : HELD_NOT;
}

/* Day against day as stored, yyyy-mm-dd. */
static bool within(const char *day, struct overview_period period)
{
    char border[DATE_TEXT_SIZE];

    if (date_is_set(period.from)) {
        date_format_iso(period.from, border);
        if (!day || strcmp(day, border) < 0)
            return false;
    }
    if (date_is_set(period.to)) {
        date_format_iso(period.to, border);
        if (!day || strcmp(day, border) > 0)
            return false;
    }
    return true;
}

static bool took_part(const struct access_download *her, const struct overview_period *period)
{
    struct overview_period until = {.to = period->to}, since = {.from = period->from};

    return within(her->start, until) && (!her->end || within(her->end, since));
}

static bool among(const char *number, const char **numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(numbers[i], number))
            return true;
    return count == 0;
}

/* Letter by letter, as the database compares: it knows letters with marks better than this. */
static enum held begins(const char *text, const char *word)
{
    for (; *word; text++, word++) {
        if (tolower((unsigned char)*text) == tolower((unsigned char)*word))
            continue;
        return (unsigned char)*text > 127 || (unsigned char)*word > 127 ? HELD_PERHAPS : HELD_NOT;
    }
    return HELD;
}

/* Does it begin a word of the text? */
static enum held begins_word(const char *text, const char *word)
{
    enum held held = HELD_NOT;

    for (const char *at = text; at && *at; at++)
        if (at == text || at[-1] == ' ' || at[-1] == '-')
            held = either(held, begins(at, word));
    return held;
}

static enum held has_name(struct arena *arena, const char *name, const char *searched)
{
    char *rest = arena_copy(arena, searched);
    enum held held = HELD;

    for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " "))
        held = both(held, begins_word(name, word));
    return held;
}

/* Boxes are "and", terms of one box "or". By name and number the discharged are not found. */
static enum held fits_search(struct arena *arena, const struct access_download *her)
{
    const struct person_search *search = her->search;
    const struct person_search_terms *numbers = &search->boxes[SEARCH_NUMBERS], *names = &search->boxes[SEARCH_NAMES],
                                     *ids = &search->boxes[SEARCH_PERSON_IDS];
    enum held named = names->count == 0 ? HELD : HELD_NOT;

    if ((numbers->count > 0 || names->count > 0) && status_named(her->status) == STATUS_UTSKREVET)
        return HELD_NOT;
    for (size_t i = 0; i < names->count; i++)
        named = either(named, has_name(arena, her->name, names->items[i]));
    return both(named, certain(among(her->number, numbers->items, numbers->count) && among(her->person_id, ids->items, ids->count)));
}

static enum held fits(struct arena *arena, const struct overview_query *query, const struct access_download *her)
{
    bool is_confirmed = (her->confirmed_years & annual_report_bit(query->year)) != 0;
    enum held held = certain(
        branches_want(query, status_named(her->status)) && among(her->kommunenummer, query->asked.municipalities, query->asked.municipality_count) &&
        among(her->bydel, query->asked.districts, query->asked.district_count) && took_part(her, &query->present) &&
        within(her->start, query->started) && within(her->end, query->ended) &&
        (query->financings == 0 || (her->financing >= 0 && (query->financings >> her->financing) & 1)) &&
        (query->confirmed == OVERVIEW_ALL || is_confirmed == (query->confirmed == OVERVIEW_CONFIRMED)));

    if (query->created_by)
        held = both(held, begins_word(her->created_by_name, query->created_by));
    if (query->lacking_count > 0)
        held = both(held, HELD_PERHAPS);
    return her->search ? both(held, fits_search(arena, her)) : held;
}

/* What only shapes the file chooses nobody. */
static bool chooses(const char *name)
{
    static const char *const shapes[] = {"profil", "verdier", "sorter", "vis", "antall", "side", "etter"};

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (text_equal(shapes[i], name))
            return false;
    return true;
}

static bool read_address(struct visit *visit, const char *address, struct selection *selection_out)
{
    const char *query = strchr(address, '?');
    struct http_fields fields = {.count = 0}, choosing;

    if (query && fields_read(visit->arena, query + 1, strlen(query + 1), FIELDS_AT_MOST, &fields) != FIELDS_READ)
        return false;
    choosing = (struct http_fields){.items = arena_alloc_many(visit->arena, fields.count + 1, sizeof *choosing.items)};
    for (size_t i = 0; i < fields.count; i++)
        if (chooses(fields.items[i].name))
            choosing.items[choosing.count++] = fields.items[i];
    return selection_read_fields(visit, &choosing, selection_out) == OUTCOME_READY;
}

enum held held_in(struct held_reader *reader, const struct access_download *download)
{
    struct selection selection;

    if (!download->address)
        return HELD_PERHAPS;
    if (!text_equal(reader->address, download->address)) {
        reader->address = download->address;
        reader->is_known = read_address(reader->visit, download->address, &reader->selection);
    }
    if (!reader->is_known)
        return HELD_PERHAPS; /* a filter of another time */
    selection = reader->selection;
    if (download->search)
        selection_search_for(&selection, download->search);
    return fits(reader->visit->arena, &selection.query, download);
}
