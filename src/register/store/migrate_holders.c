/* Counts alone: nothing of a person leaves the database. */
#include "register/store/migrate_holders.h"

#include "engine/base/text.h"
#include "register/store/schema_intro.h"

/* Where an answer may stand. */
struct place {
    const char *table;
    bool by_column; /* of every variable, whatever its type */
};

static struct place place_of(const char *reg, const struct codebook_variable *variable)
{
    if (text_equal(reg, SCHEMA_INTRO_REGISTER)) {
        return (struct place){schema_intro_table(variable->page), true};
    }
    return (struct place){variable->group == NULL ? "participant" : "participant_test", false};
}

/* The rows in which the answer may stand; the condition takes the code, if there is one. */
static const char *rows_of(struct migrate_work *work, struct place place, const struct codebook_variable *variable,
                           const struct codebook_code *code)
{
    const char *main = work->filling.names.main;
    const char *number = code == NULL ? "" : arena_printf(work->arena, "%d", code->number);
    if (variable->type == CODEBOOK_GROUP) {
        return arena_printf(work->arena, "%s.participant_test", main);
    }
    if (variable->type == CODEBOOK_CODES) {
        return arena_printf(work->arena, "%s.participant_choice WHERE variabel = '%s'%s%s", main, variable->name,
                            code == NULL ? "" : " AND kode = ", number);
    }
    return arena_printf(work->arena, "%s.%s WHERE `%s`%s%s", main, place.table, variable->name,
                        code == NULL ? " IS NOT NULL" : " = ", number);
}

static bool has_column(struct migrate_work *work, struct place place, const struct codebook_variable *variable, bool *has_out)
{
    const char *texts[] = {work->filling.names.main, place.table, variable->name};
    struct database_answer answer;
    *has_out = !place.by_column && (variable->type == CODEBOOK_CODES || variable->type == CODEBOOK_GROUP);
    if (*has_out || place.table == NULL) {
        return true;
    }
    if (!work_ask(work, "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = ? AND table_name = ? "
                        "AND column_name = ?", texts, 3, &answer)) {
        return false;
    }
    *has_out = text_equal(answer.sets[0].rows[0].values[0], "1");
    return true;
}

bool migrate_holders(struct migrate_work *work, const char *reg, const struct codebook_difference *difference,
                     struct holders *holders_out)
{
    struct place place = place_of(reg, difference->variable);
    struct database_answer answer;
    bool has = false;
    *holders_out = (struct holders){"0", "0"};
    if (!has_column(work, place, difference->variable, &has) || !has) {
        return !has && work->why == NULL;
    }
    const char *sql = arena_printf(work->arena, "SELECT COUNT(DISTINCT participant_id), COUNT(DISTINCT kommunenummer) FROM %s",
                                   rows_of(work, place, difference->variable, difference->code));
    if (!work_ask(work, sql, NULL, 0, &answer)) {
        return false;
    }
    *holders_out = (struct holders){answer.sets[0].rows[0].values[0], answer.sets[0].rows[0].values[1]};
    return true;
}
