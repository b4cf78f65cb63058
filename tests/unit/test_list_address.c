/* A list's address: read by tables, written clean (requirement I5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "engine/base/text.h"
#include "register/page/list/address.h"

struct asked {
    const char *colour, *after;
};

static enum list_taken take_colour(void *into, const struct list_filter *filter, const char *value)
{
    struct asked *asked = into;

    assert_string_equal(filter->name, "farge");
    if (!text_equal(value, "red") && !text_equal(value, "RED"))
        return LIST_UNKNOWN;
    asked->colour = "red";
    return text_equal(value, "red") ? LIST_TAKEN : LIST_TYPED;
}

static bool take_after(void *into, const char *value)
{
    ((struct asked *)into)->after = value;
    return value[0] == 'a';
}

static const struct list_filter filters[] = {{"farge", "Choose red.", take_colour}};
static const struct list_column columns[] = {{"navn", "Navn", 1}, {"alder", "Alder", 2}};
static const struct list_search search;
static const struct list_shape shape = {
    .path = "ting", .filters = filters, .filter_count = 1, .columns = columns, .column_count = 2, .own_order = "x",
    .per_page = "x", .size = 25, .shown = "mer", .search = &search, .after = take_after};

static struct http_fields fields_of(struct http_field *items, const char *query)
{
    static char text[400];
    struct http_fields fields = {.items = items};
    char *rest = text;

    snprintf(text, sizeof text, "%s", query);
    for (char *part = strsep(&rest, "&"); part && *part; part = strsep(&rest, "&")) {
        char *value = strchr(part, '=');

        *value = '\0';
        items[fields.count++] = (struct http_field){part, value + 1};
    }
    return fields;
}

static const struct {
    const char *query;
    const char *clean; /* NULL: refused */
    bool untidy;
} cases[] = {
    {"", "", false},
    {"farge=red&sorter=-navn&vis=mer&antall=50&side=3", "?farge=red&sorter=-navn&vis=mer&antall=50&side=3", false},
    {"farge=RED&side=1", "?farge=red", true},
    {"farge=&sorter=&side=&etter=", "", true},
    {"antall=25", "", false},
    {"side=0", "", false},
    {"side=-7", "", false},
    {"side=99999999999999999999", "?side=2147483647", false},
    {"side=2&etter=abc", "?side=2", false},
    {"sok=REF", "", false}, /* its field is the page's to tell */
    {"sok=REF&sok=OTHER", NULL, false},
    {"etter=x", NULL, false},
    {"farge=blue", NULL, false},
    {"storrelse=", NULL, false},
    {"sorter=vekt", NULL, false},
    {"sorter=--navn", NULL, false},
    {"antall=11", NULL, false},
    {"vis=alt", NULL, false},
    {"side=x", NULL, false},
    {"side=-", NULL, false},
};

static void i5_addresses_are_read_by_the_page_s_tables(void **state)
{
    struct arena *arena = arena_new(100000);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct http_field items[10];
        struct http_fields fields = fields_of(items, cases[i].query);
        struct asked asked = {NULL, NULL};
        struct list_address address;
        const struct http_field *unknown = list_read(&fields, &shape, NULL, &asked, &address);

        if (!unknown != (cases[i].clean != NULL))
            fail_msg("\"%s\" is %s", cases[i].query, unknown ? "refused" : "taken");
        if (unknown)
            continue;
        if (asked.colour)
            list_add(arena, &address, "farge", asked.colour, "Farge: rød");
        assert_string_equal(list_query(arena, &address, address.page), cases[i].clean);
        assert_int_equal(address.untidy, cases[i].untidy);
    }
    arena_free(&arena);
}

static void i5_one_filter_is_left_out_and_the_rest_stays(void **state)
{
    struct arena *arena = arena_new(100000);
    struct http_field items[10];
    struct http_fields fields = fields_of(items, "sorter=alder&antall=10&side=4");
    struct list_address address;

    (void)state;
    assert_null(list_read(&fields, &shape, NULL, NULL, &address));
    list_add(arena, &address, "farge", "r&d", "");
    list_add(arena, &address, "farge", "blå", "");
    list_add(arena, &address, "form", "rund", "");
    assert_string_equal(list_query_without(arena, &address, 0), "?farge=bl%C3%A5&form=rund&sorter=alder&antall=10");
    assert_string_equal(list_query_without(arena, &address, LIST_ALL), "?sorter=alder&antall=10");
    assert_string_equal(list_query(arena, &address, 0), "?farge=r%26d&farge=bl%C3%A5&form=rund&sorter=alder");
    assert_string_equal(list_query_after(arena, &address, "xyz"),
                        "?farge=r%26d&farge=bl%C3%A5&form=rund&sorter=alder&antall=10&side=5&etter=xyz");
    arena_free(&arena);
}

static void i5_what_is_not_known_is_told_with_what_could_stand_there(void **state)
{
    const struct http_field blue = {"farge", "blue"}, other = {"x", "y"};
    struct arena *arena = arena_new(100000);

    (void)state;
    assert_string_equal(list_unknown_of(arena, &shape, &blue),
                        "Registeret kjenner ikke «farge=blue» i adressen. Choose red.");
    assert_string_equal(list_unknown_of(arena, &shape, &other), "Registeret kjenner ikke «x=y» i adressen.");
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(i5_addresses_are_read_by_the_page_s_tables),
        cmocka_unit_test(i5_one_filter_is_left_out_and_the_rest_stays),
        cmocka_unit_test(i5_what_is_not_known_is_told_with_what_could_stand_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
