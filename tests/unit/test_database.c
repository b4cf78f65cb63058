/* The database room against a real server: values, result sets, streams, errors, a server that goes and comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/database/database.h"
#include "private_database.h"

static struct database_settings settings = {.user = "root", .connect_seconds = 5, .read_seconds = 20, .write_seconds = 20};
static struct database *database;
static struct arena *arena;
static const char *why;

static void run(const char *sql)
{
    enum database_result result = database_run(database, sql, &why);
    if (result != DATABASE_OK) {
        fail_msg("%s: %s", sql, why);
    }
}

static struct database_answer ask(const char *sql, const struct database_value *values, size_t count)
{
    struct database_answer answer;
    enum database_result result = database_ask(database, arena, sql, values, count, 1000, &answer, &why);
    if (result != DATABASE_OK) {
        fail_msg("%s: %s", sql, why);
    }
    return answer;
}

static const char *cell(const struct database_answer *answer, size_t set, size_t row, size_t column)
{
    assert_true(set < answer->set_count && row < answer->sets[set].row_count);
    return answer->sets[set].rows[row].values[column];
}

static enum database_result ask_plain(const char *sql)
{
    struct database_answer answer;
    return database_ask(database, arena, sql, NULL, 0, 1000, &answer, &why);
}

static int start(void **state)
{
    (void)state;
    settings.socket = private_database_start();
    database = database_new(&settings);
    arena = arena_new(64 << 20);
    run("CREATE DATABASE proof");
    run("CREATE TABLE proof.thing (id INT PRIMARY KEY, at DATETIME(6), born DATE, amount DECIMAL(8,2), word VARCHAR(50))");
    run("CREATE PROCEDURE proof.several(IN x TEXT) BEGIN SELECT 1 AS one, x AS given; SELECT 2 AS two WHERE FALSE; "
        "SELECT x, x, 'third'; END");
    run("CREATE PROCEDURE proof.late_wait() BEGIN SELECT 1; SELECT id FROM proof.thing WHERE word IS NULL OR id > 0 FOR UPDATE; END");
    run("CREATE PROCEDURE proof.half() BEGIN START TRANSACTION; INSERT INTO proof.thing (id) VALUES (99); "
        "INSERT INTO proof.thing (id) VALUES (99); COMMIT; END");
    run("CREATE PROCEDURE proof.refuse() BEGIN SELECT 'before'; "
        "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context'; END");
    return 0;
}

static int stop(void **state)
{
    (void)state;
    database_close(&database);
    assert_null(database);
    arena_free(&arena);
    private_database_remove();
    return 0;
}

static void values_come_back_as_they_went(void **state)
{
    (void)state;
    const char *words[] = {"", "Grünerløkka æøå ÆØÅ", "'; DROP TABLE thing; --", "😀 four bytes", "\\ % _ \" `"};
    run("DELETE FROM proof.thing");
    for (int i = 0; i < 5; i++) {
        struct database_value values[] = {database_number(arena, i), database_text("2026-11-22 05:33:06.000120"),
                                          database_text("2024-02-29"), database_text("-12.50"), database_text(words[i])};
        struct database_answer answer = ask("INSERT INTO proof.thing VALUES (?, ?, ?, ?, ?)", values, 5);
        assert_int_equal(answer.set_count, 0);
        assert_int_equal(answer.affected, 1);
    }
    struct database_answer answer = ask("SELECT *, NULL AS nothing FROM proof.thing ORDER BY id", NULL, 0);
    assert_int_equal(answer.sets[0].row_count, 5);
    assert_int_equal(answer.sets[0].column_count, 6);
    assert_string_equal(answer.sets[0].names[4], "word");
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(cell(&answer, 0, i, 1), "2026-11-22 05:33:06.000120");
        assert_string_equal(cell(&answer, 0, i, 2), "2024-02-29");
        assert_string_equal(cell(&answer, 0, i, 3), "-12.50");
        assert_string_equal(cell(&answer, 0, i, 4), words[i]);
        assert_int_equal(answer.sets[0].rows[i].lengths[4], strlen(words[i]));
        assert_null(cell(&answer, 0, i, 5));
    }
}

static void big_numbers_bytes_and_null_are_exact(void **state)
{
    (void)state;
    struct database_value values[] = {database_number(arena, 9223372036854775807LL), database_text(NULL),
                                      database_bytes("a\0b", 3)};
    struct database_answer answer = ask("SELECT CAST(? AS UNSIGNED), ?, HEX(?), X'00FF00'", values, 3);
    assert_string_equal(cell(&answer, 0, 0, 0), "9223372036854775807");
    assert_null(cell(&answer, 0, 0, 1));
    assert_string_equal(cell(&answer, 0, 0, 2), "610062");
    assert_int_equal(answer.sets[0].rows[0].lengths[3], 3);
    assert_memory_equal(cell(&answer, 0, 0, 3), "\0\xFF\0", 3);
}

static void long_and_short_values_in_turn(void **state)
{
    (void)state;
    struct database_answer answer =
        ask("SELECT REPEAT('x', n), n FROM (SELECT 10 AS n UNION ALL SELECT 100000 UNION ALL SELECT 3 UNION ALL "
            "SELECT 256 UNION ALL SELECT 257 UNION ALL SELECT 300000 UNION ALL SELECT 0) lengths",
            NULL, 0);
    assert_int_equal(answer.sets[0].row_count, 7);
    for (size_t i = 0; i < 7; i++) {
        size_t expected = strtoul(cell(&answer, 0, i, 1), NULL, 10);
        assert_int_equal(answer.sets[0].rows[i].lengths[0], expected);
        assert_int_equal(strspn(cell(&answer, 0, i, 0), "x"), expected);
        assert_int_equal(strlen(cell(&answer, 0, i, 0)), expected);
    }
}

/* Each is longer than any before it, in its column: none is lost while another is fetched once more. */
static void several_long_values_in_one_row(void **state)
{
    (void)state;
    struct database_answer answer = ask("SELECT REPEAT('a', n), REPEAT('b', n), NULL, REPEAT('c', 2 * n), 'd' FROM "
                                        "(SELECT 1000 AS n UNION ALL SELECT 5 UNION ALL SELECT 40000) lengths", NULL, 0);
    static const size_t lengths[] = {1000, 5, 40000};

    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(strspn(cell(&answer, 0, i, 0), "a"), lengths[i]);
        assert_int_equal(strspn(cell(&answer, 0, i, 1), "b"), lengths[i]);
        assert_null(cell(&answer, 0, i, 2));
        assert_int_equal(strspn(cell(&answer, 0, i, 3), "c"), 2 * lengths[i]);
        assert_string_equal(cell(&answer, 0, i, 4), "d");
    }
}

