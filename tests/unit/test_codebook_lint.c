/* What a codebook is warned of, and what two of them differ in (requirement C6). */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/arena.h"
#include "engine/codebook/compare.h"
#include "engine/codebook/lint.h"

#define DIRECTORY TEST_SOURCE_DIR "/tests/codebook/"
#define SCHEMA TEST_SOURCE_DIR "/codebook.rng"
#define SMALL DIRECTORY "accept/small.xml"

enum { WARNED_FILES = 10 };

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new(64 << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static const struct codebook *loaded(const char *file)
{
    const struct codebook *codebook = NULL;
    char *why = NULL;
    if (!codebook_load(file, SCHEMA, &codebook, &why)) {
        fail_msg("%s", why);
    }
    return codebook;
}

static const char *warnings_of(const char *file)
{
    const struct codebook *codebook = loaded(file);
    struct codebook_findings findings = codebook_lint(arena, codebook);
    const char *all = "";
    for (size_t i = 0; i < findings.count; i++) {
        assert_false(findings.items[i].refused);
        all = arena_printf(arena, "%s%d: %s\n", all, findings.items[i].line, findings.items[i].text);
    }
    codebook_free(&codebook);
    return all;
}

static const char *content_of(const char *file)
{
    char *text = arena_alloc(arena, 4096);
    FILE *stream = fopen(file, "rb");
    assert_non_null(stream);
    text[fread(text, 1, 4095, stream)] = '\0';
    fclose(stream);
    return text;
}

static void C6_each_is_warned_of_its_fault_and_no_other(void **state)
{
    (void)state;
    DIR *directory = opendir(DIRECTORY "warn");
    assert_non_null(directory);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        const char *end = strrchr(entry->d_name, '.');
        if (end != NULL && strcmp(end, ".xml") == 0) {
            const char *stem = arena_printf(arena, DIRECTORY "warn/%.*s", (int)(end - entry->d_name), entry->d_name);
            assert_string_equal(warnings_of(arena_printf(arena, "%s.xml", stem)), content_of(arena_printf(arena, "%s.txt", stem)));
            count++;
        }
    }
    closedir(directory);
    assert_int_equal(count, WARNED_FILES);
}

static void C6_the_codebook_of_the_register_has_no_warning(void **state)
{
    (void)state;
    assert_string_equal(warnings_of(TEST_SOURCE_DIR "/codebook.xml"), "");
}

/* Findings end somewhere, however many codes say the same. */
static void many_findings_are_cut_off(void **state)
{
    (void)state;
    const struct codebook *small = loaded(SMALL), *large = NULL;
    const char *at = strstr(small->source, "<code number=\"99\"");
    char *text = arena_alloc(arena, small->source_length + 1000 * 80);
    char *why = NULL;
    int length = sprintf(text, "%.*s", (int)(at - small->source), small->source);
    for (int i = 100; i < 900; i++) {
        length += sprintf(text + length, "<code number=\"%d\" from=\"2020-01-01\">Likt</code>", i);
    }
    length += sprintf(text + length, "%s", at);
    assert_true(codebook_load_source("large", text, (size_t)length, SCHEMA, &large, &why));
    assert_int_equal(codebook_lint(arena, large).count, CODEBOOK_FINDINGS_MOST);
    codebook_free(&small);
    codebook_free(&large);
}

/* What differs when `what` becomes `with` in the codebook: weight and text of each, a line each. */
static const char *difference_in(const char *file, const char *what, const char *with)
{
    static const char weights[] = {[CODEBOOK_TOLD] = '.', [CODEBOOK_NEW] = '+', [CODEBOOK_TOUCHES] = '!', [CODEBOOK_UNHELD] = '?', [CODEBOOK_NEVER] = 'X'};
    const struct codebook *before = loaded(file), *after = NULL;
    const char *at = strstr(before->source, what), *all = "";
    char *why = NULL;
    assert_non_null(at);
    const char *text = arena_printf(arena, "%.*s%s%s", (int)(at - before->source), before->source, with, at + strlen(what));
    if (!codebook_load_source("after", text, strlen(text), SCHEMA, &after, &why)) {
        fail_msg("%s", why);
    }
    struct codebook_differences differences = codebook_compare(arena, &before->registers[0], &after->registers[0]);
    for (size_t i = 0; i < differences.count; i++) {
        assert_true(differences.items[i].line >= 0);
        all = arena_printf(arena, "%s%s%c %s", all, *all == '\0' ? "" : "\n", weights[differences.items[i].weight], differences.items[i].text);
    }
    codebook_free(&before);
    codebook_free(&after);
    return all;
}

