/* Fictional participants into their tables, a group at a time. */
#include "register/store/demo_load.h"

#include <assert.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/annual_report.h"
#include "register/domain/jobbsjansen/participant.h"
#include "register/domain/person_id.h"
#include "register/store/bulk.h"

enum { GROUP_ARENA = 256 * 1024 * 1024, TRIES = 3, CHOICES_AT_MOST = 4000 };

struct creator {
    const char *user_id, *name;
};

struct demo_loader {
    struct store *store;
    const struct demo *demo;
    const struct codebook *codebook;
    const void *person_key;
    size_t person_key_size;
    struct creator *creators; /* by index of the caseworker */
    const char **columns;     /* of participant: the fixed ones, then `variables` */
    const struct codebook_variable **variables;
    size_t variable_count;
    struct arena *group; /* emptied after each group */
};

/* Columns of participant that the codebook does not have, in the order fill_participant gives them. */
static const char *const fixed_columns[] = {
    "participant_id", "row_version", "status",     "discharged_at", "rapporteringsar", "created_at",
    "created_by",     "created_by_name", "changed_at", "changed_by",    "changed_by_name", "confirmed_years",
    "choices",
};
static const char *const person_columns[] = {"person_id", "created_at"};
static const char *const number_columns[] = {"fodselsnummer", "person_id", "valid_from"};
static const char *const choice_columns[] = {"participant_id", "variabel", "kode"};
static const char *const test_columns[] = {"participant_id", "test_no", "provedato", "provetype", "proveresultat"};
static const char *const change_columns[] = {"participant_id", "version", "variabel",  "old_value",
                                             "new_value",      "user_id", "user_name", "changed_at"};
