/* What the database says that a participant lacks (the bits of participant.gaps) is what answer_gaps() says of the same
 * answers: random answers by the register's codebook, and by one twisted so that every kind of rule meets every other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/answer/answer.h"
#include "engine/base/buffer.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "private_database.h"
#include "register/domain/jobbsjansen/gate.h"
#include "register/store/migrate.h"

enum { PARTICIPANTS = 1000, SQL_AT_MOST = 64 * 1024 };

static struct database_settings admin = {.user = "root", .connect_seconds = 5, .read_seconds = 60, .write_seconds = 60};
static struct migrate_settings settings = {.admin = &admin, .name = "proof", .worker_prefix = "proof_worker_", .workers = 1};
static const struct codebook *codebook, *twisted;
static struct database *database;
static struct arena *arena;
static const char *why;
static unsigned long long dice = 20261122;

static void password_of(const void *secret, const char *account, char password_out[MIGRATE_PASSWORD_TEXT])
{
    snprintf(password_out, MIGRATE_PASSWORD_TEXT, "%s-%s", (const char *)secret, account);
}

static const char *in_tree(const char *name)
{
    const char *top = getenv("srcdir");
    return arena_printf(arena, "%s/%s", top == NULL ? "." : top, name);
}

static void run(const char *sql)
{
    if (database_run(database, sql, &why) != DATABASE_OK) {
        fail_msg("%s: %s", sql, why);
    }
}

static struct database_set all(const char *sql)
{
    struct database_answer answer;
    if (database_ask(database, arena, sql, NULL, 0, 100000, &answer, &why) != DATABASE_OK) {
        fail_msg("%s: %s", sql, why);
    }
    return answer.sets[0];
}

static const char *ask(const char *sql)
{
    struct database_set set = all(sql);
    return set.row_count == 0 ? "no row" : set.rows[0].values[0];
}

static unsigned roll(unsigned sides)
{
    dice = dice * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(dice >> 33) % sides;
}

static void use(const struct codebook *other)
{
    unsigned count = 0;
    settings.codebook = other;
    settings.reg = codebook_find_register(other, "jobbsjansen");
    settings.consent = true;
    if (!migrate(&settings, false, &count, &why)) {
        fail_msg("%s", why);
    }
}

#define HEAD(id, name, type, attributes)                                                                               \
    "<variable id=\"" id "\" name=\"" name "\" type=\"" type "\" data-type=\"X\" source=\"Kommune\" "                   \
    "supplier=\"municipality\" importance=\"obligatorisk\" " attributes "><label>" name "</label>"                      \
    "<description>Til test.</description>"
#define EVER "from=\"2023-01-01\" gates=\"annual discharge\""
#define CODES(from, to)                                                                                                \
    "<code number=\"1\" from=\"" from "\"" to ">En " "</code><code number=\"2\" from=\"" from "\"" to ">To</code>"     \
    "<code number=\"3\" from=\"" from "\"" to ">Tre</code>"
#define ALWAYS CODES("2023-01-01", "")

/* Chains of what opens what, dates that others' rules look at and that may be about to be emptied, beginnings and ends. */
static const char twists[] =
    HEAD("Z1", "z_start", "code", EVER) ALWAYS "</variable>"
    HEAD("Z2", "z_kjede", "code", EVER) ALWAYS "<opens text=\"x\"><has variable=\"z_start\" codes=\"1\"/></opens></variable>"
    HEAD("Z3", "z_valg", "codes", EVER) ALWAYS "<opens text=\"x\"><has variable=\"z_kjede\" codes=\"1 2\"/></opens></variable>"
    HEAD("Z4", "z_ende", "code", EVER) ALWAYS
    "<opens text=\"x\"><any><lacks variable=\"z_valg\" codes=\"1 3\"/><has variable=\"z_kjede\" codes=\"3\"/></any></opens>"
    "<locks text=\"x\"><all><has variable=\"z_start\" codes=\"2\"/><any><fact name=\"kommune_har_bydeler\"/>"
    "<fact name=\"ukjent\"/></any></all></locks></variable>"
    HEAD("Z5", "z_dato", "date", EVER) "<opens text=\"x\"><has variable=\"z_kjede\" codes=\"2\"/></opens>"
    "<not-after variable=\"avslutningsdato\" message=\"x\"/></variable>"
    HEAD("Z6", "z_etter", "date", EVER) "<locks text=\"x\"><has variable=\"z_valg\" codes=\"2\"/></locks>"
    "<not-before variable=\"z_dato\" message=\"x\"/><not-before variable=\"oppstartsdato\" warning=\"yes\" message=\"x\"/></variable>"
    HEAD("Z7", "z_slutt", "code", "from=\"2023-01-01\" to=\"2025-12-31\" gates=\"annual discharge\"")
    CODES("2023-01-01", " to=\"2025-12-31\"")
    "<opens text=\"x\"><has variable=\"z_start\" codes=\"1 3\"/></opens></variable>"
    HEAD("Z8", "z_nytt", "code", "from=\"2025-07-01\" gates=\"annual discharge\"") CODES("2025-07-01", "")
    "<locks text=\"x\"><has variable=\"z_slutt\" codes=\"1 2\"/></locks></variable>"
    HEAD("Z9", "z_aar", "integer", "from=\"2024-05-01\" gates=\"annual\" least=\"1\" most=\"9\"")
    "<opens text=\"x\"><fact name=\"kommune_har_bydeler\"/></opens></variable>"
    HEAD("Z10", "z_tekst", "text", "from=\"2023-01-01\" gates=\"discharge\" max-length=\"20\"")
    "<locks text=\"x\"><lacks variable=\"z_ende\" codes=\"1\"/></locks></variable>"
    HEAD("Z11", "z_ukjent", "code", EVER) ALWAYS "<opens text=\"x\"><fact name=\"ukjent\"/></opens></variable>";

