/* How a file is to be written, as its address says. */
#include "register/page/download/options.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/list/address.h"

static const struct choice {
    const char *name;
    int chosen;
} values[] = {{"koder", COLUMNS_CODES}, {"tekster", COLUMNS_TEXTS}, {"begge", COLUMNS_BOTH}, {NULL, 0}},
  profiles[] = {{"excel", CSV_EXCEL}, {"ren", CSV_PLAIN}, {NULL, 0}}, none[] = {{NULL, 0}};

/* One field of the address: what may stand in it, and what is said of anything else. */
struct option {
    const char *name;
    const struct choice *choices;
    const char *hint; /* marked N_() */
};

enum { OPTIONS = 2 };

static const struct option value_option = {"verdier", values, N_("Velg koder, tekster eller begge.")};
#define PROFILE_HINT N_("Velg excel eller ren, og bare for CSV.")
static const struct option profile_option = {"profil", profiles, PROFILE_HINT};
static const struct option no_profile = {"profil", none, PROFILE_HINT}; /* a workbook has none */

static const struct choice *find(const struct option *option, const char *value)
{
    for (const struct choice *choice = option->choices; choice->name; choice++)
        if (text_equal(choice->name, value))
            return choice;
    return NULL;
}

/* An empty field asks for nothing. The same field twice is refused, unless both say the same. */
static enum outcome read_option(struct visit *visit, const struct option *option, int *chosen,
                                struct download_option *given, size_t *count)
{
    const struct http_fields *query = &visit->request->query;
    const struct choice *found = NULL;

    for (size_t i = 0; i < query->count; i++) {
        const char *value = query->items[i].value;
        const struct choice *choice = find(option, value);

        if (!text_equal(query->items[i].name, option->name) || !*value)
            continue;
        if (!choice || (found && found != choice)) {
            visit->reason = list_unknown(visit->arena, &query->items[i], option->hint);
            return OUTCOME_BAD;
        }
        found = choice;
    }
    if (found) {
        *chosen = found->chosen;
        given[(*count)++] = (struct download_option){option->name, found->name};
    }
    return OUTCOME_READY;
}

static enum table_format asked_format(const struct visit *visit)
{
    const char *ending = strrchr(visit->request->path, '.');

    return ending && text_equal(ending + 1, table_ending(TABLE_XLSX)) ? TABLE_XLSX : TABLE_CSV;
}

enum outcome download_options_read(struct visit *visit, unsigned options, struct download *download_out)
{
    struct download_option *given = arena_alloc_many(visit->arena, OPTIONS, sizeof *given);
    int chosen = COLUMNS_BOTH, profile = CSV_EXCEL;
    enum outcome outcome = OUTCOME_READY;

    *download_out = (struct download){.visit = visit, .options = given, .table = {.format = asked_format(visit)}};
    if (options & DOWNLOAD_VALUES)
        outcome = read_option(visit, &value_option, &chosen, given, &download_out->option_count);
    if (outcome == OUTCOME_READY)
        outcome = read_option(visit, download_out->table.format == TABLE_CSV ? &profile_option : &no_profile, &profile, given,
                              &download_out->option_count);
    download_out->values = (enum columns_values)chosen;
    download_out->table.csv.profile = (enum csv_profile)profile;
    return outcome;
}

const char *const *download_options_names(const struct download *download, unsigned options)
{
    const char **names = arena_alloc_many(download->visit->arena, OPTIONS + 1, sizeof *names);
    size_t count = 0;

    if (options & DOWNLOAD_VALUES)
        names[count++] = value_option.name;
    if (download->table.format == TABLE_CSV)
        names[count++] = profile_option.name;
    names[count] = NULL;
    return names;
}

const char *download_options_address(const struct download *download, const char *query)
{
    struct arena *arena = download->visit->arena;

    for (size_t i = 0; i < download->option_count; i++)
        query = arena_printf(arena, "%s%c%s=%s", query, *query ? '&' : '?', download->options[i].name,
                             download->options[i].value);
    return arena_printf(arena, "%s%s", download->visit->request->path, query);
}