static const char *difference(const char *what, const char *with)
{
    return difference_in(SMALL, what, with);
}

static void N3_differences_of_classes_and_guidance_are_weighed(void **state)
{
    (void)state;
    static const struct {
        const char *what, *with, *said;
    } cases[] = {
        {"title=\"Med\"", "title=\"Medregnet\"", ". the class med is called \"Medregnet\" instead of \"Med\""},
        {" counted=\"no\"", "", ". the class uten is part of the whole that shares are of"},
        {" class=\"med\"", " class=\"uten\"", "! svar: code 1 \"Ja\" is counted as Uten instead of Med"},
        {" class=\"med\"", "", "! svar: code 1 \"Ja\" is counted as nothing instead of Med"},
        {"Når det er så.", "Når det er så, og ellers ikke.", ". svar: code 1 \"Ja\" is explained otherwise"},
        {" computed=\"frist\"", "", ". svar: code 2 \"Nei\" is not computed any more"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(difference_in(DIRECTORY "accept/classes.xml", cases[i].what, cases[i].with), cases[i].said);
    }
}

static void C6_differences_are_weighed(void **state)
{
    (void)state;
    static const struct {
        const char *what, *with, *said;
    } cases[] = {
        {"<label>Flere</label>", "<label>Flere</label>", ""},
        {"<label>Flere</label>", "<label>Alle</label>", "! flere: now asks \"Alle\" instead of \"Flere\""},
        {"<description>Hjelp.</description>", "<description>Mer hjelp.</description>", ". start: is explained otherwise"},
        {"to=\"2024-12-31\">Nei", "to=\"2023-12-31\">Nei", "! svar: code 2 \"Nei\" ends 2023-12-31 instead of 2024-12-31"},
        {"to=\"2024-12-31\">Nei", "to=\"2026-12-31\">Nei", ". svar: code 2 \"Nei\" ends 2026-12-31 instead of 2024-12-31"},
        {"to=\"2024-12-31\">To", ">To", ". flere: code 2 \"To\" goes on: it ended 2024-12-31"},
        {"<code number=\"1\" from=\"2020-01-01\">En", "<code number=\"1\" from=\"2020-01-01\" to=\"2027-01-31\">En",
         "! flere: code 1 \"En\" ends 2027-01-31"},
        {"\">En</code>", "\">Én</code>", "! flere: code 1 \"En\" now means \"Én\" instead of \"En\""},
        {"<code number=\"99\"", "<code number=\"4\" from=\"2020-01-01\">Fire</code><code number=\"99\"", "+ flere: code 4 \"Fire\" is new"},
        {" exclusive=\"yes\"", "", ". flere: code 99 \"Ingen\" excludes the others no more"},
        {"<code number=\"1\" from=\"2020-01-01\">En", "<code number=\"1\" from=\"2021-01-01\">En",
         "! flere: code 1 \"En\" begins 2021-01-01 instead of 2020-01-01"},
        {"least=\"1\" most=\"20\"", "least=\"1\" most=\"19\"", "! tall: takes 1 to 19 instead of 1 to 20"},
        {"least=\"1\" most=\"20\"", "decimals=\"1\" least=\"1\" most=\"20\"",
         "X tall: is of another type: end it, and add one of another name"},
        {"<label>Tall</label>\n        <description>Hjelp.</description>",
         "<label>Tall</label>\n        <description>Hjelp.</description><usual most=\"9\" message=\"Er det så mange?\"/>",
         ". tall: has other rules"},
        {"least=\"1\" most=\"20\"", "least=\"0\" most=\"20\"", ". tall: takes 0 to 20 instead of 1 to 20"},
        {"max-length=\"10\"", "max-length=\"9\"", "! tekst: takes 9 characters instead of 10"},
        {"codes=\"1 2\"", "codes=\"2 1\"", ". flere: has other rules"},
        {"gates=\"discharge\"", "gates=\"annual\"", ". svar: is asked for by other gates"},
        {"id=\"5-A\"", "id=\"6-A\"", ". tall: is numbered 6-A instead of 5-A"},
        {"first-date=\"2020-01-01\"", "first-date=\"2021-01-01\"", ". the register's first date is 2021-01-01 instead of 2020-01-01"},
        {"type=\"integer\" data-type=\"Integer\" source=\"Kommune\" supplier=\"municipality\"\n                importance=\"ikke obligatorisk\" from=\"2020-01-01\" least=\"1\" most=\"20\"",
         "type=\"date\" data-type=\"Date\" source=\"Kommune\" supplier=\"municipality\"\n                importance=\"ikke obligatorisk\" from=\"2020-01-01\"",
         "X tall: is of another type: end it, and add one of another name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(difference(cases[i].what, cases[i].with), cases[i].said);
    }
    assert_string_equal(difference("        <code number=\"2\" from=\"2020-01-01\" to=\"2024-12-31\">To</code>\n", ""),
                        "? flere: code 2 \"To\" is gone");
}

/* Its name is new, so the old one is gone and the other new. */
static void C6_what_is_gone_and_what_is_new(void **state)
{
    (void)state;
    const struct codebook *before = loaded(SMALL), *after = NULL;
    char *why = NULL;
    char *text = arena_copy(arena, before->source);
    for (char *at = strstr(text, "tall"); at != NULL; at = strstr(at, "tall")) {
        memcpy(at, "tell", 4);
    }
    assert_true(codebook_load_source("after", text, strlen(text), SCHEMA, &after, &why));
    struct codebook_differences differences = codebook_compare(arena, &before->registers[0], &after->registers[0]);
    assert_int_equal(differences.count, 2);
    assert_string_equal(differences.items[0].text, "tell: is new");
    assert_int_equal(differences.items[0].weight, CODEBOOK_NEW);
    assert_true(differences.items[0].line > 0);
    assert_string_equal(differences.items[1].text, "tall: is gone: what was answered is kept in the database, but not shown");
    assert_int_equal(differences.items[1].weight, CODEBOOK_TOUCHES);
    assert_int_equal(differences.items[1].line, 0);
    codebook_free(&before);
    codebook_free(&after);
}

/* What is kept in a database loads again, to the same. */
static void C6_the_source_loads_again(void **state)
{
    (void)state;
    const struct codebook *file = loaded(SMALL), *again = NULL;
    char *why = NULL;
    assert_true(codebook_load_source("again", file->source, file->source_length, NULL, &again, &why));
    assert_string_equal(again->digest, file->digest);
    assert_int_equal(codebook_compare(arena, &file->registers[0], &again->registers[0]).count, 0);
    codebook_free(&again);
    assert_false(codebook_load_source("cut", file->source, file->source_length - 20, NULL, &again, &why));
    assert_int_equal(strncmp(why, "cut:", 4), 0);
    free(why);
    codebook_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(C6_each_is_warned_of_its_fault_and_no_other),
        cmocka_unit_test(C6_the_codebook_of_the_register_has_no_warning),
        cmocka_unit_test(many_findings_are_cut_off),
        cmocka_unit_test(C6_differences_are_weighed),
        cmocka_unit_test(N3_differences_of_classes_and_guidance_are_weighed),
        cmocka_unit_test(C6_what_is_gone_and_what_is_new),
        cmocka_unit_test(C6_the_source_loads_again),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
