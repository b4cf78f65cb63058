/* Whom an ID token lets in: OpenID Connect Core 3.1.3.7 as a table (requirement A4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "register/domain/access/id_token.h"

enum { NOW = 1800000000 };

static const struct id_token good = {
    .issuer = "https://id.example", .subject = "abc", .nonce = "n-1", .acr = "idporten-loa-substantial",
    .audiences = {"us"}, .audience_count = 1, .expires = NOW + 60, .issued = NOW - 5,
};

static const struct id_token_expected expected = {
    .issuer = "https://id.example", .client = "us", .nonce = "n-1",
    .acr_values = "idporten-loa-substantial idporten-loa-high", .now = NOW,
};

static const char *judge(const struct id_token *token)
{
    const char *wrong = id_token_judge(token, &expected);

    return wrong ? wrong : "";
}

/* Of the good token, with that change. */
#define WITH(change) ({ struct id_token token = good; token.change; judge(&token); })

static void a4_a_good_token_lets_in(void **state)
{
    (void)state;
    assert_string_equal(judge(&good), "");
    assert_string_equal(WITH(authorized_party = "us"), "");
    assert_string_equal(WITH(acr = "idporten-loa-high"), "");
    assert_string_equal(WITH(not_before = NOW), "");
}

static void a4_each_thing_that_is_wrong_keeps_out(void **state)
{
    static char long_subject[ID_TOKEN_SUBJECT_AT_MOST + 2];

    (void)state;
    memset(long_subject, 'a', sizeof long_subject - 1);
    assert_string_equal(WITH(issuer = "https://id.example/"), "issuer");
    assert_string_equal(WITH(issuer = NULL), "issuer");
    assert_string_equal(WITH(audiences[0] = "them"), "audience");
    assert_string_equal(WITH(audience_count = 2), "audience");
    assert_string_equal(WITH(audiences[0] = NULL), "audience");
    assert_string_equal(WITH(audience_count = 0), "audience");
    assert_string_equal(WITH(authorized_party = "them"), "party");
    assert_string_equal(WITH(nonce = "n-2"), "nonce");
    assert_string_equal(WITH(nonce = NULL), "nonce");
    assert_string_equal(WITH(acr = "idporten-loa-low"), "acr");
    assert_string_equal(WITH(acr = "idporten-loa"), "acr");
    assert_string_equal(WITH(acr = ""), "acr");
    assert_string_equal(WITH(acr = NULL), "acr");
    assert_string_equal(WITH(subject = NULL), "subject");
    assert_string_equal(WITH(subject = long_subject), "subject");
    assert_string_equal(WITH(subject = "a\nb"), "subject");
    assert_string_equal(WITH(subject = "\xc3\xa6"), "subject");
}

static void a4_a_token_is_good_for_its_time_alone(void **state)
{
    (void)state;
    assert_string_equal(WITH(expires = NOW - 29), "");
    assert_string_equal(WITH(expires = NOW - 30), "expired");
    assert_string_equal(WITH(expires = 0), "expired");
    assert_string_equal(WITH(issued = NOW + 30), "");
    assert_string_equal(WITH(issued = NOW + 31), "early");
    assert_string_equal(WITH(not_before = NOW + 31), "early");
    assert_string_equal(WITH(issued = NOW - 601), "old");
    assert_string_equal(WITH(issued = 0), "old");
}

static void a4_where_no_level_is_asked_for_any_will_do(void **state)
{
    struct id_token_expected any = expected;
    struct id_token nothing = good;

    (void)state;
    any.acr_values = "";
    nothing.acr = NULL;
    assert_null(id_token_judge(&nothing, &any));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a4_a_good_token_lets_in),
        cmocka_unit_test(a4_each_thing_that_is_wrong_keeps_out),
        cmocka_unit_test(a4_a_token_is_good_for_its_time_alone),
        cmocka_unit_test(a4_where_no_level_is_asked_for_any_will_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
