/* One participation: create, change, discharge, confirm, delete. */
#include "register/store/participant.h"

#include <limits.h>

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "register/store/participant_set.h"

enum { CHANGES_AT_MOST = 256 * 1024 };

static void add_value(struct buffer *out, const struct answer *answer)
{
    if (answer->code_count == 0) {
        json_add_text(out, answer->text);
        return;
    }
    buffer_add_char(out, '[');
    for (size_t i = 0; i < answer->code_count; i++)
        buffer_add_format(out, "%s%d", i ? "," : "", answer->codes[i]);
    buffer_add_char(out, ']');
}

static const char *changes_as_json(struct arena *arena, const struct participant_write *write)
{
    struct buffer out;

    buffer_init(&out, arena, CHANGES_AT_MOST);
    buffer_add_char(&out, '{');
    for (size_t i = 0; i < write->changed_count; i++) {
        if (i)
            buffer_add_char(&out, ',');
        json_add_text(&out, write->changed[i]->name);
        buffer_add_char(&out, ':');
        add_value(&out, answers_get(write->answers, write->changed[i]));
    }
    buffer_add_format(&out, "%s\"lookup_round\":%ld", write->changed_count ? "," : "", write->name_round);
    buffer_add_char(&out, '}');
    return buffer_text(&out);
}

static enum participant_outcome outcome_named(const char *name)
{
    static const struct {
        const char *name;
        enum participant_outcome outcome;
    } outcomes[] = {
        {"saved", PARTICIPANT_SAVED},         {"created", PARTICIPANT_SAVED},
        {"repeat", PARTICIPANT_REPEATED},     {"stale", PARTICIPANT_STALE},
        {"open_here", PARTICIPANT_OPEN_HERE}, {"told", PARTICIPANT_OPEN_ELSEWHERE},
        {"later", PARTICIPANT_ASK_LATER},     {"refused", PARTICIPANT_REFUSED},
        {"closed", PARTICIPANT_CLOSED},       {"outside", PARTICIPANT_OUTSIDE},
    };

    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (text_equal(name, outcomes[i].name))
            return outcomes[i].outcome;
    return PARTICIPANT_GONE;
}

void participant_set_result(const struct database_answer *answer, struct participant_result *result_out)
{
    const struct database_row *row = store_first(answer, 0);
    const char *id;
    long long number = 0;

    *result_out = (struct participant_result){.outcome = PARTICIPANT_GONE};
    if (!row)
        return;
    id = store_cell(&answer->sets[0], row, "participant_id");
    if (id && text_to_integer(id, 0, LLONG_MAX, &number))
        result_out->id = (participant_id)number;
    result_out->outcome = outcome_named(store_cell(&answer->sets[0], row, "outcome"));
    result_out->version = (long)store_cell_number(&answer->sets[0], row, "row_version");
}

static enum store_result write_and_read(struct store *store, struct arena *arena, const char *what,
                                        const char *sql, const struct database_value *values, size_t value_count,
                                        struct participant_result *result_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, what, sql, values, value_count, &answer);

    if (result == STORE_OK)
        participant_set_result(&answer, result_out);
    if (result == STORE_OK && answer.set_count > 1)
        result_out->double_count = participant_doubles(arena, &answer, 1, &result_out->doubles);
    return result;
}

enum store_result participant_create(struct store *store, struct arena *arena, participant_id id,
                                     const struct participant_write *write,
                                     struct participant_result *result_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        database_text(answers_get_named(write->answers, "person_id")->text),
        database_text(write->key),
        database_text(write->digest),
        database_text(changes_as_json(arena, write)),
        database_number(arena, write->goes_on),
    };

    return write_and_read(store, arena, "participant-create", "CALL participant_create(?, ?, ?, ?, ?, ?)", values, 6,
                          result_out);
}

enum store_result participant_save(struct store *store, struct arena *arena, participant_id id, long version,
                                   const struct participant_write *write,
                                   struct participant_result *result_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        database_number(arena, version),
        database_text(write->key),
        database_text(write->digest),
        database_text(changes_as_json(arena, write)),
        database_number(arena, write->goes_on),
    };

    return write_and_read(store, arena, "participant-save", "CALL participant_save(?, ?, ?, ?, ?, ?)", values, 6,
                          result_out);
}

enum store_result participant_discharge(struct store *store, struct arena *arena, participant_id id, long version,
                                        const char *key, const char *digest,
                                        struct participant_result *result_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        database_number(arena, version),
        database_text(key),
        database_text(digest),
    };

    return write_and_read(store, arena, "participant-discharge", "CALL participant_discharge(?, ?, ?, ?)", values,
                          4, result_out);
}

enum store_result participant_confirm(struct store *store, struct arena *arena, participant_id id, long version,
                                      const char *key, const char *digest, const char *reason,
                                      struct participant_result *result_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id), database_number(arena, version), database_text(key),
        database_text(digest),                 database_text(reason),
    };

    return write_and_read(store, arena, "identity-confirm", "CALL identity_confirm(?, ?, ?, ?, ?)", values, 5,
                          result_out);
}

enum store_result participant_report(struct store *store, struct arena *arena, participant_id id, long version,
                                     int year, const struct codebook *codebook, const char *key,
                                     const char *digest, struct participant_result *result_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        database_number(arena, version),
        database_text(key),
        database_text(digest),
        database_number(arena, year),
        database_text(codebook->version),
        database_text(codebook->digest),
    };

    return write_and_read(store, arena, "participant-report", "CALL participant_report(?, ?, ?, ?, ?, ?, ?)", values,
                          7, result_out);
}

void participant_set_receipt(const struct database_answer *answer, struct participant_receipt *receipt_out)
{
    const struct database_row *row = answer->set_count > 1 ? store_first(answer, 1) : NULL;

    *receipt_out = (struct participant_receipt){NULL, NULL};
    if (!row)
        return;
    receipt_out->name = store_cell(&answer->sets[1], row, "navn");
    receipt_out->number = store_cell(&answer->sets[1], row, "fodselsnummer");
}

enum store_result participant_delete(struct store *store, struct arena *arena, participant_id id, long version,
                                     const char *key, const char *digest, struct participant_result *result_out,
                                     struct participant_receipt *receipt_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        database_number(arena, version),
        database_text(key),
        database_text(digest),
    };
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "participant-delete", "CALL participant_delete(?, ?, ?, ?)", values, 4, &answer);

    if (result == STORE_OK) {
        participant_set_result(&answer, result_out);
        participant_set_receipt(&answer, receipt_out);
    }
    return result;
}
