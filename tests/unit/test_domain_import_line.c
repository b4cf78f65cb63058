/* Lines of the exchange file of the introduction programme, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/base/text.h"
#include "register/domain/introduksjon/import_line.h"

static struct arena *arena;
static const struct codebook *codebook;
static struct import_rules rules;
static struct import_heading heading;

static int open_scene(void **state)
{
    const char *names[IMPORT_COLUMNS];
    struct problems problems;
    char *why = NULL;

    (void)state;
    arena = arena_new(16000000);
    if (!codebook_load(TEST_SOURCE_DIR "/codebook.xml", TEST_SOURCE_DIR "/codebook.rng", &codebook, &why))
        fail_msg("%s", why);
    rules = (struct import_rules){.reg = codebook_find_register(codebook, "introduksjon"), .today = {2026, 3, 1}};
    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++)
        names[column] = import_column_name(column);
    problems_init(&problems, arena);
    assert_true(import_heading_read(names, IMPORT_COLUMNS, &heading, &problems));
    return 0;
}

static int close_scene(void **state)
{
    (void)state;
    codebook_free(&codebook);
    arena_free(&arena);
    return 0;
}

/* From "column=value|column=value". */
static bool read_line(const char *said, struct import_line *line_out, struct problems *problems)
{
    const char *cells[IMPORT_COLUMNS];

    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++) {
        const char *begin = strstr(arena_printf(arena, "|%s", said), arena_printf(arena, "|%s=", import_column_name(column)));

        cells[column] = "";
        if (begin) {
            begin = strchr(begin, '=') + 1;
            cells[column] = arena_copy_n(arena, begin, strcspn(begin, "|"));
        }
    }
    problems_init(problems, arena);
    return import_line_read(&rules, arena, &heading, cells, IMPORT_COLUMNS, line_out, problems);
}

#define KEY "duf_nummer=209900000103|kommunenummer=3201|"
#define PERSON "rad=person|" KEY "navn=Ada Ek|kategori=1|lov=1|"

static const struct {
    const char *said;
    enum import_column column;
    const char *value;
} good[] = {
    {PERSON, IMPORT_NAME, "Ada Ek"},
    {PERSON "bydel=030102", IMPORT_DISTRICT, "030102"},
    {PERSON "bydel=30102", IMPORT_DISTRICT, "030102"},
    {"rad=person|duf_nummer=2099 0000 0103|kommunenummer=301|navn=  Ada   Ek |kategori=2|lov=2", IMPORT_MUNICIPALITY, "0301"},
    {"rad=person|duf_nummer=2099 0000 0103|kommunenummer=301|navn=  Ada   Ek |kategori=2|lov=2", IMPORT_DUF, "209900000103"},
    {"rad=person|duf_nummer=2099 0000 0103|kommunenummer=301|navn=  Ada   Ek |kategori=2|lov=2", IMPORT_NAME, "Ada Ek"},
    {"rad=person|duf_nummer=209900000104|duf_bekreftet=ja|kommunenummer=3201|navn=Ada|kategori=1|lov=1", IMPORT_DUF, "209900000104"},
    {PERSON "oppstartsfrist=28.02.2026", IMPORT_START_DEADLINE, "2026-02-28"},
    {PERSON "oppstartsfrist=2028-02-29", IMPORT_START_DEADLINE, "2028-02-29"},
    {PERSON "flyttet_dato=01.02.2026|etter_gjenapning=flyttet", IMPORT_SINCE, "flyttet"},
    {PERSON "utvandret_dato=01.02.2026|ute_av_kategori_dato=01.02.2026|etter_gjenapning= ikke_i_kategori  utvandret", IMPORT_SINCE,
     "ikke_i_kategori,utvandret"},
    {"rad=vedtak|" KEY "vedtakstype=4|vedtaksresultat=1|vedtaksdato=01.02.2026|etter_gjenapning=ja", IMPORT_SINCE, "1"},
    {PERSON "oppstartsdato=01.09.2003", IMPORT_STARTED, "2003-09-01"},
    {PERSON "gjenapnet_dato=01.03.2026", IMPORT_REOPENED, "2026-03-01"},
    {"rad=vedtak|" KEY "vedtakstype=2|vedtaksresultat=2|vedtaksdato=01.10.2003", IMPORT_DECISION_DATE, "2003-10-01"},
    {PERSON "fravarsdager=12", IMPORT_DAYS_OFF, "12"},
    {PERSON "gjennomforingsfrist=01.01.2027|frist_begrunnelse=Permisjon", IMPORT_DEADLINE_REASON, "Permisjon"},
    {PERSON, IMPORT_DEAD, NULL},
    {"rad=vedtak|" KEY "vedtakstype=1|vedtaksresultat=3|vedtaksdato=01.03.2026", IMPORT_DECISION_RESULT, "3"},
    {"rad=sluttmal|" KEY "sluttmal=5|sluttmal_dato=01.03.2026", IMPORT_GOAL_KIND, "5"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=1|timer_per_uke=37,5", IMPORT_END_HOURS, "375"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=1|timer_per_uke=37.5", IMPORT_END_HOURS, "375"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=12", IMPORT_END_HOURS, NULL},
};

static void n1_a_line_says_what_its_cells_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct import_line line;
        struct problems problems;

        if (!read_line(good[i].said, &line, &problems))
            fail_msg("%s: %s %s", good[i].said, problems.items[0].field, problems.items[0].message);
        if (!text_equal(line.values[good[i].column], good[i].value))
            fail_msg("%s: %s", good[i].said, line.values[good[i].column]);
    }
}

