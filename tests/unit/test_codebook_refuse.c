/* Files that must be refused, each with its reason; and files too hostile to keep in a tree. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/codebook/codebook.h"

#define DIRECTORY TEST_SOURCE_DIR "/tests/codebook/"
#define SCHEMA TEST_SOURCE_DIR "/codebook.rng"
#define SMALL DIRECTORY "accept/small.xml"

enum { REFUSED_FILES = 88 };

/* Why the file was refused, without its name; "" where it was accepted. For the next call too. */
static const char *why_refused(const char *file, const char *schema)
{
    static char kept[2048];
    const struct codebook *codebook = NULL;
    char *why = NULL;
    if (codebook_load(file, schema, &codebook, &why)) {
        codebook_free(&codebook);
        return "";
    }
    assert_null(codebook);
    assert_non_null(why);
    size_t named = strncmp(why, file, strlen(file)) == 0 ? strlen(file) : 0;
    snprintf(kept, sizeof kept, "%s", why + named + (why[named] == ':'));
    free(why);
    return kept;
}

static void expected_reason(const char *name, char *text_out, size_t size)
{
    char file[512];
    snprintf(file, sizeof file, DIRECTORY "refuse/%.*s.txt", (int)(strlen(name) - strlen(".xml")), name);
    FILE *stream = fopen(file, "rb");
    assert_non_null(stream);
    assert_non_null(fgets(text_out, (int)size, stream));
    text_out[strcspn(text_out, "\n")] = '\0';
    fclose(stream);
}

static void check_refused(const char *name)
{
    char file[512];
    char expected[512];
    snprintf(file, sizeof file, DIRECTORY "refuse/%s", name);
    expected_reason(name, expected, sizeof expected);
    assert_string_equal(why_refused(file, SCHEMA), expected);
}

static void each_is_refused_with_its_reason(void **state)
{
    (void)state;
    DIR *directory = opendir(DIRECTORY "refuse");
    assert_non_null(directory);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        const char *end = strrchr(entry->d_name, '.');
        if (end != NULL && strcmp(end, ".xml") == 0) {
            check_refused(entry->d_name);
            count++;
        }
    }
    closedir(directory);
    assert_int_equal(count, REFUSED_FILES);
}

/* The control: what all of them were made from is good. */
static void what_they_were_made_from_is_accepted(void **state)
{
    (void)state;
    assert_string_equal(why_refused(SMALL, SCHEMA), "");
}

struct scratch {
    char file[32];
    FILE *stream;
};

static struct scratch scratch_open(void)
{
    struct scratch scratch = {"/tmp/codebook-XXXXXX", NULL};
    int handle = mkstemp(scratch.file);
    assert_true(handle >= 0);
    scratch.stream = fdopen(handle, "wb");
    assert_non_null(scratch.stream);
    return scratch;
}

static void scratch_say(struct scratch *scratch, const char *text, int times)
{
    for (int i = 0; i < times; i++) {
        fputs(text, scratch->stream);
    }
}

static void scratch_assert(struct scratch *scratch, const char *reason)
{
    assert_int_equal(fclose(scratch->stream), 0);
    assert_string_equal(why_refused(scratch->file, SCHEMA), reason);
    unlink(scratch->file);
}

static void too_large_is_refused(void **state)
{
    (void)state;
    struct scratch scratch = scratch_open();
    scratch_say(&scratch, "<!-- filling filling filling filling filling filling filling -->\n", 70000);
    scratch_assert(&scratch, " is larger than 4 MiB");
}

static void too_deep_is_refused(void **state)
{
    (void)state;
    struct scratch scratch = scratch_open();
    scratch_say(&scratch, "<codebook>", 5000);
    assert_int_equal(fclose(scratch.stream), 0);
    assert_non_null(strstr(why_refused(scratch.file, SCHEMA), "Excessive depth"));
    unlink(scratch.file);
}

static void too_many_variables_are_refused(void **state)
{
    (void)state;
    struct scratch scratch = scratch_open();
    scratch_say(&scratch,
                "<codebook version=\"1\"><register name=\"ab\" title=\"t\" first-date=\"2020-01-01\"><page>",
                1);
    scratch_say(&scratch, "<variable/>", 300000);
    scratch_say(&scratch, "</page></register></codebook>", 1);
    scratch_assert(&scratch, "1: a register holds at most 900 variables");
}

static void empty_shells_are_refused(void **state)
{
    static const char *const shells[] = {"<codebook/>",
                                         "<codebook version=\"1\"><register/></codebook>",
                                         "<codebook version=\"1\"><register><page/></register></codebook>",
                                         "<codebook><register><page><variable/></page></register></codebook>",
                                         "",
                                         "\xff\xfe",
                                         "<"};
    (void)state;
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        struct scratch scratch = scratch_open();
        scratch_say(&scratch, shells[i], 1);
        assert_int_equal(fclose(scratch.stream), 0);
        assert_string_not_equal(why_refused(scratch.file, SCHEMA), "");
        unlink(scratch.file);
    }
}

static void many_empty_elements_do_not_exhaust_memory(void **state)
{
    (void)state;
    struct scratch scratch = scratch_open();
    scratch_say(&scratch,
                "<codebook version=\"1\"><register name=\"ab\" title=\"t\" first-date=\"2020-01-01\">", 1);
    scratch_say(&scratch, "<page/>", 500000);
    scratch_say(&scratch, "</register></codebook>", 1);
    scratch_assert(&scratch, "1: page lacks the attribute name");
}

static void what_cannot_be_read_is_refused(void **state)
{
    (void)state;
    assert_string_equal(why_refused("/nonexistent/codebook.xml", SCHEMA), " No such file or directory");
    assert_string_equal(why_refused("/tmp", SCHEMA), " cannot be read");
}

static void a_bad_schema_is_refused(void **state)
{
    (void)state;
    assert_non_null(strstr(why_refused(SMALL, "/nonexistent/codebook.rng"), "No such file"));
    assert_string_not_equal(why_refused(SMALL, SMALL), "");
    assert_string_equal(why_refused(SMALL, DIRECTORY "refuse/doctype.xml"),
                        DIRECTORY "refuse/doctype.xml:2: a DOCTYPE is not allowed");
}

/* A schema that reads other files is unusable, whatever they hold. */
static void a_schema_cannot_name_another(void **state)
{
    (void)state;
    struct scratch scratch = scratch_open();
    scratch_say(
        &scratch,
        "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"><include href=\"" SCHEMA "\"/></grammar>", 1);
    assert_int_equal(fclose(scratch.stream), 0);
    assert_string_not_equal(why_refused(SMALL, scratch.file), "");
    unlink(scratch.file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_refused_with_its_reason),
        cmocka_unit_test(what_they_were_made_from_is_accepted),
        cmocka_unit_test(too_large_is_refused),
        cmocka_unit_test(too_deep_is_refused),
        cmocka_unit_test(too_many_variables_are_refused),
        cmocka_unit_test(empty_shells_are_refused),
        cmocka_unit_test(many_empty_elements_do_not_exhaust_memory),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(a_bad_schema_is_refused),
        cmocka_unit_test(a_schema_cannot_name_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
