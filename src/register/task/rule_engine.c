/* The rule engine's pages. */
#include "register/task/rule_engine.h"

#include "engine/base/log.h"
#include "register/domain/introduksjon/programme.h"
#include "register/store/intro_engine.h"

static const char register_name[] = "introduksjon";
static const char cause_variable[] = "avslutningsarsak";

bool rule_engine_open(struct rule_engine *engine, const struct codebook *codebook, struct store *store,
                      const char **missing_out)
{
    const struct codebook_register *reg = codebook_find_register(codebook, register_name);
    const struct codebook_variable *variable = reg ? codebook_find_variable(reg, cause_variable) : NULL;

    *engine = (struct rule_engine){.store = store};
    *missing_out = cause_variable;
    for (enum computed_cause cause = 0; variable && cause < COMPUTED_CAUSES; cause++) {
        const struct codebook_code *code = codebook_find_computed(variable, computed_cause_name(cause));

        *missing_out = computed_cause_name(cause);
        if (!code)
            return false;
        engine->codes[cause] = code->number;
    }
    return variable != NULL;
}

/* What the engine entered before. A code the codebook has for none of its causes is not known here: it is replaced, or withdrawn
 * under the last of them. */
static struct computed_end standing_of(const struct rule_engine *engine, const struct programme_end *end)
{
    struct computed_end standing = {.ends = end->by == ENDED_BY_ENGINE, .cause = COMPUTED_DEADLINE};

    for (enum computed_cause cause = 0; standing.ends && cause < COMPUTED_CAUSES; cause++)
        if (engine->codes[cause] == end->cause)
            standing = (struct computed_end){.ends = true, .cause = cause, .date = end->date};
    return standing;
}

struct verdict { /* on a person: what the engine had entered, and what of it is to stand */
    struct computed_end standing, wanted;
    enum rule_engine_change change;
};

static struct verdict judge(const struct rule_engine *engine, const struct intro_engine_person *person,
                            const struct programme_facts *facts, struct date today)
{
    struct verdict verdict = {.standing = standing_of(engine, &person->programme.end),
                              .wanted = rule_engine_decide(facts, today)};

    verdict.change = rule_engine_change(&verdict.standing, &verdict.wanted);
    return verdict;
}

static bool moves_deadline(const struct intro_engine_change *change)
{
    return date_compare(change->deadline, change->person->deadline) != 0;
}

static void count_one(struct rule_engine_counts *counts, const struct verdict *verdict, const struct intro_engine_change *done)
{
    if (done->left) {
        counts->left++;
        return;
    }
    counts->deadlines += moves_deadline(done);
    if (verdict->change == CHANGE_ENTER)
        counts->entered[verdict->wanted.cause]++;
    else if (verdict->change == CHANGE_REPLACE)
        counts->replaced[verdict->wanted.cause]++;
    else if (verdict->change == CHANGE_WITHDRAW)
        counts->withdrawn[verdict->standing.cause]++;
}

struct work { /* what is to be written of a page */
    struct verdict *verdicts;
    struct intro_engine_change *changes;
    size_t count;
};

static void add_work(const struct rule_engine *engine, const struct intro_engine_person *person, struct date today,
                     struct work *work)
{
    struct programme_facts facts = programme_facts(&person->programme);
    struct verdict verdict = judge(engine, person, &facts, today);
    struct intro_engine_change change = {.person = person, .deadline = facts.happened[COMPUTED_DEADLINE]};

    if (verdict.wanted.ends) {
        change.cause = engine->codes[verdict.wanted.cause];
        change.date = verdict.wanted.date;
    }
    if (verdict.change == CHANGE_NOTHING && !moves_deadline(&change) && !person->is_due)
        return;
    work->verdicts[work->count] = verdict;
    work->changes[work->count++] = change;
}

static struct work judge_page(const struct rule_engine *engine, struct arena *arena, const struct intro_engine_page *page,
                              struct date today)
{
    struct work work = {
        .verdicts = arena_alloc_many(arena, page->count + 1, sizeof *work.verdicts),
        .changes = arena_alloc_many(arena, page->count + 1, sizeof *work.changes),
    };

    for (size_t i = 0; i < page->count; i++)
        add_work(engine, &page->persons[i], today, &work);
    return work;
}

/* A page the database will not have is tried person by person, so that one holds up nobody else. */
static enum store_result apply_each(struct rule_engine *engine, struct arena *arena, struct work *work,
                                    struct rule_engine_counts *counts)
{
    for (size_t i = 0; i < work->count; i++) {
        enum store_result result = intro_engine_apply(engine->store, arena, &work->changes[i], 1);

        if (result == STORE_FAILED)
            counts->failed++;
        else if (result != STORE_OK)
            return result;
        else
            count_one(counts, &work->verdicts[i], &work->changes[i]);
    }
    return STORE_OK;
}

static enum store_result apply(struct rule_engine *engine, struct arena *arena, bool dry, struct work *work,
                               struct rule_engine_counts *counts)
{
    enum store_result result = STORE_OK;

    if (work->count > 0 && !dry)
        result = intro_engine_apply(engine->store, arena, work->changes, work->count);
    if (result == STORE_FAILED)
        return apply_each(engine, arena, work, counts);
    for (size_t i = 0; result == STORE_OK && i < work->count; i++)
        count_one(counts, &work->verdicts[i], &work->changes[i]);
    return result;
}

/* Leaves those behind the run's last to another. */
static bool is_last_page(const struct rule_engine_run *run, struct intro_engine_page *page)
{
    bool is_last = page->count < INTRO_ENGINE_PAGE;

    while (run->last && page->count > 0 && page->persons[page->count - 1].id > run->last) {
        page->count--;
        is_last = true;
    }
    return is_last;
}

enum store_result rule_engine_page(struct rule_engine *engine, struct arena *arena, struct rule_engine_run *run)
{
    bool is_last;
    struct rule_engine_counts counts = run->counts;
    struct intro_engine_page page;
    struct work work;
    enum store_result result =
        intro_engine_page(engine->store, arena, run->after, INTRO_ENGINE_PAGE, run->due_only, &page);

    if (result != STORE_OK)
        return result;
    is_last = is_last_page(run, &page);
    work = judge_page(engine, arena, &page, run->today);
    result = apply(engine, arena, run->dry, &work, &counts);
    if (result != STORE_OK)
        return result;
    counts.persons += page.count;
    run->counts = counts;
    run->done = is_last;
    if (page.count > 0)
        run->after = page.persons[page.count - 1].id;
    return STORE_OK;
}

void rule_engine_add(struct rule_engine_counts *counts, const struct rule_engine_counts *more)
{
    counts->persons += more->persons;
    counts->deadlines += more->deadlines;
    counts->left += more->left;
    counts->failed += more->failed;
    for (int cause = 0; cause < COMPUTED_CAUSES; cause++) {
        counts->entered[cause] += more->entered[cause];
        counts->withdrawn[cause] += more->withdrawn[cause];
        counts->replaced[cause] += more->replaced[cause];
    }
}

unsigned long rule_engine_total(const unsigned long counts[COMPUTED_CAUSES])
{
    unsigned long total = 0;

    for (int cause = 0; cause < COMPUTED_CAUSES; cause++)
        total += counts[cause];
    return total;
}
