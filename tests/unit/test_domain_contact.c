/* Name, e-mail address, phone and user name as they are typed (requirement A3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "register/domain/access/contact.h"
#include "register/domain/access/opaque.h"

#define LETTERS_64 "aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffgggggggghhhhhhhh"

struct typed {
    const char *typed;
    enum contact_fault fault;
    const char *kept; /* NULL: not looked at */
};

static const struct typed names[] = {
    {NULL, CONTACT_EMPTY, NULL},
    {" \xc2\xa0 ", CONTACT_EMPTY, NULL},
    {"  Åse  Marie Ødegård-Nilsen ", CONTACT_RIGHT, "Åse Marie Ødegård-Nilsen"},
    {"D'Arc", CONTACT_RIGHT, "D'Arc"},
    {"Kari\nBcc: x@y.no", CONTACT_LINES, NULL},
    {"<b>Kari</b>", CONTACT_WRONG, NULL},
    {"kari@kommune.no", CONTACT_WRONG, NULL},
    {LETTERS_64 LETTERS_64, CONTACT_TOO_LONG, NULL},
};

static const struct typed emails[] = {
    {"", CONTACT_EMPTY, NULL},
    {" kari.nordmann+jobb@oslo.kommune.no ", CONTACT_RIGHT, "kari.nordmann+jobb@oslo.kommune.no"},
    {"kari@xn--bl-yia.no", CONTACT_RIGHT, "kari@xn--bl-yia.no"},
    {"kari@oslo.no\r\nBcc: x@y.no", CONTACT_LINES, NULL},
    {"kari@oslo.no\nBcc: x@y.no", CONTACT_LINES, NULL},
    {"blåbær@oslo.no", CONTACT_LETTERS, NULL},
    {"kari@blå.no", CONTACT_LETTERS, NULL},
    {"kari", CONTACT_WRONG, NULL},
    {"@oslo.no", CONTACT_WRONG, NULL},
    {"kari@", CONTACT_WRONG, NULL},
    {"kari@oslo", CONTACT_WRONG, NULL},
    {"kari@oslo.", CONTACT_WRONG, NULL},
    {"kari@.no", CONTACT_WRONG, NULL},
    {"kari@-oslo.no", CONTACT_WRONG, NULL},
    {"kari@127.0.0.1", CONTACT_WRONG, NULL},
    {"kari@[127.0.0.1]", CONTACT_WRONG, NULL},
    {"kari@oslo@oslo.no", CONTACT_WRONG, NULL},
    {"kari nordmann@oslo.no", CONTACT_WRONG, NULL},
    {"\"kari\"@oslo.no", CONTACT_WRONG, NULL},
    {"Kari <kari@oslo.no>", CONTACT_WRONG, NULL},
    {"kari@oslo.no,ola@oslo.no", CONTACT_WRONG, NULL},
    {".kari@oslo.no", CONTACT_WRONG, NULL},
    {"kari..n@oslo.no", CONTACT_WRONG, NULL},
    {LETTERS_64 "@oslo.no", CONTACT_RIGHT, LETTERS_64 "@oslo.no"},
    {LETTERS_64 "a@oslo.no", CONTACT_WRONG, NULL},
    {LETTERS_64 LETTERS_64 LETTERS_64 LETTERS_64 LETTERS_64 LETTERS_64 "@oslo.no", CONTACT_TOO_LONG, NULL},
};

static const struct typed phones[] = {
    {"", CONTACT_EMPTY, NULL},
    {"+47  912 34 567", CONTACT_RIGHT, "+47 912 34 567"},
    {"22334455", CONTACT_RIGHT, "22334455"},
    {"1234567", CONTACT_WRONG, NULL},
    {"1234567890123456", CONTACT_WRONG, NULL},
    {"22 33 44 55 (kontor)", CONTACT_WRONG, NULL},
    {"47+22334455", CONTACT_WRONG, NULL},
    {"22334455\n22334455", CONTACT_LINES, NULL},
    {"2 2 3 3 4 4 5 5 2 2 3 3 4 4 5 5 6", CONTACT_TOO_LONG, NULL},
};

static const struct typed usernames[] = {
    {"", CONTACT_EMPTY, NULL},
    {" Kari.Nordmann ", CONTACT_RIGHT, "kari.nordmann"},
    {"kari@oslo.no", CONTACT_RIGHT, "kari@oslo.no"},
    {"kn", CONTACT_WRONG, NULL},
    {"kari nordmann", CONTACT_WRONG, NULL},
    {"øyvind", CONTACT_WRONG, NULL},
    {".kari", CONTACT_WRONG, NULL},
    {"kari'--", CONTACT_WRONG, NULL},
    {LETTERS_64 LETTERS_64, CONTACT_TOO_LONG, NULL},
};

static void check(enum contact_fault (*read)(struct arena *, const char *, const char **), const struct typed *cases, size_t count)
{
    struct arena *arena = arena_new(64 * 1024);

    for (size_t i = 0; i < count; i++) {
        const char *kept = NULL;
        enum contact_fault fault = read(arena, cases[i].typed, &kept);

        if (fault != cases[i].fault)
            fail_msg("\"%s\": %d, expected %d", cases[i].typed ? cases[i].typed : "(null)", fault, cases[i].fault);
        if (cases[i].kept)
            assert_string_equal(kept, cases[i].kept);
    }
    arena_free(&arena);
}

#define CHECK(read, cases) check(read, cases, sizeof cases / sizeof *cases)

static void a3_a_name_is_one_line_of_words(void **state)
{
    (void)state;
    CHECK(contact_name_read, names);
}

static void a3_an_address_is_one_that_every_mail_server_takes(void **state)
{
    (void)state;
    CHECK(contact_email_read, emails);
}

static void a3_a_phone_has_eight_to_fifteen_digits(void **state)
{
    (void)state;
    CHECK(contact_phone_read, phones);
}

static void a3_a_user_name_is_small_letters_and_digits(void **state)
{
    (void)state;
    CHECK(contact_username_read, usernames);
}

static void what_stands_for_a_row_is_read_as_it_was_shown(void **state)
{
    static const unsigned long long ids[] = {0, 1, 15, 16, 1234567890123ULL, OPAQUE_MOST};
    static const char *const wrong[] = {"", "b", "bbbbbbbbbbbbbbbbb", "aaaaaaaaaaaaaaaa", "BBBBBBBBBBBBBBBB", "vvvvvvvvvvvvvvvv"};
    char text[OPAQUE_TEXT];
    unsigned long long id;

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        opaque_show(ids[i], text);
        assert_true(opaque_parse(text, &id));
        assert_true(id == ids[i]);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(opaque_parse(wrong[i], &id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a3_a_name_is_one_line_of_words),
        cmocka_unit_test(a3_an_address_is_one_that_every_mail_server_takes),
        cmocka_unit_test(a3_a_phone_has_eight_to_fifteen_digits),
        cmocka_unit_test(a3_a_user_name_is_small_letters_and_digits),
        cmocka_unit_test(what_stands_for_a_row_is_read_as_it_was_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