static void call_gives_all_its_sets(void **state)
{
    (void)state;
    struct database_value given = database_text("å");
    for (int round = 0; round < 3; round++) {
        struct database_answer answer = ask("CALL proof.several(?)", &given, 1);
        assert_int_equal(answer.set_count, 3);
        assert_string_equal(cell(&answer, 0, 0, 1), "å");
        assert_int_equal(answer.sets[1].row_count, 0);
        assert_string_equal(answer.sets[1].names[0], "two");
        assert_string_equal(cell(&answer, 2, 0, 2), "third");
    }
}

static void limit_takes_a_bound_number(void **state)
{
    (void)state;
    struct database_value values[] = {database_number(arena, 3), database_number(arena, 4)};
    struct database_answer answer = ask("SELECT seq FROM proof.seq_1_to_100 LIMIT ? OFFSET ?", values, 2);
    assert_int_equal(answer.sets[0].row_count, 3);
    assert_string_equal(cell(&answer, 0, 0, 0), "5");
}

static void too_many_rows_is_a_failure_and_the_next_question_works(void **state)
{
    (void)state;
    struct database_answer answer;
    assert_int_equal(database_ask(database, arena, "SELECT seq FROM proof.seq_1_to_100000", NULL, 0, 100, &answer, &why),
                     DATABASE_FAILED);
    assert_int_equal(database_ask(database, arena, "SELECT seq FROM proof.seq_1_to_100", NULL, 0, 100, &answer, &why),
                     DATABASE_OK);
    assert_int_equal(answer.sets[0].row_count, 100);
}

static void errors_are_sorted_and_hold_no_values(void **state)
{
    (void)state;
    run("DELETE FROM proof.thing");
    run("INSERT INTO proof.thing (id, word) VALUES (1, 'secret')");
    assert_int_equal(ask_plain("INSERT INTO proof.thing (id) VALUES (1)"), DATABASE_DUPLICATE);
    assert_null(strstr(why, "'1'"));
    assert_int_equal(ask_plain("CALL proof.refuse()"), DATABASE_REFUSED);
    assert_string_equal(why, "no context");
    assert_int_equal(database_run(database, "CALL proof.refuse()", &why), DATABASE_REFUSED);
    assert_int_equal(ask_plain("SELECT no_such FROM proof.thing"), DATABASE_FAILED);
    assert_non_null(strstr(why, "1054"));
    assert_int_equal(ask_plain("INSERT INTO proof.thing (id, born) VALUES (2, '20.20.2020 secret')"), DATABASE_FAILED);
    assert_null(strstr(why, "secret"));
    struct database_answer answer = ask("SELECT COUNT(*) FROM proof.thing", NULL, 0);
    assert_string_equal(cell(&answer, 0, 0, 0), "1");
}

