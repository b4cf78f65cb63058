/* What the codebook asks in introduksjon must have a column: its tables are made by sql/ alone (requirements N3, C6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"
#include "register/store/schema_intro.h"

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

/* The installed codebook with the first of `from` after the beginning of introduksjon changed; "" where it fits. */
static const char *why_not(const char *from, const char *to)
{
    const struct codebook *before = NULL, *codebook = NULL;
    const char *refused = "";
    char *why = NULL;
    assert_true(codebook_load(TEST_SOURCE_DIR "/codebook.xml", TEST_SOURCE_DIR "/codebook.rng", &before, &why));
    const char *at = strstr(strstr(before->source, "<register name=\"introduksjon\""), from);
    assert_non_null(at);
    const char *changed = arena_printf(arena, "%.*s%s%s", (int)(at - before->source), before->source, to, at + strlen(from));
    if (!codebook_load_source("changed", changed, strlen(changed), NULL, &codebook, &why)) {
        fail_msg("%s", why);
    }
    bool fits = schema_intro_fits(arena, codebook_find_register(codebook, SCHEMA_INTRO_REGISTER), &refused);
    assert_int_equal(fits, refused == NULL);
    codebook_free(&before);
    codebook_free(&codebook);
    return fits ? "" : refused;
}

#define NEW_DATE(name)                                                                                                 \
    "<variable id=\"99\" name=\"" name "\" data-type=\"Date\" type=\"date\" source=\"System\" supplier=\"system\" "       \
    "importance=\"ikke obligatorisk\" from=\"2020-01-01\" widget=\"none\"><label>Ny</label><description>Ny.</description></variable>"

static void n3_what_has_no_column_is_refused(void **state)
{
    static const struct {
        const char *from, *to, *refused; /* a part of the reason; "" where it fits */
    } rows[] = {
        {"<label nn=\"=\">Vedtak</label>", "<label nn=\"=\">Noe annet</label>", ""},
        {"max-length=\"12\"", "max-length=\"11\"", ""},
        {"max-length=\"12\"", "max-length=\"13\"", "the column duf_nummer of intro_participant does not take"},
        {"<variable id=\"10\"", NEW_DATE("nytt") "<variable id=\"10\"", "intro_decision has no column nytt"},
        {"<variable id=\"10\"", NEW_DATE("duf_dato") "<variable id=\"10\"", "intro_decision has no column duf_dato"},
        {"decimals=\"1\" least=\"0.1\"", "least=\"1\"", "the column timer_per_uke of intro_termination does not take"},
        {"<page name=\"vedtak\"", "<page name=\"avgjorelse\"", "no table keeps the page avgjorelse"},
        {"shows=\"kommunenummer bydel\"/>",
         "shows=\"kommunenummer bydel\"/>" NEW_DATE("flyttedato"), "intro_participant has no column flyttedato"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *refused = why_not(rows[i].from, rows[i].to);
        bool as_expected = rows[i].refused[0] == '\0' ? refused[0] == '\0' : strstr(refused, rows[i].refused) != NULL;
        if (!as_expected) {
            fail_msg("%s: \"%s\"", rows[i].to, refused);
        }
    }
}

static void n3_what_the_program_needs_must_be_there(void **state)
{
    static const char source[] =
        "<codebook version=\"1\" xml:lang=\"nb\"><register name=\"introduksjon\" title=\"Liten\" first-date=\"2020-01-01\">"
        "<page name=\"person\" title=\"Person\" judged-by=\"oppstartsdato\">" NEW_DATE("oppstartsdato")
        "</page></register></codebook>";
    const struct codebook *codebook = NULL;
    const char *refused = "";
    char *why = NULL;
    (void)state;
    if (!codebook_load_source("small", source, strlen(source), NULL, &codebook, &why)) {
        fail_msg("%s", why);
    }
    assert_false(schema_intro_fits(arena, &codebook->registers[0], &refused));
    assert_string_equal(refused, "lacks duf_nummer of register introduksjon, which the program needs");
    codebook_free(&codebook);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n3_what_has_no_column_is_refused),
        cmocka_unit_test(n3_what_the_program_needs_must_be_there),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
