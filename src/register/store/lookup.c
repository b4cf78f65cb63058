/* The queue of look-ups in Folkeregisteret. */
#include "register/store/lookup.h"

#include <assert.h>

#include "engine/base/json.h"
#include "engine/base/text.h"

enum { FIELDS_AT_MOST = 16 * 1024 };

enum store_result lookup_ask(struct store *store, struct arena *arena, participant_id id, enum lookup_asked *asked_out)
{
    struct database_value value = database_number(arena, (long long)id);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "lookup-ask", "CALL lookup_ask(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    const char *outcome = row ? store_cell(&answer.sets[0], row, "outcome") : NULL;

    *asked_out = text_equal(outcome, "asked")  ? LOOKUP_ASKED
                 : text_equal(outcome, "soon") ? LOOKUP_SOON
                                               : LOOKUP_NOT_YOURS;
    return result;
}

static unsigned number_of(const struct database_answer *answer, const struct database_row *row, const char *name)
{
    return (unsigned)store_cell_number(&answer->sets[0], row, name);
}

enum store_result lookup_take(struct store *store, struct arena *arena, const struct lookup_limits *limits,
                              struct lookup_job *job_out)
{
    struct database_value values[] = {
        database_number(arena, limits->lease_seconds),
        database_number(arena, limits->per_minute),
        database_number(arena, limits->calls),
    };
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "lookup-take", "CALL lookup_take(?, ?, ?)", values, 3, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *job_out = (struct lookup_job){0};
    if (!row)
        return result;
    job_out->wait_ms = number_of(&answer, row, "wait_ms");
    if (!text_equal(store_cell(&answer.sets[0], row, "outcome"), "job"))
        return result;
    job_out->id = (participant_id)store_cell_number(&answer.sets[0], row, "participant_id");
    job_out->number = store_cell(&answer.sets[0], row, "fodselsnummer");
    job_out->key = store_cell(&answer.sets[0], row, "lease_key");
    job_out->failed = number_of(&answer, row, "failed");
    return result;
}

static void add_year(struct json *json, const char *key, int year)
{
    if (year)
        json_number(json, key, year);
    else
        json_text(json, key, NULL);
}

/* What was fetched, by the codebook's names: an empty answer empties. */
static const char *fields_of(struct arena *arena, const struct names *names, const struct fetched *fetched)
{
    struct buffer out;
    struct json json;

    buffer_init(&out, arena, FIELDS_AT_MOST);
    json_begin(&json, &out);
    json_object(&json, NULL);
    json_text(&json, names->navn->name, fetched->name);
    json_text(&json, names->fodeland->name, fetched->country);
    json_text(&json, names->oppholdsgrunnlag->name, fetched->residence);
    json_text(&json, names->sivilstand->name, fetched->marital);
    add_year(&json, names->ankomstar->name, fetched->arrival_year);
    add_year(&json, names->fodselsar->name, fetched->birth_year);
    json_end(&json);
    assert(!out.overflowed);
    return buffer_text(&out);
}

static const char *state_word(enum lookup_state state)
{
    return state == LOOKUP_FOUND ? "found" : state == LOOKUP_WITHHELD ? "withheld" : "absent";
}

enum store_result lookup_done(struct store *store, struct arena *arena, const struct lookup_job *job,
                              enum lookup_state state, const struct names *names, const struct fetched *fetched,
                              struct lookup_result *result_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)job->id),
        database_text(job->key),
        database_text(state_word(state)),
        database_text(fetched ? fields_of(arena, names, fetched) : "{}"),
        database_text(fetched ? fetched->number : NULL),
        database_text(fetched && fetched->is_man ? "1" : "0"),
        database_text(fetched && fetched->is_protected ? "1" : "0"),
    };
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "lookup-done", "CALL lookup_done(?, ?, ?, ?, ?, ?, ?)", values, 7, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *result_out = (struct lookup_result){0};
    if (row) {
        result_out->held = text_equal(store_cell(&answer.sets[0], row, "outcome"), "done");
        result_out->renumbered = number_of(&answer, row, "renumbered") == 1;
    }
    return result;
}

enum store_result lookup_again(struct store *store, struct arena *arena, const struct lookup_job *job,
                               const struct lookup_retry *retry)
{
    struct database_value values[] = {
        database_number(arena, (long long)job->id),
        database_text(job->key),
        database_number(arena, retry->delay_ms),
        database_number(arena, retry->pause_ms),
        database_text(retry->told ? "1" : "0"),
    };
    struct database_answer answer;

    return store_ask(store, arena, "lookup-retry", "CALL lookup_retry(?, ?, ?, ?, ?)", values, 5, &answer);
}