static void one_statement_at_a_time(void **state)
{
    (void)state;
    assert_int_equal(database_run(database, "SELECT 1; SELECT 2", &why), DATABASE_FAILED);
    assert_int_equal(ask_plain("SELECT 1; SELECT 2"), DATABASE_FAILED);
}

static void session_is_utf8_utc_and_strict_also_after_reset(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        struct database_answer answer = ask("SELECT @@time_zone, @@character_set_client, @@collation_connection, "
                                            "@@sql_mode LIKE '%STRICT_TRANS_TABLES%', @@local_infile, @mark", NULL, 0);
        assert_string_equal(cell(&answer, 0, 0, 0), "+00:00");
        assert_string_equal(cell(&answer, 0, 0, 1), "utf8mb4");
        assert_string_equal(cell(&answer, 0, 0, 2), "utf8mb4_danish_ci");
        assert_string_equal(cell(&answer, 0, 0, 3), "1");
        assert_string_equal(cell(&answer, 0, 0, 4), "0");
        assert_null(cell(&answer, 0, 0, 5));
        run("SET @mark = 1");
        assert_int_equal(database_reset(database, &why), DATABASE_OK);
    }
}

static void statements_are_kept_and_counted(void **state)
{
    (void)state;
    ask("SELECT 'kept'", NULL, 0);
    struct database_answer before = ask("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", NULL, 0);
    database_count_taken(database);
    for (int i = 0; i < 50; i++) {
        ask("SELECT 'kept'", NULL, 0);
    }
    assert_int_equal(database_count_taken(database), 50);
    assert_int_equal(database_count_taken(database), 0);
    struct database_answer after = ask("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", NULL, 0);
    assert_string_equal(cell(&before, 0, 0, 1), cell(&after, 0, 0, 1));
    for (int i = 0; i < 300; i++) { /* more texts than are kept */
        struct database_answer answer = ask(arena_printf(arena, "SELECT %d", i), NULL, 0);
        assert_int_equal(atoi(cell(&answer, 0, 0, 0)), i);
    }
    struct database_answer open = ask("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'", NULL, 0);
    assert_true(atoi(cell(&open, 0, 0, 1)) <= 200);
}

/* As the server itself writes them. */
static void numbers_and_dates_are_the_texts_that_the_server_makes(void **state)
{
    static const char numbers[] =
        "SELECT * FROM (SELECT CAST(-9223372036854775807 - 1 AS SIGNED) AS a, CAST(18446744073709551615 AS UNSIGNED) AS b, "
        "-2147483648 AS c, 0 AS d, CAST('2024-02-29' AS DATE) AS e, CAST('0001-01-09' AS DATE) AS f, TRUE AS g, 12.50 AS h, "
        "CAST('2024-02-29 01:02:03.000004' AS DATETIME(6)) AS i, CAST(NULL AS DATE) AS j, CAST(NULL AS SIGNED) AS k, "
        "1.5e300 AS l, CAST('2024-02-29 01:02:03.9' AS DATETIME) AS m, CAST('2024-02-29 23:59:59.0125' AS DATETIME(3)) AS n) one UNION ALL SELECT 1, 1, -1, 10, DATE '9999-12-31', DATE '0001-01-01', FALSE, -0.01, "
        "TIMESTAMP '1000-01-01 00:00:00', DATE '2000-10-10', -5, 0e0, NULL, TIMESTAMP '9999-12-31 00:00:00'";
    static const char *const texts[2][14] = {
        {"-9223372036854775808", "18446744073709551615", "-2147483648", "0", "2024-02-29", "0001-01-09", "1", "12.50",
         "2024-02-29 01:02:03.000004", NULL, NULL, "1.5e300", "2024-02-29 01:02:03", "2024-02-29 23:59:59.012"},
        {"1", "1", "-1", "10", "9999-12-31", "0001-01-01", "0", "-0.01", "1000-01-01 00:00:00.000000", "2000-10-10",
         "-5", "0", NULL, "9999-12-31 00:00:00.000"}};
    struct database_answer answer;

    (void)state;
    assert_int_equal(database_ask(database, arena, numbers, NULL, 0, 10, &answer, &why), DATABASE_OK);
    assert_int_equal(answer.sets[0].row_count, 2);
    for (size_t row = 0; row < 2; row++) {
        for (size_t i = 0; i < 14; i++) {
            const char *value = answer.sets[0].rows[row].values[i];
            assert_int_equal(value == NULL, texts[row][i] == NULL);
            if (value != NULL) {
                assert_string_equal(value, texts[row][i]);
                assert_int_equal(answer.sets[0].rows[row].lengths[i], strlen(texts[row][i]));
            }
        }
    }
}

