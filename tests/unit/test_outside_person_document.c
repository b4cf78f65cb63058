/* Folkeregisteret's JSON of one person, friendly and hostile (requirements P8, E1, E4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/arena.h"
#include "engine/base/text.h"
#include "register/outside/person_document.h"

enum { MEMORY = 4 * 1024 * 1024 };

static int open_arena(void **state)
{
    *state = arena_new(MEMORY);
    return 0;
}

static int close_arena(void **state)
{
    struct arena *arena = *state;

    arena_free(&arena);
    return 0;
}

static bool read_text(struct arena *arena, const char *text, struct person_document *document)
{
    const char *why = NULL;
    bool read;

    *document = (struct person_document){0};
    read = person_document_read(arena, text, strlen(text), document, &why);
    assert_true(read || why);
    return read;
}

/* A field as text: what is expected of it stands in a table. */
static const char *shown(struct arena *arena, const struct person_document *document)
{
    return arena_printf(arena, "%s|%s|%s|%s|%s|%s|%s|%d|%d|%s|%s|%zu",
                        document->first_name ? document->first_name : "-",
                        document->middle_name ? document->middle_name : "-",
                        document->last_name ? document->last_name : "-",
                        document->birth_country ? document->birth_country : "-",
                        document->sex ? document->sex : "-", document->marital ? document->marital : "-",
                        document->residence ? document->residence : "-", document->birth_year,
                        document->arrival_year, document->is_protected ? "protected" : "open",
                        document->number_now ? document->number_now : "-", document->number_count);
}

#define NOTHING "-|-|-|-|-|-|-|0|0|open|-|0"

