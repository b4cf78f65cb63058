/* PersonIds: stable, keyed, and never the same for two numbers (requirement P4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "engine/base/crypto/crypto.h"
#include "register/domain/person_id.h"

static const char key[] = "0123456789abcdef0123456789abcdef", other[] = "0123456789abcdef0123456789abcdeg";

static void p4_a_person_id_is_a_stable_uuid(void **state)
{
    char first[PERSON_ID_TEXT], again[PERSON_ID_TEXT], changed[PERSON_ID_TEXT];

    (void)state;
    person_id_make(key, 32, PERSON_ID_FODSELSNUMMER, "15868549618", first);
    person_id_make(key, 32, PERSON_ID_FODSELSNUMMER, "15868549618", again);
    assert_string_equal(first, again);
    assert_int_equal(strlen(first), 36);
    assert_int_equal(first[14], '8');
    assert_non_null(strchr("89ab", first[19]));
    assert_true(first[8] == '-' && first[13] == '-' && first[18] == '-' && first[23] == '-');
    person_id_make(key, 32, PERSON_ID_FODSELSNUMMER, "15868549456", changed);
    assert_string_not_equal(first, changed);
    person_id_make(other, 32, PERSON_ID_FODSELSNUMMER, "15868549618", changed);
    assert_string_not_equal(first, changed);
}

/* Registers hold PersonIds made before there was a second kind: theirs is the hash of the digits alone. */
static void p4_person_ids_of_before_stay(void **state)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char made[PERSON_ID_TEXT], hex[33];

    (void)state;
    crypto_hmac(key, 32, "15868549618", 11, hash);
    crypto_hex(hash, 16, hex);
    person_id_make(key, 32, PERSON_ID_FODSELSNUMMER, "15868549618", made);
    assert_memory_equal(made, hex, 8);
    assert_memory_equal(made + 24, hex + 20, 12);
}

static void p4_the_kind_is_part_of_what_is_hashed(void **state)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char made[PERSON_ID_TEXT], again[PERSON_ID_TEXT], hex[33];

    (void)state;
    person_id_make(key, 32, PERSON_ID_DUF, "201212345603", made);
    person_id_make(key, 32, PERSON_ID_DUF, "201212345603", again);
    assert_string_equal(made, again);
    crypto_hmac(key, 32, "201212345603", 12, hash);
    crypto_hex(hash, 16, hex);
    assert_memory_not_equal(made, hex, 8);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(p4_a_person_id_is_a_stable_uuid),
        cmocka_unit_test(p4_person_ids_of_before_stay),
        cmocka_unit_test(p4_the_kind_is_part_of_what_is_hashed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