static void stream_gives_each_row_in_constant_memory(void **state)
{
    (void)state;
    struct database_stream *stream;
    struct database_value value = database_number(arena, 7);
    assert_int_equal(database_stream_open(database, arena, "SELECT seq, REPEAT('y', seq % ?) FROM proof.seq_1_to_200000",
                                          &value, 1, &stream, &why), DATABASE_OK);
    size_t used = arena_used(arena), count = 0;
    const struct database_row *row;
    while (database_stream_next(stream, &row, &why) == DATABASE_OK && row != NULL) {
        count++;
        assert_int_equal(strtoul(row->values[0], NULL, 10), count);
        assert_int_equal(row->lengths[1], count % 7);
    }
    assert_int_equal(count, 200000);
    assert_int_equal(arena_used(arena), used);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_OK);
    assert_null(row);
    database_stream_close(&stream);
    assert_null(stream);
    ask("SELECT 1", NULL, 0);
}

static void stream_of_a_procedure_and_one_left_early(void **state)
{
    (void)state;
    struct database_stream *stream;
    const struct database_row *row;
    struct database_value given = database_text("æ");
    assert_int_equal(database_stream_open(database, arena, "CALL proof.several(?)", &given, 1, &stream, &why), DATABASE_OK);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_OK);
    assert_string_equal(row->values[1], "æ");
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_OK);
    assert_null(row);
    database_stream_close(&stream);
    assert_int_equal(database_stream_open(database, arena, "SELECT seq FROM proof.seq_1_to_100000000", NULL, 0, &stream, &why),
                     DATABASE_OK);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_OK);
    database_stream_close(&stream);
    struct database_answer answer = ask("SELECT 'again'", NULL, 0);
    assert_string_equal(cell(&answer, 0, 0, 0), "again");
    assert_int_equal(database_stream_open(database, arena, "CALL proof.refuse()", NULL, 0, &stream, &why), DATABASE_OK);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_OK);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_REFUSED);
    assert_string_equal(why, "no context");
    database_stream_close(&stream);
    ask("SELECT 1", NULL, 0);
}

static void a_lock_wait_is_again_and_rolls_back(void **state)
{
    (void)state;
    struct database *other = database_new(&settings);
    run("DELETE FROM proof.thing");
    run("INSERT INTO proof.thing (id) VALUES (1), (2)");
    assert_int_equal(database_run(other, "START TRANSACTION", &why), DATABASE_OK);
    assert_int_equal(database_run(other, "UPDATE proof.thing SET word = 'other' WHERE id = 1", &why), DATABASE_OK);
    run("START TRANSACTION");
    run("UPDATE proof.thing SET word = 'mine' WHERE id = 2");
    assert_int_equal(ask_plain("UPDATE proof.thing SET word = 'mine' WHERE id = 1"), DATABASE_AGAIN);
    const char *lock = "SELECT id FROM proof.thing WHERE word IS NULL OR id > 0 FOR UPDATE"; /* its columns come before the wait */
    assert_int_equal(database_run(database, lock, &why), DATABASE_AGAIN);
    assert_int_equal(ask_plain(lock), DATABASE_AGAIN);
    struct database_stream *stream;
    const struct database_row *row;
    assert_int_equal(database_stream_open(database, arena, lock, NULL, 0, &stream, &why), DATABASE_OK);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_AGAIN);
    database_stream_close(&stream);
    assert_int_equal(database_stream_open(database, arena, "CALL proof.late_wait()", NULL, 0, &stream, &why), DATABASE_OK);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_OK);
    assert_int_equal(database_stream_next(stream, &row, &why), DATABASE_AGAIN);
    database_stream_close(&stream);
    assert_int_equal(database_run(database, "CALL proof.late_wait()", &why), DATABASE_AGAIN);
    assert_int_equal(ask_plain("CALL proof.late_wait()"), DATABASE_AGAIN);
    assert_int_equal(database_run(other, "COMMIT", &why), DATABASE_OK);
    run("COMMIT");
    struct database_answer answer = ask("SELECT GROUP_CONCAT(COALESCE(word, '-') ORDER BY id) FROM proof.thing", NULL, 0);
    assert_string_equal(cell(&answer, 0, 0, 0), "other,-");
    database_close(&other);
}