static const struct {
    const char *what, *json, *shown;
} answers[] = {
    {"a whole person",
     "{\"navn\":[{\"erGjeldende\":true,\"fornavn\":\"Amina\",\"mellomnavn\":\"Bakke\",\"etternavn\":\"Celikdal\"}],"
     "\"foedsel\":[{\"erGjeldende\":true,\"foedselsaar\":\"1985\",\"foedeland\":\"SOM\"}],"
     "\"kjoenn\":[{\"erGjeldende\":true,\"kjoenn\":\"kvinne\"}],"
     "\"sivilstand\":[{\"erGjeldende\":true,\"sivilstand\":\"gift\"}],"
     "\"opphold\":[{\"erGjeldende\":true,\"oppholdstillatelse\":\"permanent\"}],"
     "\"innflytting\":[{\"erGjeldende\":true,\"gyldighetstidspunkt\":\"2015-06-01T00:00:00+02:00\"}],"
     "\"adressebeskyttelse\":[],"
     "\"identifikasjonsnummer\":[{\"erGjeldende\":true,\"status\":\"iBruk\",\"foedselsEllerDNummer\":\"15868549618\"}]}",
     "Amina|Bakke|Celikdal|SOM|kvinne|gift|permanent|1985|2015|open|15868549618|1"},
    {"nothing at all", "{}", NOTHING},
    {"the version that holds now, wherever it stands",
     "{\"sivilstand\":[{\"erGjeldende\":false,\"sivilstand\":\"ugift\"},{\"erGjeldende\":true,\"sivilstand\":\"gift\"},"
     "{\"erGjeldende\":false,\"sivilstand\":\"skilt\"}]}",
     "-|-|-|-|-|gift|-|0|0|open|-|0"},
    {"none that holds now", "{\"sivilstand\":[{\"erGjeldende\":false,\"sivilstand\":\"ugift\"}]}", NOTHING},
    {"several that do not say", "{\"sivilstand\":[{\"sivilstand\":\"ugift\"},{\"sivilstand\":\"gift\"}]}", NOTHING},
    {"one that does not say", "{\"sivilstand\":[{\"sivilstand\":\"ugift\"}]}", "-|-|-|-|-|ugift|-|0|0|open|-|0"},
    {"one outside a list", "{\"sivilstand\":{\"sivilstand\":\"ugift\"}}", "-|-|-|-|-|ugift|-|0|0|open|-|0"},
    {"a word that we do not know is kept",
     "{\"sivilstand\":[{\"erGjeldende\":true,\"sivilstand\":\"samboer\"}],\"nytt\":[{\"a\":1}]}",
     "-|-|-|-|-|samboer|-|0|0|open|-|0"},
    {"other types than promised",
     "{\"navn\":\"Amina\",\"foedsel\":[[]],\"kjoenn\":[{\"erGjeldende\":true,\"kjoenn\":1}],\"sivilstand\":null,"
     "\"opphold\":[null],\"innflytting\":{\"a\":[]},\"identifikasjonsnummer\":[1,\"2\",{}],\"adressebeskyttelse\":7}",
     "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"a year as a number", "{\"foedsel\":[{\"erGjeldende\":true,\"foedselsaar\":1985}]}",
     "-|-|-|-|-|-|-|1985|0|open|-|0"},
    {"years that cannot be",
     "{\"foedsel\":[{\"erGjeldende\":true,\"foedselsaar\":\"85\"}],\"innflytting\":[{\"gyldighetstidspunkt\":\"9999-01-01\"},"
     "{\"gyldighetstidspunkt\":\"\"},{\"gyldighetstidspunkt\":\"-201\"},{\"gyldighetstidspunkt\":20}]}",
     NOTHING},
    {"the earliest of her arrivals, also those that no longer hold",
     "{\"innflytting\":[{\"erGjeldende\":true,\"gyldighetstidspunkt\":\"2018-01-01T00:00:00\"},"
     "{\"erGjeldende\":false,\"gyldighetstidspunkt\":\"2011-12-31T23:59:59\"},{\"erGjeldende\":false}]}",
     "-|-|-|-|-|-|-|0|2011|open|-|0"},
    {"a number that has ended, and the one that goes on",
     "{\"identifikasjonsnummer\":[{\"erGjeldende\":false,\"status\":\"opphoert\",\"foedselsEllerDNummer\":\"47839299628\"},"
     "{\"erGjeldende\":true,\"status\":\"iBruk\",\"foedselsEllerDNummer\":\"15868549618\"}]}",
     "-|-|-|-|-|-|-|0|0|open|15868549618|2"},
    {"what is no number",
     "{\"identifikasjonsnummer\":[{\"erGjeldende\":true,\"foedselsEllerDNummer\":\"1586854961\"},"
     "{\"erGjeldende\":true,\"foedselsEllerDNummer\":\"15868549618 \"},{\"erGjeldende\":true,\"foedselsEllerDNummer\":\"1586854961x\"}]}",
     NOTHING},
    {"E4: strictly protected", "{\"adressebeskyttelse\":[{\"erGjeldende\":true,\"graderingsnivaa\":\"strengtFortrolig\"}]}",
     "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"E4: protected", "{\"adressebeskyttelse\":[{\"graderingsnivaa\":\"fortrolig\"}]}",
     "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"E4: protected in a way that we do not know", "{\"adressebeskyttelse\":[{\"erGjeldende\":true,\"graderingsnivaa\":\"ny\"}]}",
     "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"E4: protected without a word", "{\"adressebeskyttelse\":[{\"erGjeldende\":true}]}",
     "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"E4: protected, outside a list", "{\"adressebeskyttelse\":{\"graderingsnivaa\":\"strengtFortrolig\"}}",
     "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"E4: not protected, outside a list", "{\"adressebeskyttelse\":{\"graderingsnivaa\":\"ugradert\"}}", NOTHING},
    {"E4: protected, in a word alone", "{\"adressebeskyttelse\":\"fortrolig\"}", "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"E4: protected, in a list of words", "{\"adressebeskyttelse\":[\"fortrolig\"]}", "-|-|-|-|-|-|-|0|0|protected|-|0"},
    {"E4: protection that is null", "{\"adressebeskyttelse\":null}", NOTHING},
    {"E4: protected before", "{\"adressebeskyttelse\":[{\"erGjeldende\":false,\"graderingsnivaa\":\"fortrolig\"}]}", NOTHING},
    {"E4: not protected, and one address of a client",
     "{\"adressebeskyttelse\":[{\"erGjeldende\":true,\"graderingsnivaa\":\"ugradert\"},"
     "{\"erGjeldende\":true,\"graderingsnivaa\":\"klientadresse\"}]}",
     NOTHING},
};

static void read_with_tolerance(void **state)
{
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct person_document document;

        if (!read_text(*state, answers[i].json, &document))
            fail_msg("%s: refused", answers[i].what);
        if (strcmp(shown(*state, &document), answers[i].shown) != 0)
            fail_msg("%s: %s", answers[i].what, shown(*state, &document));
    }
}

/* Two documents of one person: what the second lacks stays, numbers add up. */
static void a_second_document_adds(void **state)
{
    const char *first = "{\"navn\":[{\"fornavn\":\"Amina\",\"etternavn\":\"Celikdal\"}],"
                        "\"identifikasjonsnummer\":[{\"foedselsEllerDNummer\":\"15868549618\"}]}";
    const char *second = "{\"innflytting\":[{\"gyldighetstidspunkt\":\"2015-06-01\"}],"
                         "\"identifikasjonsnummer\":[{\"status\":\"opphoert\",\"erGjeldende\":false,"
                         "\"foedselsEllerDNummer\":\"47839299628\"}]}";
    struct person_document document;
    const char *why = NULL;

    assert_true(read_text(*state, first, &document));
    assert_true(person_document_read(*state, second, strlen(second), &document, &why));
    assert_string_equal(shown(*state, &document), "Amina|-|Celikdal|-|-|-|-|0|2015|open|15868549618|2");
}

static const char *const refused[] = {
    "",
    " ",
    "null",
    "[]",
    "\"text\"",
    "7",
    "{",
    "{\"navn\":[{\"fornavn\":\"Ami",
    "{\"navn\":[]}}",
    "{\"navn\":[],}",
    "{'navn':[]}",
    "{\"navn\":[],\"navn\":[]}",
    "<html><body>Sperret</body></html>",
    "{\"navn\":[{\"fornavn\":\"\xff\xfe\"}]}",
    "{\"navn\":[{\"fornavn\":\"\xed\xa0\x80\"}]}",
    "{\"navn\":[{\"fornavn\":\"\xc0\xaf\"}]}",
    "{\"navn\":[{\"fornavn\":\"a\\u0000b\"}]}",
    "{\"navn\":[{\"fornavn\":\"\\ud800\"}]}",
    "{\"navn\":[{\"fornavn\":\"a\nb\"}]}",
    "{\"a\":1e999}",
};

static void hostile_documents_are_refused(void **state)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct person_document document;

        if (read_text(*state, refused[i], &document))
            fail_msg("taken: %s", refused[i]);
    }
}

static void a_nul_in_the_middle_is_refused(void **state)
{
    static const char bytes[] = "{\"a\":\0 1}";
    struct person_document document = {0};
    const char *why = NULL;

    assert_false(person_document_read(*state, bytes, sizeof bytes - 1, &document, &why));
}

/* As deep as an answer can be is read, deeper is refused, at any size. */
static void depth_has_an_end(void **state)
{
    enum { DEEP = 200000 };
    struct arena *arena = *state;
    char *text = arena_alloc(arena, DEEP + 1);
    struct person_document document;

    memset(text, '[', DEEP);
    assert_false(read_text(arena, text, &document));
    for (size_t i = 0; i + 5 <= DEEP; i += 5)
        memcpy(text + i, "{\"a\":", 5);
    assert_false(read_text(arena, text, &document));
    assert_true(read_text(arena, "{\"a\":[[[[[[[[[[\"{[{[{[{[{[{[{[{[{[{[{[{[{[{[\\\"{[{[{[\"]]]]]]]]]]}", &document));
}

static void many_numbers_are_capped(void **state)
{
    struct arena *arena = *state;
    const char *one = "{\"erGjeldende\":false,\"foedselsEllerDNummer\":\"15868549618\"}";
    char *text = arena_printf(arena, "{\"identifikasjonsnummer\":[%s", one);
    struct person_document document;

    for (int i = 0; i < 100; i++)
        text = arena_printf(arena, "%s,%s", text, one);
    assert_true(read_text(arena, arena_printf(arena, "%s]}", text), &document));
    assert_int_equal(document.number_count, 50);
    assert_null(document.number_now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(read_with_tolerance, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_second_document_adds, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(hostile_documents_are_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_nul_in_the_middle_is_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(depth_has_an_end, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(many_numbers_are_capped, open_arena, close_arena),
    };

    return cmocka_run_group_tests_name("outside person document", tests, NULL, NULL);
}
