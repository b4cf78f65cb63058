/* Rows of the logs as acts of people. */
#include "register/page/access_report/acts.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/access_report/held.h"
#include "register/page/download/receipt_page.h"

enum { ABOUT_AT_MOST = 400, NAME_AT_MOST = 64, SECOND_LENGTH = 19 };

static const char *const labels[] = {
    [ACT_OPENED] = N_("Åpnet opplysningene om deg"),
    [ACT_LISTED] = N_("Så deg i en liste"),
    [ACT_SEARCHED] = N_("Søkte etter deg"),
    [ACT_REPORTED] = N_("Laget en innsynsrapport om deg"),
    [ACT_DOWNLOADED] = N_("Lastet ned en fil der du var med"),
    [ACT_PERHAPS_DOWNLOADED] = N_("Lastet ned en fil der du kan ha vært med"),
    [ACT_CREATED] = N_("Registrerte deg"),
    [ACT_CHANGED] = N_("Endret opplysninger om deg"),
    [ACT_CONFIRMED] = N_("Bekreftet årsrapporten"),
    [ACT_DISCHARGED] = N_("Skrev deg ut"),
    [ACT_DELETED] = N_("Slettet registreringen av deg"),
    [ACT_RESTORED] = N_("Gjenopprettet registreringen av deg"),
    [ACT_FETCHED] = N_("Oppdaterte opplysninger automatisk"),
    [ACT_TOLD] = N_("Fikk vite at du har en åpen deltakelse et annet sted"),
};

const char *act_label(enum act_kind kind)
{
    return words_text(labels[kind]);
}

/* Adds a text that is not there yet, while there is room; then that there are more. */
static const char *with(struct arena *arena, const char *about, const char *more)
{
    if (text_is_empty(more) || text_contains(about, more))
        return about;
    if (!*about)
        return more;
    if (strlen(about) + strlen(more) > ABOUT_AT_MOST)
        return text_contains(about, " …") ? about : arena_printf(arena, "%s; …", about);
    return arena_printf(arena, "%s; %s", about, more);
}

static const char *label_of(const struct visit *visit, const char *name)
{
    const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, name);

    if (text_equal(name, "identity_reason"))
        return _("Identiteten bekreftet på en annen måte");
    return variable ? wording_shown(variable->label) : "";
}

/* The questions among the columns of a JSON list of names. */
static const char *labels_of(const struct visit *visit, const char *columns)
{
    const char *about = "";

    for (const char *at = strchr(columns, '"'); at; at = strchr(at, '"')) {
        size_t length = strcspn(at + 1, "\"");

        if (length < NAME_AT_MOST)
            about = with(visit->arena, about, label_of(visit, arena_copy_n(visit->arena, at + 1, length)));
        at += 1 + length + (at[1 + length] == '"');
    }
    return about;
}

static enum act_kind kind_of_change(const struct access_event *event)
{
    if (text_equal(event->table, "participant_deleted"))
        return text_equal(event->action, "insert") ? ACT_DELETED : ACT_RESTORED;
    if (event->user_id == 0)
        return ACT_FETCHED;
    if (text_equal(event->table, "participant") && text_equal(event->action, "insert"))
        return ACT_CREATED;
    if (text_equal(event->table, "participant_confirmation") && text_equal(event->action, "insert"))
        return ACT_CONFIRMED;
    return event->columns && text_contains(event->columns, "\"discharged_at\"") ? ACT_DISCHARGED : ACT_CHANGED;
}

static const char *about_change(const struct visit *visit, const struct access_event *event)
{
    if (event->variable)
        return label_of(visit, event->variable);
    if (!event->columns || !text_equal(event->action, "update"))
        return text_equal(event->table, "participant_test") ? wording_shown(visit->site->names.proveresultater->label) : "";
    return labels_of(visit, event->columns);
}

