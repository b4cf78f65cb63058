/* How a file is to be written, as its address says. */
#include "register/page/participants/download_options.h"

#include <string.h>

#include "engine/base/text.h"
#include "register/page/participants/unknown.h"

static const struct choice {
    const char *name;
    int chosen;
} values[] = {{"koder", COLUMNS_CODES}, {"tekster", COLUMNS_TEXTS}, {"begge", COLUMNS_BOTH}, {NULL, 0}},
  profiles[] = {{"excel", CSV_EXCEL}, {"ren", CSV_PLAIN}, {NULL, 0}};

/* One field of the address: what may stand in it, and what is said of anything else. */
struct option {
    const char *name;
    const struct choice *choices;
};

enum { OPTIONS = 2, FIELDS_AT_MOST = 2 };

static const struct option value_option = {"verdier", values};
static const struct option profile_option = {"profil", profiles};

static const struct choice *find(const struct option *option, const char *value)
{
    for (const struct choice *choice = option->choices; choice->name; choice++)
        if (text_equal(choice->name, value))
            return choice;
    return NULL;
}

/* An empty field asks for nothing. The same field twice is refused, unless both say the same. */
static enum outcome read_option(struct visit *visit, const struct option *option, int *chosen,
                                struct selection_field *fields, size_t *count)
{
    const struct http_fields *query = &visit->request->query;
    const struct choice *found = NULL;

    for (size_t i = 0; i < query->count; i++) {
        const char *value = query->items[i].value;
        const struct choice *choice = find(option, value);

        if (!text_equal(query->items[i].name, option->name) || !*value)
            continue;
        if (!choice || (found && found != choice)) {
            visit->reason = unknown_reason(visit->arena, &query->items[i]);
            return OUTCOME_BAD;
        }
        found = choice;
    }
    if (found) {
        *chosen = found->chosen;
        fields[(*count)++] = (struct selection_field){option->name, found->name, NULL};
    }
    return OUTCOME_READY;
}

static enum table_format asked_format(const struct visit *visit)
{
    const char *ending = strrchr(visit->request->path, '.');

    return ending && text_equal(ending + 1, table_ending(TABLE_XLSX)) ? TABLE_XLSX : TABLE_CSV;
}

enum outcome download_options_read(struct download *download, unsigned options)
{
    struct visit *visit = download->visit;
    struct selection_field *fields = arena_alloc_many(visit->arena, FIELDS_AT_MOST, sizeof *fields);
    const char *also[OPTIONS + 1] = {0};
    size_t also_count = 0;
    int chosen = COLUMNS_BOTH, profile = CSV_EXCEL;
    enum outcome outcome = OUTCOME_READY;

    download->table.format = asked_format(visit);
    download->options = fields;
    if (options & DOWNLOAD_VALUES) {
        also[also_count++] = value_option.name;
        outcome = read_option(visit, &value_option, &chosen, fields, &download->option_count);
    }
    if (outcome == OUTCOME_READY && download->table.format == TABLE_CSV) {
        also[also_count++] = profile_option.name;
        outcome = read_option(visit, &profile_option, &profile, fields, &download->option_count);
    }
    download->values = (enum columns_values)chosen;
    download->table.csv.profile = (enum csv_profile)profile;
    return outcome == OUTCOME_READY ? selection_read(visit, also, &download->selection) : outcome;
}