static const struct codebook *with_twists(void)
{
    static const char shows[] = "shows=\"fravar";
    const char *source = codebook->source, *at = strstr(source, shows), *end = NULL;
    for (const char *page = strstr(at, "</page>"); page != NULL; page = strstr(page + 1, "</page>")) {
        end = end == NULL ? page : end;
    }
    const char *text = arena_printf(arena, "%.*sshows=\"z_start z_kjede z_valg z_ende z_dato z_etter z_slutt z_nytt z_aar z_tekst "
                                           "z_ukjent fravar%.*s%s%s",
                                    (int)(at - source), source, (int)(end - at - (long)strlen(shows)), at + strlen(shows),
                                    twists, end);
    const struct codebook *made = NULL;
    char *reason = NULL;
    if (!codebook_load_source("twisted", text, strlen(text), NULL, &made, &reason)) {
        fail_msg("%s", reason);
    }
    return made;
}

static int start(void **state)
{
    (void)state;
    char *reason = NULL;
    setenv("TZ", "Europe/Oslo", 1);
    tzset();
    arena = arena_new(512 << 20);
    admin.socket = private_database_start();
    if (!codebook_load(in_tree("codebook.xml"), in_tree("codebook.rng"), &codebook, &reason)) {
        fail_msg("%s", reason);
    }
    twisted = with_twists();
    settings.sql_directory = in_tree("sql");
    settings.data_directory = in_tree("data");
    settings.password_of = password_of;
    settings.secret = "secret";
    settings.who = "tester";
    database = database_new(&admin);
    use(codebook);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    codebook_free(&codebook);
    codebook_free(&twisted);
    database_close(&database);
    arena_free(&arena);
    private_database_remove();
    return 0;
}

/* Few dates, so that they meet each other and the borders of the codebook. */
static const char *some_date(void)
{
    static const char *const dates[] = {"2022-12-31", "2023-01-01", "2024-04-30", "2024-05-01",
                                        "2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01", "2026-06-01"};
    return dates[roll(sizeof dates / sizeof *dates)];
}

static const char *some_text(const struct codebook_variable *variable)
{
    static const char *const places[] = {"0301", "5001", "4601"};
    static const char *const words[] = {"0", "x", "12"};
    if (text_equal(variable->name, "kommunenummer")) {
        return places[roll(3)];
    }
    return text_equal(variable->name, "bydel") ? "030102" : words[roll(3)];
}

