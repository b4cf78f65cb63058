/* What the rows of the overview lack: judged as the participants' own pages are. */
#include "register/page/participants/lacks.h"

#include "engine/base/words.h"
#include "register/page/participant/world.h"

struct counting {
    struct visit *visit;
    struct world world;
    const struct overview_page *rows;
    struct lack *lacks;
};

static struct lack count_of(const struct counting *counting, struct arena *arena, const struct answers *answers)
{
    const struct codebook_register *reg = counting->visit->site->reg;
    const struct names *names = &counting->visit->site->names;
    bool ended = !answer_is_empty(answers_get(answers, names->avslutningsdato));
    unsigned gate = ended ? CODEBOOK_GATE_DISCHARGE : reg->annual_report ? CODEBOOK_GATE_ANNUAL : 0u;
    const struct answer_judgement *judgement =
        answer_judge(arena, answers, world_for(arena, &counting->world, answers));

    return (struct lack){ended, answer_gaps(arena, judgement, gate).count};
}

static bool take(void *taker, struct arena *arena, participant_id id, const struct answers *answers)
{
    struct counting *counting = taker;

    for (size_t i = 0; i < counting->rows->count; i++)
        if (counting->rows->rows[i].id == id)
            counting->lacks[i] = count_of(counting, arena, answers);
    return true;
}

static enum outcome count_all(struct counting *counting, const struct overview_query *query)
{
    struct visit *visit = counting->visit;
    participant_id *ids = arena_alloc_many(visit->arena, counting->rows->count, sizeof *ids);
    struct overview_query these = *query;
    bool whole = false;

    for (size_t i = 0; i < counting->rows->count; i++)
        ids[i] = counting->rows->rows[i].id;
    these.ids = ids;
    these.id_count = counting->rows->count;
    return visit_store(dataset_stream(&visit->site->store, visit->arena, &these, visit->site->reg, take, counting, &whole));
}

enum outcome lacks_load(struct visit *visit, const struct overview_query *query, const struct overview_page *rows,
                        const struct lack **lacks_out)
{
    struct counting counting = {.visit = visit, .rows = rows};
    enum outcome outcome;

    counting.lacks = arena_alloc_many(visit->arena, rows->count + 1, sizeof *counting.lacks);
    *lacks_out = counting.lacks;
    if (rows->count == 0)
        return OUTCOME_READY;
    outcome = world_make(visit, answers_new(visit->arena, visit->site->reg), &counting.world);
    return outcome == OUTCOME_READY ? count_all(&counting, query) : outcome;
}

static const char *in_words(struct arena *arena, const struct lack *lack, const char *title)
{
    if (lack->before_discharge)
        return arena_printf(arena, words_plural("%zu svar mangler før utskriving: %s",
                                                "%zu svar mangler før utskriving: %s", lack->count),
                            lack->count, title);
    return arena_printf(arena, words_plural("%zu svar mangler til årsrapporten: %s",
                                            "%zu svar mangler til årsrapporten: %s", lack->count),
                        lack->count, title);
}

void lacks_fill(struct visit *visit, struct values *row, const struct lack *lack, const struct overview_row *of,
                const char *title)
{
    struct values *cell = values_section(row, "LACKS_CELL");
    bool leads = lack->count > 0 && overview_row_may_change(visit, of);
    struct values *lacks = values_section(cell, leads ? "LACKS" : "LACKS_ALONE");
    char id[PARTICIPANT_ID_TEXT];

    values_set_number(lacks, "LACKS_COUNT", (long long)lack->count);
    if (!leads)
        return;
    participant_id_show(of->id, id);
    values_set(lacks, "LACKS_ID", id);
    values_set(lacks, "LACKS_TITLE", in_words(visit->arena, lack, title));
}
