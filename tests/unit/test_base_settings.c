/* Settings files that are taken and refused, and what a log line looks like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/log.h"
#include "engine/base/settings.h"

static const struct setting rows[] = {
    {.key = "socket", .type = SETTING_TEXT, .meaning = "where to listen"},
    {.key = "workers", .type = SETTING_NUMBER, .standard = "4", .least = 1, .most = 64, .meaning = "how many"},
    {.key = "synthetic", .type = SETTING_YES_NO, .standard = "no", .meaning = "synthetic numbers"},
    {.key = NULL},
};

static char path[] = "/tmp/test-settings-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static bool load(const char *content, struct settings **settings_out, const char **why_out)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    return settings_load(path, rows, settings_out, why_out);
}

static void a_good_file_is_read(void **state)
{
    (void)state;
    struct settings *settings = NULL;
    const char *why = "";
    assert_true(load("# comment\n\n  socket =  /run/a b = c.sock \nsynthetic=yes\n", &settings, &why));
    assert_string_equal(settings_text(settings, "socket"), "/run/a b = c.sock");
    assert_int_equal(settings_number(settings, "workers"), 4);
    assert_true(settings_yes(settings, "synthetic"));
    settings_free(&settings);
    assert_null(settings);
}

static const struct {
    const char *content, *reason;
} refused[] = {
    {"workers = 3\n", " missing setting: socket"},
    {"socket =\n", ":1: must not be empty: socket"},
    {"socket = a\nport = 80\n", ":2: unknown setting: port"},
    {"socket = a\nsocket = b\n", ":2: set twice: socket"},
    {"socket = a\nworkers = 65\n", ":2: not a number in range: workers"},
    {"socket = a\nworkers = 0x10\n", ":2: not a number in range: workers"},
    {"socket = a\nsynthetic = true\n", ":2: must be yes or no: synthetic"},
    {"socket = a\n\nhemmelig verdi\n", ":3: a line without ="},
    {"socket = a\xFF\n", ":1: not clean UTF-8 text"},
};

static void a_bad_file_is_refused_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct settings *settings = NULL;
        const char *why = "";
        assert_false(load(refused[i].content, &settings, &why));
        assert_null(settings);
        if (strstr(why, refused[i].reason) == NULL || strncmp(why, path, strlen(path)) != 0) {
            fail_msg("expected %s, got %s", refused[i].reason, why);
        }
        assert_null(strstr(why, "hemmelig"));
    }
}

static void a_missing_file_says_so(void **state)
{
    (void)state;
    struct settings *settings = NULL;
    const char *why = "";
    assert_false(settings_load("/nonexistent/settings", rows, &settings, &why));
    assert_non_null(strstr(why, "cannot be opened"));
}

static void a_log_line_is_one_line(void **state)
{
    (void)state;
    int ends[2], saved = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    log_open("prøve");
    log_event(LOG_LEVEL_WARNING, "an-event", "id=%d text=%s", 7, "a\nb\x1b[31m\xc2\x85ø\x7f");
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    char line[512] = "", expected[512];
    ssize_t length = read(ends[0], line, sizeof line - 1);
    close(ends[0]);
    snprintf(expected, sizeof expected, "prøve[%ld]: warning an-event id=7 text=a\\x0Ab\\x1B[31m\\xC2\\x85ø\\x7F\n",
             (long)getpid());
    assert_true(length > 0);
    assert_string_equal(line, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_read),
        cmocka_unit_test(a_bad_file_is_refused_with_its_place),
        cmocka_unit_test(a_missing_file_says_so),
        cmocka_unit_test(a_log_line_is_one_line),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