/* Each with the columns that are wrong, one after the other. */
static const struct {
    const char *said, *columns;
} bad[] = {
    {"rad=person|", "duf_nummer kommunenummer navn kategori lov"},
    {"rad=Person|" KEY, "rad"},
    {KEY, "rad"},
    {"rad=person|duf_nummer=209900000104|kommunenummer=3201|navn=Ada|kategori=1|lov=1", "duf_nummer"},
    {"rad=person|duf_nummer=209900000104|duf_bekreftet=nei|kommunenummer=3201|navn=Ada|kategori=1|lov=1", "duf_nummer"},
    {"rad=person|duf_nummer=2.099E+11|kommunenummer=3201|navn=Ada|kategori=1|lov=1", "duf_nummer"},
    {"rad=person|duf_nummer=2,099E+11|duf_bekreftet=ja|kommunenummer=3201|navn=Ada|kategori=1|lov=1", "duf_nummer"},
    {"rad=person|duf_nummer=20990000010|duf_bekreftet=kanskje|kommunenummer=32010|navn=Ada|kategori=1|lov=1",
     "duf_nummer duf_bekreftet kommunenummer"},
    {"rad=vedtak|duf_nummer=2099000001033|kommunenummer=32a1|vedtakstype=1|vedtaksresultat=1|vedtaksdato=01.03.2026",
     "duf_nummer kommunenummer"},
    {PERSON "bydel=0301", "bydel"},
    {"rad=person|" KEY "navn= |kategori=3|lov=0", "navn kategori lov"},
    {"rad=person|" KEY "navn=Ada|kategori=1x|lov=-1", "kategori lov"},
    {PERSON "oppstartsfrist=29.02.2026", "oppstartsfrist"},
    {PERSON "oppstartsfrist=1.3.26|oppstartsdato=01/03/2026|dod_dato=02.03.2026", "oppstartsfrist oppstartsdato dod_dato"},
    {PERSON "oppstartsfrist=01.03.1926|oppstartsdato=01.03.2126|flyttet_dato=i går", "oppstartsfrist oppstartsdato flyttet_dato"},
    {PERSON "oppstartsdato=31.08.2003|gjenapnet_dato=02.03.2026", "oppstartsdato gjenapnet_dato"},
    {"rad=vedtak|" KEY "vedtakstype=1|vedtaksresultat=1|vedtaksdato=31.08.2003", "vedtaksdato"},
    {PERSON "fravarsdager=-1", "fravarsdager"},
    {PERSON "fravarsdager=3651|frist_begrunnelse=Permisjon", "fravarsdager frist_begrunnelse"},
    {PERSON "flyttet_dato=01.02.2026|etter_gjenapning=dod", "etter_gjenapning"},
    {PERSON "flyttet_dato=01.02.2026|etter_gjenapning=flyttet utvandret", "etter_gjenapning"},
    {PERSON "flyttet_dato=01.02.2026|etter_gjenapning=ja", "etter_gjenapning"},
    {"rad=vedtak|" KEY "vedtakstype=4|vedtaksresultat=1|vedtaksdato=01.02.2026|etter_gjenapning=flyttet", "etter_gjenapning"},
    {"rad=sluttmal|" KEY "sluttmal=2|sluttmal_dato=01.02.2026|etter_gjenapning=ja", "etter_gjenapning"},
    {PERSON "vedtakstype=1", "vedtakstype"},
    {"rad=vedtak|" KEY "vedtakstype=5|vedtaksresultat=|vedtaksdato=02.03.2026", "vedtakstype vedtaksresultat vedtaksdato"},
    {"rad=vedtak|" KEY "vedtakstype=1|vedtaksresultat=1|vedtaksdato=01.03.2026|navn=Ada", "navn"},
    {"rad=sluttmal|" KEY "sluttmal=6|sluttmal_dato=00.00.0000", "sluttmal sluttmal_dato"},
    {"rad=avslutning|" KEY "avslutningsdato=02.03.2026|avslutningsarsak=24", "avslutningsdato avslutningsarsak"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=35", "avslutningsarsak"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=1", "timer_per_uke"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=12|timer_per_uke=30", "timer_per_uke"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=1|timer_per_uke=-5", "timer_per_uke timer_per_uke"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=1|timer_per_uke=37,55", "timer_per_uke timer_per_uke"},
    {"rad=avslutning|" KEY "avslutningsdato=01.03.2026|avslutningsarsak=1|timer_per_uke=168,1", "timer_per_uke timer_per_uke"},
};

static void n1_everything_wrong_with_a_line_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct import_line line;
        struct problems problems;
        const char *columns = "";

        assert_false(read_line(bad[i].said, &line, &problems));
        for (size_t j = 0; j < problems.count; j++)
            columns = arena_printf(arena, "%s%s%s", columns, j > 0 ? " " : "", problems.items[j].field);
        if (!text_equal(columns, bad[i].columns))
            fail_msg("%s: %s", bad[i].said, columns);
    }
}