static const char *const confirmation_columns[] = {"participant_id", "year",         "version",           "confirmed_at",
                                                   "confirmed_by",   "confirmed_by_name", "codebook_version", "codebook_digest"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

struct tables {
    struct bulk person, number, participant, choice, test, confirmation, change;
};

/* Who was corrected after a confirmation is entered as she was, confirmed, and then corrected: the figures that were
 * confirmed are taken as the confirmation is. */
struct corrections {
    const char *ids[DEMO_GROUP];
    const struct demo_participant *made[DEMO_GROUP];
    size_t count;
};

static enum store_result find_creators(struct demo_loader *loader, struct arena *arena)
{
    enum store_result result = STORE_OK;

    loader->creators = arena_alloc_many(arena, demo_caseworker_count(), sizeof *loader->creators);
    for (size_t i = 0; i < demo_caseworker_count() && result == STORE_OK; i++) {
        const struct demo_caseworker caseworker = demo_caseworker(arena, i);
        struct database_value name = database_text(caseworker.username);
        struct database_answer answer;
        const struct database_row *row;

        result = store_ask(loader->store, arena, "demo-creator",
                           "SELECT user_id, display_name FROM user WHERE brukernavn = ?", &name, 1, &answer);
        row = result == STORE_OK ? store_first(&answer, 0) : NULL;
        if (!row)
            return result == STORE_OK ? STORE_FAILED : result;
        loader->creators[i] = (struct creator){store_cell(&answer.sets[0], row, "user_id"),
                                               store_cell(&answer.sets[0], row, "display_name")};
    }
    return result;
}

static bool is_column(const struct codebook_variable *variable)
{
    return variable->type != CODEBOOK_CODES && variable->type != CODEBOOK_GROUP && !variable->group;
}

static void name_columns(struct demo_loader *loader, struct arena *arena)
{
    const struct codebook_register *reg = loader->demo->reg;

    loader->variables = arena_alloc_many(arena, reg->variable_count, sizeof(*loader->variables));
    loader->columns = arena_alloc_many(arena, COUNT(fixed_columns) + reg->variable_count, sizeof *loader->columns);
    memcpy(loader->columns, fixed_columns, sizeof fixed_columns);
    for (size_t i = 0; i < reg->variable_count; i++) {
        if (!is_column(reg->variables[i]))
            continue;
        loader->columns[COUNT(fixed_columns) + loader->variable_count] = reg->variables[i]->name;
        loader->variables[loader->variable_count++] = reg->variables[i];
    }
}

enum store_result demo_loader_new(struct store *store, struct arena *arena, const struct demo *demo,
                                  const struct codebook *codebook, const void *person_key,
                                  size_t person_key_size, struct demo_loader **loader_out)
{
    struct demo_loader *loader = arena_alloc(arena, sizeof *loader);

    loader->store = store;
    loader->demo = demo;
    loader->codebook = codebook;
    loader->person_key = person_key;
    loader->person_key_size = person_key_size;
    loader->group = arena_new(GROUP_ARENA);
    name_columns(loader, arena);
    *loader_out = loader;
    return find_creators(loader, arena);
}

void demo_loader_close(struct demo_loader *loader)
{
    arena_free(&loader->group);
}

static void open_tables(const struct demo_loader *loader, struct tables *tables)
{
    struct arena *arena = loader->group;

    bulk_init(&tables->person, arena, "person", person_columns, COUNT(person_columns));
    bulk_init(&tables->number, arena, "person_number", number_columns, COUNT(number_columns));
    bulk_init(&tables->participant, arena, "participant", loader->columns,
              COUNT(fixed_columns) + loader->variable_count);
    bulk_init(&tables->choice, arena, "participant_choice", choice_columns, COUNT(choice_columns));
    bulk_init(&tables->test, arena, "participant_test", test_columns, COUNT(test_columns));
    bulk_init(&tables->confirmation, arena, "participant_confirmation", confirmation_columns,
              COUNT(confirmation_columns));
    bulk_init(&tables->change, arena, "participant_change", change_columns, COUNT(change_columns));
}

static const char *latest_year(const struct demo_loader *loader, const struct demo_participant *made)
{
    if (made->confirmation_count == 0)
        return NULL;
    return arena_printf(loader->group, "%d", made->confirmations[made->confirmation_count - 1].year);
}

/* The years confirmed, as the table holds them. */
static const char *years_of(const struct demo_loader *loader, const struct demo_participant *made)
{
    unsigned long long years = 0;

    for (size_t i = 0; i < made->confirmation_count; i++)
        years |= annual_report_bit(made->confirmations[i].year);
    return arena_printf(loader->group, "%llu", years);
}

/* As the database's function of that name makes it: variables by name, codes ascending. */
static const char *choices_of(const struct demo_loader *loader, const struct answers *answers)
{
    struct buffer text;

    buffer_init(&text, loader->group, CHOICES_AT_MOST);
    for (size_t i = 0; i < answers->reg->variable_count; i++) {
        const struct codebook_variable *variable = answers->reg->by_name[i];
        const struct answer *answer = answers_get(answers, variable);

        if (variable->type != CODEBOOK_CODES || answer->code_count == 0)
            continue;
        buffer_add_format(&text, "%s%s:%d", text.length ? ";" : "", variable->name, answer->codes[0]);
        for (size_t code = 1; code < answer->code_count; code++)
            buffer_add_format(&text, ",%d", answer->codes[code]);
    }
    return text.length ? buffer_text(&text) : NULL;
}

static void fill_fixed(const struct demo_loader *loader, const struct demo_participant *made, const char *id,
                       struct database_value *values)
{
    const struct creator *creator = &loader->creators[made->created_by];
    const struct creator *changer = made->changed_at ? &loader->creators[made->changed_by] : creator;
    const char *const texts[COUNT(fixed_columns)] = {
        id, made->changed_at ? "2" : "1", status_name(made->status), made->discharged_at, latest_year(loader, made),
        made->created_at, creator->user_id, creator->name,
        made->changed_at ? made->changed_at : made->created_at, changer->user_id, changer->name,
        years_of(loader, made), choices_of(loader, made->answers),
    };

    for (size_t i = 0; i < COUNT(fixed_columns); i++)
        values[i] = database_text(texts[i]);
}

/* A participant's place is never NULL in its table: '' is none. */
static const char *stored_text(const struct codebook_variable *variable, const struct answer *answer)
{
    if (!answer->text && (text_equal(variable->name, "kommunenummer") || text_equal(variable->name, "bydel")))
        return "";
    return answer->text;
}

static void add_participant(const struct demo_loader *loader, struct tables *tables,
                            const struct demo_participant *made, const char *id)
{
    struct database_value *values = bulk_row(&tables->participant);

    fill_fixed(loader, made, id, values);
    for (size_t i = 0; i < loader->variable_count; i++) {
        const struct codebook_variable *variable = loader->variables[i];

        values[COUNT(fixed_columns) + i] = database_text(
            variable == made->corrected ? made->corrected_from
                                        : stored_text(variable, answers_get(made->answers, variable)));
    }
}

static void add_person(const struct demo_loader *loader, struct tables *tables, const struct demo_participant *made)
{
    const char *digits = answers_get_named(made->answers, "fodselsnummer")->text;
    char *person = arena_alloc(loader->group, PERSON_ID_TEXT);
    struct database_value *values = bulk_row(&tables->person);

    person_id_make(loader->person_key, loader->person_key_size, PERSON_ID_FODSELSNUMMER, digits, person);
    answers_set_text(made->answers, "person_id", person);
    values[0] = database_text(person);
    values[1] = database_text(made->created_at);
    values = bulk_row(&tables->number);
    values[0] = database_text(digits);
    values[1] = database_text(person);
    values[2] = database_bytes(made->created_at, strlen("yyyy-mm-dd"));
}

static void add_choices(const struct demo_loader *loader, struct tables *tables, const struct answers *answers,
                        const char *id)
{
    for (size_t i = 0; i < answers->reg->variable_count; i++) {
        const struct codebook_variable *variable = answers->reg->variables[i];
        const struct answer *answer = answers_get(answers, variable);

        for (size_t code = 0; variable->type == CODEBOOK_CODES && code < answer->code_count; code++) {
            struct database_value *values = bulk_row(&tables->choice);

            values[0] = database_text(id);
            values[1] = database_text(variable->name);
            values[2] = database_number(loader->group, answer->codes[code]);
        }
    }
}

static void add_tests(const struct demo_loader *loader, struct tables *tables, const struct demo_participant *made,
                      const char *id)
{
    for (size_t i = 0; i < made->test_count; i++) {
        struct database_value *values = bulk_row(&tables->test);
        char *date = arena_alloc(loader->group, DATE_TEXT_SIZE);

        date_format_iso(made->tests[i].date, date);
        values[0] = database_text(id);
        values[1] = database_number(loader->group, (long long)i + 1);
        values[2] = database_text(date);
        values[3] = database_number(loader->group, made->tests[i].type);
        values[4] = database_number(loader->group, made->tests[i].result);
    }
}

static void add_confirmations(const struct demo_loader *loader, struct tables *tables,
                              const struct demo_participant *made, const char *id)
{
    for (size_t i = 0; i < made->confirmation_count; i++) {
        const struct demo_confirmation *one = &made->confirmations[i];
        struct database_value *values = bulk_row(&tables->confirmation);

        values[0] = database_text(id);
        values[1] = database_number(loader->group, one->year);
        values[2] = database_text(made->changed_at && !made->corrected ? "2" : "1");
        values[3] = database_text(one->at);
        values[4] = database_text(loader->creators[one->by].user_id);
        values[5] = database_text(loader->creators[one->by].name);
        values[6] = database_text(loader->codebook->version);
        values[7] = database_text(loader->codebook->digest);
    }
}

static void add_correction(const struct demo_loader *loader, struct tables *tables, struct corrections *corrections,
                           const struct demo_participant *made, const char *id)
{
    const struct creator *changer = &loader->creators[made->changed_by];
    struct database_value *values = bulk_row(&tables->change);

    values[0] = database_text(id);
    values[1] = database_text("2");
    values[2] = database_text(made->corrected->name);
    values[3] = database_text(made->corrected_from);
    values[4] = database_text(answers_get(made->answers, made->corrected)->text);
    values[5] = database_text(changer->user_id);
    values[6] = database_text(changer->name);
    values[7] = database_text(made->changed_at);
    corrections->ids[corrections->count] = id;
    corrections->made[corrections->count++] = made;
}

static void add_one(const struct demo_loader *loader, struct tables *tables, struct corrections *corrections,
                    unsigned long n)
{
    const struct demo_participant *made = demo_participant(loader->demo, n, loader->group);
    const char *id = demo_load_id(loader->group, loader->demo->seed, n);

    add_person(loader, tables, made);
    add_participant(loader, tables, made, id);
    add_choices(loader, tables, made->answers, id);
    add_tests(loader, tables, made, id);
    add_confirmations(loader, tables, made, id);
    if (made->corrected)
        add_correction(loader, tables, corrections, made, id);
}

static enum database_result correct(const struct demo_loader *loader, const struct corrections *corrections,
                                    const char **why_out)
{
    enum database_result result = DATABASE_OK;

    for (size_t i = 0; i < corrections->count && result == DATABASE_OK; i++) {
        const struct demo_participant *made = corrections->made[i];
        const char *sql = arena_printf(loader->group, "UPDATE participant SET `%s` = ?, changed_years = confirmed_years WHERE participant_id = ?",
                                       made->corrected->name);
        struct database_value values[] = {
            database_text(answers_get(made->answers, made->corrected)->text),
            database_text(corrections->ids[i]),
        };
        struct database_answer answer;

        result = database_ask(loader->store->database, loader->group, sql, values, 2, 1, &answer, why_out);
    }
    return result;
}

static enum database_result send_tables(const struct demo_loader *loader, struct tables *tables,
                                        const struct corrections *corrections, const char **why_out)
{
    struct bulk *const in_order[] = {&tables->person, &tables->number, &tables->participant, &tables->choice,
                                     &tables->test,        &tables->confirmation, &tables->change};
    struct database *database = loader->store->database;
    enum database_result result = database_run(database, "START TRANSACTION", why_out);

    for (size_t i = 0; i < COUNT(in_order) && result == DATABASE_OK; i++)
        result = bulk_send(in_order[i], database, why_out);
    if (result == DATABASE_OK)
        result = correct(loader, corrections, why_out);
    if (result == DATABASE_OK)
        return database_run(database, "COMMIT", why_out);
    if (result != DATABASE_DOWN)
        database_drop(database); /* half a group must never be committed */
    return result;
}

/* The context is made anew for each group, and again where it was lost meanwhile: views that are remade empty it. */
enum store_result demo_load_group(struct demo_loader *loader, unsigned long first, unsigned long count)
{
    enum database_result result = DATABASE_REFUSED;
    enum store_result begun = STORE_OK;
    const char *why = NULL;

    assert(count <= DEMO_GROUP);
    for (int try = 0; try < TRIES && begun == STORE_OK; try++) {
        struct corrections corrections = {.count = 0};
        struct tables tables;

        if (result != DATABASE_REFUSED && result != DATABASE_AGAIN)
            break;
        arena_reset(loader->group);
        begun = demo_load_begin(loader->store, loader->group);
        if (begun != STORE_OK)
            continue;
        open_tables(loader, &tables);
        for (unsigned long n = first; n < first + count; n++)
            add_one(loader, &tables, &corrections, n);
        result = send_tables(loader, &tables, &corrections, &why);
    }
    arena_reset(loader->group);
    return begun == STORE_OK ? store_told(result, "demo-group", why) : begun;
}