/* Something the variable can hold, or NULL. What the form would refuse beside other answers is as good as anything. */
static const char *some_value(const struct codebook_variable *variable)
{
    bool has_row = text_equal(variable->name, "kommunenummer");
    if (!has_row && roll(10) < 4) {
        return NULL;
    }
    switch (variable->type) {
    case CODEBOOK_DATE:
        return some_date();
    case CODEBOOK_CODE:
        return arena_printf(arena, "%d", variable->codes[roll((unsigned)variable->code_count)].number);
    case CODEBOOK_INTEGER:
        return arena_printf(arena, "%lld", variable->least);
    default:
        return some_text(variable);
    }
}

static bool is_column(const struct codebook_variable *variable)
{
    return variable->type != CODEBOOK_CODES && variable->type != CODEBOOK_GROUP && variable->group == NULL &&
           !text_equal(variable->name, "person_id");
}

static const char *assignments(bool all_of_them)
{
    struct buffer sql;
    buffer_init(&sql, arena, SQL_AT_MOST);
    for (size_t i = 0; i < settings.reg->variable_count; i++) {
        const struct codebook_variable *variable = settings.reg->variables[i];
        if (!is_column(variable) || !(all_of_them || roll(12) == 0)) {
            continue;
        }
        const char *value = some_value(variable);
        if (value == NULL && text_equal(variable->name, "bydel")) {
            value = "";
        }
        buffer_add_format(&sql, value == NULL ? ", `%s` = NULL" : ", `%s` = '%s'", variable->name, value);
    }
    return buffer_text(&sql);
}

static void choose(unsigned id)
{
    for (size_t i = 0; i < settings.reg->variable_count; i++) {
        const struct codebook_variable *variable = settings.reg->variables[i];
        unsigned chosen = variable->type == CODEBOOK_CODES ? roll(3) : 0;
        for (unsigned n = 0; n < chosen; n++) {
            run(arena_printf(arena, "INSERT IGNORE INTO proof.participant_choice (participant_id, variabel, kode) VALUES (%u, '%s', %d)",
                             id, variable->name, variable->codes[roll((unsigned)variable->code_count)].number));
        }
    }
}

/* As participant_create does: the row, the choices, the row once more; then, as participant_save, choices and row. */
static void register_some(unsigned first, unsigned count)
{
    run("CALL proof.ctx.open_system('test')");
    for (unsigned id = first; id < first + count; id++) {
        run(arena_printf(arena, "INSERT INTO proof.person (person_id, created_at) VALUES ('%036u', proof.utc_now())", id));
        run(arena_printf(arena, "INSERT INTO proof.participant SET participant_id = %u, person_id = '%036u', "
                                "created_at = proof.utc_now(), changed_at = proof.utc_now()%s", id, id, assignments(true)));
        if (roll(4) == 0) {
            continue;
        }
        choose(id);
        run(arena_printf(arena, "UPDATE proof.participant SET gaps = 7, choices = proof.choices_of(participant_id)%s "
                                "WHERE participant_id = %u", roll(2) ? assignments(false) : "", id));
    }
    run("CALL proof.ctx.leave()");
}

static const struct answers *answers_in(const struct database_row *row, const struct database_set *choices)
{
    struct answers *answers = answers_new(arena, settings.reg);
    size_t column = 2;
    for (size_t i = 0; i < settings.reg->variable_count; i++) {
        const struct codebook_variable *variable = settings.reg->variables[i];
        if (is_column(variable)) {
            answers_set(answers, variable, (struct answer){.text = row->values[column++]});
        }
        int *codes = arena_alloc_many(arena, 100, sizeof *codes);
        size_t count = 0;
        for (size_t at = 0; variable->type == CODEBOOK_CODES && at < choices->row_count; at++) {
            if (text_equal(choices->rows[at].values[0], variable->name)) {
                codes[count++] = atoi(choices->rows[at].values[1]);
            }
        }
        if (count > 0) {
            answers_set(answers, variable, (struct answer){.codes = codes, .code_count = count});
        }
    }
    return answers;
}

