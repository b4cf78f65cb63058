/* The reader's language: switching, plurals, what no catalogue has. The catalogues are made here, byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/words.h"

enum { PAIRS = 3 };

struct pair {
    const char *from, *to;
    size_t from_length, to_length; /* a plural's forms are parted by a zero byte */
};

#define PAIR(from, to) {from, to, sizeof(from) - 1, sizeof(to) - 1}
#define HEAD "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"

static const struct pair nynorsk[PAIRS] = {PAIR("", HEAD), PAIR("%lu deltaker\0%lu deltakere", "%lu deltakar\0%lu deltakarar"),
                                           PAIR("Ikke lagret på år", "Ikkje lagra på år")};
static const struct pair english[PAIRS] = {PAIR("", HEAD), PAIR("%lu deltaker\0%lu deltakere", "%lu participant\0%lu participants"),
                                           PAIR("Ikke lagret på år", "Not saved")};

static void write_number(FILE *file, size_t number)
{
    uint32_t word = (uint32_t)number;

    assert_int_equal(fwrite(&word, sizeof word, 1, file), 1);
}

static void write_index(FILE *file, const struct pair *pairs, int which, size_t at)
{
    for (int i = 0; i < PAIRS; i++) {
        size_t length = which == 0 ? pairs[i].from_length : pairs[i].to_length;

        write_number(file, length);
        write_number(file, at);
        at += length + 1;
    }
}

/* The format that msgfmt writes: head, two indexes, the texts in order. */
static void write_catalogue(const char *path, const struct pair *pairs)
{
    const size_t head = 7 * sizeof(uint32_t), index = 8 * PAIRS, texts = head + 2 * index;
    FILE *file = fopen(path, "wb");
    size_t originals = 0;

    assert_non_null(file);
    for (int i = 0; i < PAIRS; i++)
        originals += pairs[i].from_length + 1;
    write_number(file, 0x950412deU);
    write_number(file, 0);
    write_number(file, PAIRS);
    write_number(file, head);
    write_number(file, head + index);
    write_number(file, 0);
    write_number(file, texts);
    write_index(file, pairs, 0, texts);
    write_index(file, pairs, 1, texts + originals);
    for (int i = 0; i < PAIRS; i++)
        assert_int_equal(fwrite(pairs[i].from, pairs[i].from_length + 1, 1, file), 1);
    for (int i = 0; i < PAIRS; i++)
        assert_int_equal(fwrite(pairs[i].to, pairs[i].to_length + 1, 1, file), 1);
    assert_int_equal(fclose(file), 0);
}

static const char *below(const char *directory, const char *rest)
{
    static char path[200];

    snprintf(path, sizeof path, "%s%s", directory, rest);
    return path;
}

static char directory[] = "/tmp/test-words-XXXXXX";

static int make_catalogues(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(directory));
    assert_int_equal(mkdir(below(directory, "/register"), 0700), 0);
    assert_int_equal(mkdir(below(directory, "/register/LC_MESSAGES"), 0700), 0);
    write_catalogue(below(directory, "/register/LC_MESSAGES/nn.mo"), nynorsk);
    write_catalogue(below(directory, "/register/LC_MESSAGES/en.mo"), english);
    return 0;
}

static int remove_catalogues(void **state)
{
    (void)state;
    unlink(below(directory, "/register/LC_MESSAGES/nn.mo"));
    unlink(below(directory, "/register/LC_MESSAGES/en.mo"));
    rmdir(below(directory, "/register/LC_MESSAGES"));
    rmdir(below(directory, "/register"));
    return rmdir(directory);
}

static void assert_words(enum language language, const char *one, const char *many, const char *text)
{
    char line[64];

    words_use(language);
    assert_int_equal(words_language(), language);
    snprintf(line, sizeof line, words_plural("%lu deltaker", "%lu deltakere", 1), 1UL);
    assert_string_equal(line, one);
    snprintf(line, sizeof line, words_plural("%lu deltaker", "%lu deltakere", 0), 0UL);
    assert_string_equal(line, many);
    assert_string_equal(words_text("Ikke lagret på år"), text);
    assert_string_equal(words_text("Ingen har oversatt dette"), "Ingen har oversatt dette");
    assert_string_equal(words_text(""), "");
}

static void without_catalogues_all_is_bokmal(void **state)
{
    (void)state;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        assert_words((enum language)i, "1 deltaker", "0 deltakere", "Ikke lagret på år");
}

static void a_missing_catalogue_is_refused(void **state)
{
    const char *why = NULL;

    (void)state;
    assert_false(words_open("/nowhere", &why));
    assert_string_equal(why, "/nowhere/register/LC_MESSAGES/nn.mo: cannot be read");
}

static void each_language_has_its_words(void **state)
{
    const char *why = NULL;

    (void)state;
    if (!words_open(directory, &why))
        fail_msg("%s", why);
    for (int round = 0; round < 2; round++) {
        assert_words(LANGUAGE_NYNORSK, "1 deltakar", "0 deltakarar", "Ikkje lagra på år");
        assert_words(LANGUAGE_ENGLISH, "1 participant", "0 participants", "Not saved");
        assert_words(LANGUAGE_BOKMAL, "1 deltaker", "0 deltakere", "Ikke lagret på år");
    }
}

static void other_libraries_stay_english(void **state)
{
    (void)state;
    words_use(LANGUAGE_NYNORSK);
    assert_string_equal(strerror(2), "No such file or directory");
    words_use(LANGUAGE_BOKMAL);
}

static void only_three_names_are_languages(void **state)
{
    static const char *const strange[] = {"", "no", "NB", "nb ", "nn-NO", "../nn", "de"};
    enum language language = LANGUAGE_ENGLISH;

    (void)state;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        assert_true(words_language_named(words_language_code((enum language)i), &language));
        assert_int_equal(language, i);
    }
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
        assert_false(words_language_named(strange[i], &language));
    assert_false(words_language_named(NULL, &language));
    assert_int_equal(language, LANGUAGE_COUNT - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_catalogues_all_is_bokmal), cmocka_unit_test(a_missing_catalogue_is_refused),
        cmocka_unit_test(each_language_has_its_words),      cmocka_unit_test(other_libraries_stay_english),
        cmocka_unit_test(only_three_names_are_languages),
    };

    return cmocka_run_group_tests(tests, make_catalogues, remove_catalogues);
}