/* Which of two kinds tells what was done, where one act left both. */
static int weight_of(enum act_kind kind)
{
    switch (kind) {
    case ACT_RESTORED:
        return 5;
    case ACT_DELETED:
        return 4;
    case ACT_CREATED:
        return 3;
    case ACT_CONFIRMED:
    case ACT_DISCHARGED:
        return 2;
    default:
        return 1;
    }
}

/* One act may leave several rows: of one request or, in old rows, within a moment. */
static bool is_same_act(const struct access_event *one, const struct access_event *other)
{
    if (one->kind != ACCESS_EVENT_CHANGE || other->kind != ACCESS_EVENT_CHANGE || one->user_id != other->user_id || one->id != other->id)
        return false;
    return one->request ? text_equal(one->request, other->request) : strncmp(one->at, other->at, SECOND_LENGTH) == 0;
}

static struct act act_of_change(const struct visit *visit, const struct access_event *event)
{
    return (struct act){.kind = kind_of_change(event), .about = about_change(visit, event)};
}

static void merge(const struct visit *visit, struct act *act, const struct access_event *event)
{
    struct act other = act_of_change(visit, event);

    if (weight_of(other.kind) > weight_of(act->kind))
        act->kind = other.kind;
    act->about = with(visit->arena, act->about, other.about);
}

static struct act act_of_seen(const struct access_event *event)
{
    if (text_starts_with(event->what, "innsyn"))
        return (struct act){.kind = ACT_REPORTED, .about = ""};
    if (text_equal(event->action, "search"))
        return (struct act){.kind = ACT_SEARCHED, .about = ""};
    return (struct act){.kind = event->id ? ACT_OPENED : ACT_LISTED, .about = ""};
}

static struct act act_of(struct visit *visit, const struct access_event *event)
{
    struct act act = {.kind = ACT_TOLD, .about = ""};

    if (event->kind == ACCESS_EVENT_SEEN)
        act = act_of_seen(event);
    if (event->kind == ACCESS_EVENT_CHANGE)
        act = act_of_change(visit, event);
    if (event->kind == ACCESS_EVENT_DOWNLOAD)
        act = (struct act){.kind = ACT_PERHAPS_DOWNLOADED, .about = receipt_content(&(struct receipt){.what = event->what})};
    act.at = event->at;
    act.user_id = event->user_id;
    act.who = event->user_name;
    act.count = 1;
    return act;
}

/* A download stands there once for each version of hers that it could have held: the surest tells. */
static enum held held_in_any(struct held_reader *reader, const struct access_events *events, size_t first, size_t *next_out)
{
    enum held held = HELD_NOT;
    size_t i = first;

    for (; i < events->count && events->items[i].kind == ACCESS_EVENT_DOWNLOAD &&
           events->items[i].log_id == events->items[first].log_id;
         i++) {
        enum held one = held == HELD ? HELD : held_in(reader, events->items[i].download);

        held = one > held ? one : held;
    }
    *next_out = i;
    return held;
}

static size_t take(struct held_reader *reader, const struct access_events *events, size_t at, struct acts *acts)
{
    struct visit *visit = reader->visit;
    const struct access_event *event = &events->items[at];
    size_t next = at + 1;

    if (event->kind == ACCESS_EVENT_DOWNLOAD) {
        enum held held = held_in_any(reader, events, at, &next);

        if (held == HELD_NOT)
            return next;
        acts->items[acts->count] = act_of(visit, event);
        acts->items[acts->count++].kind = held == HELD ? ACT_DOWNLOADED : ACT_PERHAPS_DOWNLOADED;
        return next;
    }
    acts->items[acts->count] = act_of(visit, event);
    for (; next < events->count && is_same_act(event, &events->items[next]); next++)
        merge(visit, &acts->items[acts->count], &events->items[next]);
    acts->count++;
    return next;
}

static int latest_first(const void *one, const void *other)
{
    return strcmp(((const struct act *)other)->at, ((const struct act *)one)->at);
}