static int bit_of(const struct database_set *bits, const char *name)
{
    for (size_t i = 0; i < bits->row_count; i++) {
        if (text_equal(bits->rows[i].values[0], name)) {
            return atoi(bits->rows[i].values[1]);
        }
    }
    fail_msg("%s has no bit", name);
    return 0;
}

static unsigned long long judged(const struct answers *answers, const struct database_set *bits)
{
    static const char *const of_oslo[] = {"kommune_har_bydeler", NULL};
    bool oslo = text_equal(answers_get_named(answers, "kommunenummer")->text, "0301");
    const struct answer_world world = {.today = clock_today(), .facts = oslo ? of_oslo : NULL};
    bool ended = !answer_is_empty(answers_get_named(answers, "avslutningsdato"));
    const struct answer_judgement *judgement = answer_judge(arena, answers, &world);
    const struct answer_gaps gaps = answer_gaps(arena, judgement, gate_next(settings.reg, ended));
    unsigned long long mask = 0;
    for (size_t i = 0; i < gaps.count; i++) {
        mask |= 1ULL << bit_of(bits, gaps.variables[i]->name);
    }
    return mask;
}

static const char *columns(void)
{
    struct buffer sql;
    buffer_init(&sql, arena, SQL_AT_MOST);
    for (size_t i = 0; i < settings.reg->variable_count; i++) {
        if (is_column(settings.reg->variables[i])) {
            buffer_add_format(&sql, ", `%s`", settings.reg->variables[i]->name);
        }
    }
    return buffer_text(&sql);
}

/* How many bits are set in all, so that a comparison of nothing with nothing shows. */
static unsigned long compare_all(void)
{
    const struct database_set bits = all("SELECT variabel, bit FROM proof.gap_bit_list");
    const struct database_set rows = all(arena_printf(arena, "SELECT participant_id, gaps%s FROM proof.participant", columns()));
    unsigned long set = 0;
    for (size_t i = 0; i < rows.row_count; i++) {
        const char *id = rows.rows[i].values[0];
        const struct database_set choices = all(arena_printf(
            arena, "SELECT variabel, kode FROM proof.participant_choice WHERE participant_id = %s ORDER BY kode", id));
        unsigned long long expected = judged(answers_in(&rows.rows[i], &choices), &bits);
        if (strtoull(rows.rows[i].values[1], NULL, 10) != expected) {
            fail_msg("%s: the database says %s, the answers %llu", id, rows.rows[i].values[1], expected);
        }
        set += (unsigned long)__builtin_popcountll(expected);
    }
    return set;
}

static const char *traces(void)
{
    return ask("SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM proof_audit.change_log WHERE participant_id IS NOT NULL), "
               "(SELECT COUNT(*) FROM proof_history.participant FOR SYSTEM_TIME ALL), (SELECT SUM(row_version) FROM proof.participant), "
               "(SELECT MAX(changed_at) FROM proof.participant))");
}

static void P15_the_database_says_what_the_answers_say(void **state)
{
    (void)state;
    register_some(1, PARTICIPANTS);
    assert_true(compare_all() > 5 * PARTICIPANTS);
}

static void P15_another_codebook_is_worked_out_anew_and_leaves_no_trace(void **state)
{
    (void)state;
    const char *before = traces();
    use(twisted);
    assert_true(compare_all() > 8 * PARTICIPANTS);
    assert_string_equal(traces(), before);
    register_some(PARTICIPANTS + 1, PARTICIPANTS);
    compare_all();
    before = traces();
    use(codebook);
    compare_all();
    assert_string_equal(traces(), before);
}

static void P15_a_question_keeps_its_bit(void **state)
{
    (void)state;
    const char *sql = "SELECT GROUP_CONCAT(variabel, ' ', bit ORDER BY bit) FROM proof.gap_bit";
    use(twisted);
    const char *before = ask(sql);
    assert_non_null(strstr(before, "z_ukjent"));
    use(codebook);
    assert_string_equal(ask(sql), before);
    use(twisted);
    assert_string_equal(ask(sql), before);
    compare_all();
    run("DELETE FROM proof.gap_bit WHERE variabel LIKE 'z%' AND variabel <> 'z_start'");
    run("INSERT INTO proof.gap_bit SELECT CONCAT('was_', seq), seq FROM proof.seq_0_to_63 WHERE seq NOT IN (SELECT bit FROM proof.gap_bit)");
    run("DELETE FROM proof.generated_object WHERE name = 'gaps/participant'");
    use(twisted); /* bits of questions that are gone are taken over when there are no others */
    compare_all();
}

