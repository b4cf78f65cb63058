/* A generation from its files, and from what the database says of its codebook. */
#include "command/generation.h"

#include <stdio.h>
#include <stdlib.h>

#include "command/program_settings.h"
#include "engine/base/log.h"
#include "engine/base/words.h"
#include "register/domain/access/grant.h"
#include "register/store/codebook_list.h"

enum { ANSWER_SECONDS = 3, ENTRIES_AT_MOST = 64 * 1024 * 1024 };

static bool refuse_codebook(const char *why, const char **why_out)
{
    log_event(LOG_LEVEL_ERROR, "codebook-refused", "why=\"%s\"", why);
    *why_out = "the codebook is refused";
    return false;
}

static bool find_names(struct generation *generation, const char **why_out)
{
    const char *missing = "register " REGISTER_JOBBSJANSEN;

    generation->reg = codebook_find_register(generation->codebook, REGISTER_JOBBSJANSEN);
    generation->introduksjon = codebook_find_register(generation->codebook, REGISTER_INTRODUKSJON);
    if (generation->reg && names_find(generation->reg, &generation->names, &missing))
        return true;
    log_event(LOG_LEVEL_ERROR, "codebook-refused", "lacks=\"%s\"", missing);
    *why_out = "the codebook lacks what the register needs";
    return false;
}

static bool read_file(struct generation *generation, const char **why_out)
{
    char *why = NULL;

    if (codebook_load(settings_text(generation->settings, "codebook_file"),
                      settings_text(generation->settings, "codebook_schema"), &generation->codebook, &why))
        return find_names(generation, why_out);
    refuse_codebook(why, why_out);
    free(why);
    return false;
}

/* Asked as the first worker would: the master has no account of its own. */
static enum store_result ask_list(const struct generation *generation, const struct secret *secret,
                                  struct arena *arena, struct codebook_entries *entries_out)
{
    const struct settings *settings = generation->settings;
    const char *digest = generation->codebook ? generation->codebook->digest : "";
    const char *account = arena_printf(arena, "%s1", settings_text(settings, "database_worker_prefix"));
    char password[SECRET_PASSWORD_TEXT];
    struct database_settings database = {
        .socket = settings_text(settings, "database_socket"),
        .user = account,
        .password = password,
        .schema = settings_text(settings, "database_name"),
        .connect_seconds = ANSWER_SECONDS,
        .read_seconds = ANSWER_SECONDS,
        .write_seconds = ANSWER_SECONDS,
    };
    struct store store = {.database = database_new(&database), .schema = database.schema};
    enum store_result result;

    secret_account_password(secret, account, password);
    result = codebook_list(&store, arena, digest, GENERATION_BEFORE_MOST, entries_out);
    database_close(&store.database);
    return result;
}

/* May the workers take up the codebook that was read? */
static bool is_applied(const struct generation *generation, enum store_result asked, bool first,
                       const struct codebook_entries *entries, const char **why_out)
{
    const struct codebook *codebook = generation->codebook;
    const char *file = settings_text(generation->settings, "codebook_file");

    if (asked != STORE_OK && first) {
        log_event(LOG_LEVEL_WARNING, "codebook-unchecked", "version=%s digest=%.12s", codebook->version,
                  codebook->digest);
        return true;
    }
    if (asked != STORE_OK) {
        *why_out = "the database does not say whether the codebook is applied";
        return false;
    }
    if (!entries->known) {
        log_event(LOG_LEVEL_ERROR, "codebook-not-applied", "file=%s version=%s digest=%.12s", file, codebook->version,
                  codebook->digest);
        *why_out = "the codebook is not applied to the database: run `jobbsjanse codebook apply`, and reload again";
        return false;
    }
    if (!entries->newest)
        log_event(LOG_LEVEL_WARNING, "codebook-superseded", "file=%s version=%s digest=%.12s", file, codebook->version,
                  codebook->digest);
    return true;
}

/* One that this program does not understand any more explains nothing: it is passed over. */
static void keep_before(struct generation *generation, const struct codebook_entries *entries, size_t from)
{
    for (size_t i = from; i < entries->count; i++) {
        const struct codebook_entry *entry = &entries->items[i];
        char *why = NULL;

        if (codebook_load_source("applied", entry->content, entry->length, NULL,
                                 &generation->before[generation->before_count], &why))
            generation->before_count++;
        free(why);
    }
}

/* In place of a file that was refused. */
static bool take_applied(struct generation *generation, const struct codebook_entries *entries, const char **why_out)
{
    char *why = NULL;

    codebook_free(&generation->codebook);
    if (entries->count == 0)
        return false;
    if (!codebook_load_source("applied", entries->items[0].content, entries->items[0].length, NULL,
                              &generation->codebook, &why)) {
        refuse_codebook(why, why_out);
        free(why);
        return false;
    }
    log_event(LOG_LEVEL_WARNING, "codebook-from-database", "version=%s digest=%.12s", generation->codebook->version,
              generation->codebook->digest);
    return find_names(generation, why_out);
}

static bool take_codebook(struct generation *generation, const struct secret *secret, bool first, const char **why_out)
{
    struct codebook_entries entries = {0};
    struct arena *arena = arena_new(ENTRIES_AT_MOST);
    bool good = read_file(generation, why_out);

    if (good || first) {
        enum store_result asked = ask_list(generation, secret, arena, &entries);

        good = good && is_applied(generation, asked, first, &entries, why_out);
    }
    if (good)
        keep_before(generation, &entries, 0);
    else if (first && take_applied(generation, &entries, why_out)) {
        keep_before(generation, &entries, 1);
        good = true;
    }
    arena_free(&arena);
    return good;
}

static bool load_parts(struct generation *generation, const char *settings_file, const struct secret *secret,
                       bool first, const char **why_out)
{
    if (!settings_load(settings_file, program_settings_rows, &generation->settings, why_out) ||
        !take_codebook(generation, secret, first, why_out))
        return false;
    return words_open(settings_text(generation->settings, "words_directory"), why_out) &&
           view_open(settings_text(generation->settings, "views_directory"),
                     settings_text(generation->settings, "static_manifest"), &generation->view, why_out) == VIEW_OK;
}

struct generation *generation_load(const char *settings_file, const struct secret *secret, bool first,
                                   const char **why_out)
{
    struct generation *generation = calloc(1, sizeof *generation);

    if (!generation) {
        *why_out = "no memory";
        return NULL;
    }
    if (!load_parts(generation, settings_file, secret, first, why_out))
        generation_free(&generation);
    return generation;
}

void generation_free(struct generation **made)
{
    struct generation *generation = *made;

    *made = NULL;
    codebook_free(&generation->codebook);
    for (size_t i = 0; i < generation->before_count; i++)
        codebook_free(&generation->before[i]);
    if (generation->view)
        view_close(&generation->view);
    settings_free(&generation->settings);
    free(generation);
}