static bool worked_then(const struct access_workplace *place, const char *day)
{
    return strcmp(place->from, day) <= 0 && (!place->to || strcmp(place->to, day) >= 0);
}

static const char *place_in_words(struct arena *arena, const struct access_workplace *place)
{
    if (place->is_national)
        return _("IMDi");
    if (!text_is_empty(place->bydelsnavn))
        return arena_printf(arena, _("Bydel %s, %s kommune"), place->bydelsnavn, place->kommunenavn);
    return text_is_empty(place->kommunenavn) ? "" : arena_printf(arena, _("%s kommune"), place->kommunenavn);
}

static const char *where_on(struct arena *arena, const struct access_workplaces *places, long long user, const char *day)
{
    const char *where = "";

    if (user == 0)
        return _("Registeret selv");
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].user_id == user && worked_then(&places->items[i], day))
            where = with(arena, where, place_in_words(arena, &places->items[i]));
    for (size_t i = 0; !*where && i < places->count; i++)
        if (places->items[i].user_id == user)
            where = place_in_words(arena, &places->items[i]);
    return *where ? where : _("Ukjent arbeidssted");
}

/* Days and users come in runs: what was said of the one before is said again. */
static void fill_where(struct arena *arena, struct acts *acts, const struct access_workplaces *places)
{
    char day[DATE_TEXT_SIZE], last_day[DATE_TEXT_SIZE] = "";

    for (size_t i = 0; i < acts->count; i++) {
        struct act *act = &acts->items[i], *before = i ? &acts->items[i - 1] : NULL;

        date_format_iso(clock_date(act->at), day);
        act->where = before && before->user_id == act->user_id && text_equal(day, last_day)
                         ? before->where
                         : where_on(arena, places, act->user_id, day);
        if (act->user_id == 0)
            act->who = "";
        memcpy(last_day, day, sizeof day);
    }
}

enum outcome acts_load(struct visit *visit, const char *reference, const char *also, const char *until, size_t most, struct acts *acts_out)
{
    struct store *store = &visit->site->store;
    struct held_reader reader = {.visit = visit};
    struct access_workplaces places;
    struct access_events events;
    enum store_result result = access_events_load(store, visit->arena, reference, also, until, most, &events);

    if (result == STORE_OK)
        result = access_workplaces_load(store, visit->arena, &events, &places);
    if (result != STORE_OK)
        return visit_store(result);
    *acts_out = (struct acts){.items = arena_alloc_many(visit->arena, events.count + 1, sizeof *acts_out->items), .is_cut = events.is_cut};
    for (size_t at = 0; at < events.count;)
        at = take(&reader, &events, at, acts_out);
    qsort(acts_out->items, acts_out->count, sizeof *acts_out->items, latest_first);
    fill_where(visit->arena, acts_out, &places);
    return OUTCOME_READY;
}

static bool is_same_line(const struct act *line, const struct act *act)
{
    return line->kind == act->kind && line->user_id == act->user_id && text_equal(line->who, act->who) &&
           date_compare(clock_date(line->at), clock_date(act->at)) == 0;
}

struct acts acts_by_day(struct arena *arena, const struct acts *acts)
{
    struct acts lines = {.items = arena_alloc_many(arena, acts->count + 1, sizeof *lines.items), .is_cut = acts->is_cut};
    size_t day_begins = 0;

    for (size_t i = 0; i < acts->count; i++) {
        const struct act *act = &acts->items[i];
        size_t line;

        if (lines.count > 0 && date_compare(clock_date(lines.items[lines.count - 1].at), clock_date(act->at)) != 0)
            day_begins = lines.count;
        for (line = day_begins; line < lines.count && !is_same_line(&lines.items[line], act); line++)
            ;
        if (line == lines.count) {
            lines.items[lines.count++] = *act;
        } else {
            lines.items[line].count++;
            lines.items[line].about = with(arena, lines.items[line].about, act->about);
        }
    }
    return lines;
}