/* Bits that were right for another day: only those of pages without a date of their own can be wrong. */
static void P15_a_question_that_begins_with_a_day_is_asked_from_that_day(void **state)
{
    (void)state;
    use(twisted);
    run("DROP TRIGGER proof.participant_bu");
    run("CALL proof.ctx.open_system('test')");
    run("UPDATE proof.participant SET gaps = 0 WHERE avslutningsdato IS NULL OR oppstartsdato IS NULL");
    run("CALL proof.ctx.leave()");
    run("DELETE FROM proof.generated_object WHERE name = 'trigger/participant_bu'");
    use(twisted);
    assert_string_equal(ask("SELECT SUM(gaps) FROM proof.participant WHERE avslutningsdato IS NULL"), "0");
    run("UPDATE proof.gap_refresh SET day = '2026-01-01'");
    run("CALL proof.gaps_refresh(1000, @gaps_left)");
    assert_string_equal(ask("SELECT SUM(gaps) FROM proof.participant WHERE avslutningsdato IS NULL"), "0");
    run("UPDATE proof.gap_refresh SET day = '2025-12-31'");
    const char *before = traces();
    run("CALL proof.gaps_refresh(1, @gaps_left)");
    assert_string_equal(ask("SELECT @gaps_left"), "1");
    run("CALL proof.gaps_refresh(1000, @gaps_left)");
    assert_string_equal(ask("SELECT @gaps_left"), "0");
    assert_string_equal(ask("SELECT CONCAT(day = proof.norwegian_date(proof.utc_now()), after_id IS NULL) FROM proof.gap_refresh"), "11");
    assert_string_equal(traces(), before);
    compare_all();
}

static void P15_more_questions_than_bits_are_refused(void **state)
{
    (void)state;
    struct buffer more;
    buffer_init(&more, arena, SQL_AT_MOST);
    struct buffer shows;
    buffer_init(&shows, arena, SQL_AT_MOST);
    for (unsigned i = 0; i < 40; i++) {
        buffer_add_format(&shows, "q_%u ", i);
        buffer_add_format(&more, "<variable id=\"Q%u\" name=\"q_%u\" type=\"date\" data-type=\"X\" source=\"Kommune\" "
                                 "supplier=\"municipality\" importance=\"obligatorisk\" from=\"2023-01-01\" gates=\"discharge\">"
                                 "<label>Q %u</label><description>Til test.</description></variable>", i, i, i);
    }
    const char *source = codebook->source, *at = strstr(source, "shows=\"fravar") + strlen("shows=\""), *end = strstr(at, "</page>");
    const char *text = arena_printf(arena, "%.*s%s%.*s%s%s", (int)(at - source), source, buffer_text(&shows), (int)(end - at), at,
                                    buffer_text(&more), end);
    const struct codebook *many = NULL;
    char *reason = NULL;
    unsigned count = 0;
    if (!codebook_load_source("many", text, strlen(text), NULL, &many, &reason)) {
        fail_msg("%s", reason);
    }
    settings.codebook = many;
    settings.reg = codebook_find_register(many, "jobbsjansen");
    assert_false(migrate(&settings, false, &count, &why));
    assert_non_null(strstr(why, "there is room for 64"));
    codebook_free(&many);
    use(codebook);
    compare_all();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(P15_the_database_says_what_the_answers_say),
        cmocka_unit_test(P15_another_codebook_is_worked_out_anew_and_leaves_no_trace),
        cmocka_unit_test(P15_a_question_keeps_its_bit),
        cmocka_unit_test(P15_a_question_that_begins_with_a_day_is_asked_from_that_day),
        cmocka_unit_test(P15_more_questions_than_bits_are_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