/* An error that ends one statement alone must not leave the rest to whoever commits next. */
static void after_an_error_nothing_is_left_to_commit(void **state)
{
    (void)state;
    run("DELETE FROM proof.thing");
    assert_int_equal(ask_plain("CALL proof.half()"), DATABASE_DUPLICATE);
    run("COMMIT");
    struct database_answer answer = ask("SELECT COUNT(*) FROM proof.thing", NULL, 0);
    assert_string_equal(cell(&answer, 0, 0, 0), "0");
}

static void a_killed_connection_and_a_stopped_server_come_back(void **state)
{
    (void)state;
    struct database *other = database_new(&settings);
    struct database_answer answer = ask("SELECT CONNECTION_ID()", NULL, 0);
    assert_int_equal(database_run(other, arena_printf(arena, "KILL %s", cell(&answer, 0, 0, 0)), &why), DATABASE_OK);
    assert_int_equal(ask_plain("SELECT 1"), DATABASE_DOWN);
    ask("SELECT 1", NULL, 0);
    private_database_stop();
    assert_int_equal(ask_plain("SELECT 1"), DATABASE_DOWN);
    assert_int_equal(ask_plain("SELECT 1"), DATABASE_DOWN);
    assert_int_equal(database_run(other, "SELECT 1", &why), DATABASE_DOWN);
    private_database_again();
    ask("SELECT 1", NULL, 0);
    ask("CALL proof.several(1)", NULL, 0);
    database_close(&other);
}

static void a_server_restarted_while_the_connection_lay_idle_is_not_noticed(void **state)
{
    (void)state;
    struct database *other = database_new(&settings);
    ask("SELECT 1", NULL, 0);
    private_database_stop();
    private_database_again();
    database_begin(database);
    struct database_answer answer = ask("SELECT CONNECTION_ID()", NULL, 0);
    assert_int_equal(database_run(other, arena_printf(arena, "KILL %s", cell(&answer, 0, 0, 0)), &why), DATABASE_OK);
    assert_int_equal(database_run(other, "DO SLEEP(0.3)", &why), DATABASE_OK); /* a KILL takes effect a little later */
    database_begin(database);
    answer = ask("SELECT CONNECTION_ID()", NULL, 0);
    run("SET @kept = 7");
    database_begin(database);
    answer = ask("SELECT @kept", NULL, 0);
    assert_string_equal(cell(&answer, 0, 0, 0), "7"); /* a living connection is kept */
    database_close(&other);
}

static void a_wrong_password_is_down_and_says_so(void **state)
{
    (void)state;
    struct database_settings wrong = settings;
    wrong.user = "nobody-here";
    wrong.password = "hemmelig";
    struct database *other = database_new(&wrong);
    assert_int_equal(database_run(other, "SELECT 1", &why), DATABASE_DOWN);
    assert_non_null(strstr(why, "1045"));
    assert_null(strstr(why, "hemmelig"));
    database_close(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back_as_they_went),
        cmocka_unit_test(big_numbers_bytes_and_null_are_exact),
        cmocka_unit_test(long_and_short_values_in_turn),
        cmocka_unit_test(several_long_values_in_one_row),
        cmocka_unit_test(call_gives_all_its_sets),
        cmocka_unit_test(limit_takes_a_bound_number),
        cmocka_unit_test(too_many_rows_is_a_failure_and_the_next_question_works),
        cmocka_unit_test(errors_are_sorted_and_hold_no_values),
        cmocka_unit_test(one_statement_at_a_time),
        cmocka_unit_test(session_is_utf8_utc_and_strict_also_after_reset),
        cmocka_unit_test(statements_are_kept_and_counted),
        cmocka_unit_test(numbers_and_dates_are_the_texts_that_the_server_makes),
        cmocka_unit_test(stream_gives_each_row_in_constant_memory),
        cmocka_unit_test(stream_of_a_procedure_and_one_left_early),
        cmocka_unit_test(a_lock_wait_is_again_and_rolls_back),
        cmocka_unit_test(after_an_error_nothing_is_left_to_commit),
        cmocka_unit_test(a_killed_connection_and_a_stopped_server_come_back),
        cmocka_unit_test(a_server_restarted_while_the_connection_lay_idle_is_not_noticed),
        cmocka_unit_test(a_wrong_password_is_down_and_says_so),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