static void n1_where_the_setting_says_so_any_check_will_do(void **state)
{
    static const char wrong[] = "rad=person|duf_nummer=209900000104|kommunenummer=3201|navn=Ada|kategori=1|lov=1";
    struct import_line line;
    struct problems problems;

    (void)state;
    assert_false(read_line(wrong, &line, &problems));
    assert_non_null(strstr(problems.items[0].message, "check digits"));
    rules.any_duf_check = true;
    assert_true(read_line(wrong, &line, &problems));
    assert_string_equal(line.values[IMPORT_DUF], "209900000104");
    assert_false(read_line("rad=person|duf_nummer=20990000010|kommunenummer=3201|navn=Ada|kategori=1|lov=1", &line, &problems));
    rules.any_duf_check = false;
}

static void n1_long_texts_are_refused(void **state)
{
    char name[604] = "";
    struct import_line line;
    struct problems problems;

    (void)state;
    memset(name, 'a', 603);
    assert_false(read_line(arena_printf(arena, "rad=person|" KEY "navn=%s|kategori=1|lov=1", name), &line, &problems));
    assert_string_equal(problems.items[0].field, "navn");
    name[602] = '\0';
    assert_true(read_line(arena_printf(arena, "rad=person|" KEY "navn=%s|kategori=1|lov=1", name), &line, &problems));
}

static void n1_a_heading_holds_every_column_once_in_any_order(void **state)
{
    const char *names[2 * IMPORT_COLUMNS];
    struct import_heading read;
    struct problems problems;

    (void)state;
    problems_init(&problems, arena);
    for (size_t i = 0; i < IMPORT_COLUMNS; i++)
        names[i] = import_column_name((enum import_column)(IMPORT_COLUMNS - 1 - i));
    assert_true(import_heading_read(names, IMPORT_COLUMNS, &read, &problems));
    assert_int_equal(read.columns[0], IMPORT_END_HOURS);
    assert_false(import_heading_read(names, IMPORT_COLUMNS - 1, &read, &problems));
    assert_string_equal(problems.items[0].field, "rad");
    problems_init(&problems, arena);
    names[IMPORT_COLUMNS - 1 - IMPORT_SINCE] = names[IMPORT_COLUMNS - 1];
    assert_true(import_heading_read(names, IMPORT_COLUMNS - 1, &read, &problems)); /* older files have no such column */
    for (size_t i = 0; i < 2 * IMPORT_COLUMNS; i++)
        names[i] = i < IMPORT_COLUMNS ? "fremmed" : import_column_name((enum import_column)(i - IMPORT_COLUMNS));
    assert_false(import_heading_read(names, 2 * IMPORT_COLUMNS, &read, &problems));
    assert_int_equal(problems.count, IMPORT_COLUMNS);
    problems_init(&problems, arena);
    names[0] = import_column_name(IMPORT_RAD);
    assert_false(import_heading_read(names, 2 * IMPORT_COLUMNS, &read, &problems));
    assert_int_equal(problems.count, IMPORT_COLUMNS);
}

static void n1_a_line_has_as_many_cells_as_the_heading(void **state)
{
    static const char *const cells[IMPORT_COLUMNS + 1] = {"person"};
    static const char *const nothing[] = {"", " ", "\u00A0"};
    struct import_line line;
    struct problems problems;

    (void)state;
    problems_init(&problems, arena);
    assert_false(import_line_read(&rules, arena, &heading, cells, IMPORT_COLUMNS - 1, &line, &problems));
    assert_false(import_line_read(&rules, arena, &heading, cells, IMPORT_COLUMNS + 1, &line, &problems));
    assert_int_equal(problems.count, 2);
    assert_true(import_line_is_empty(nothing, 3));
    assert_false(import_line_is_empty(cells, 1));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n1_a_line_says_what_its_cells_say),
        cmocka_unit_test(n1_everything_wrong_with_a_line_is_told),
        cmocka_unit_test(n1_where_the_setting_says_so_any_check_will_do),
        cmocka_unit_test(n1_long_texts_are_refused),
        cmocka_unit_test(n1_a_heading_holds_every_column_once_in_any_order),
        cmocka_unit_test(n1_a_line_has_as_many_cells_as_the_heading),
    };
    return cmocka_run_group_tests(tests, open_scene, close_scene);
}
