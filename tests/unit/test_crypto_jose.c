/* Signed JSON: what was signed comes out, and nothing that was not (requirement A4). Made by another library (panva/jose). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/crypto/jose.h"

static const char rsa_key[] =
    "{\"kty\":\"RSA\",\"n\":\"tm63my2P_uHS2qqmVZb9kbeRPKp1cwvFlzYEeFdl8wOo97BKYcTySR50CT85LvtaYedJb16fU2A8VhbWmDa2ldjdxAcZ"
    "5Ya13o-kVnHgKTnwTuXMJN-XgjrxJyvN0g7wGnvRhUXCAMN6sn7wyamuw06Y34mLorlhcnqHaEKrcpm0noInz_-MgMf35yZzrv4VktH_JH9F1O"
    "LTXNoY2APcsBCkgBMRKKAP_HYxoqxMor0WUZMpznnJIKgz7OiUQt0ndbaZ9-zjSYDuy_n6iuntxZNSWzbXP288yh7N265OiVyMQOQojx55V2Hl"
    "W9BsrUdnPCz9JWEuxPVCSIE6AOVzYQ\",\"e\":\"AQAB\"}";
static const char ec_key[] =
    "{\"kty\":\"EC\",\"x\":\"3lMn4rItgqA_RKEtw299rFX7hzGt5dlqpqhmKdWD2Qo\",\"y\":\"9sIUoftRAASBCaU7ESCcFZsHIrPEzb5s6nN4EDw0FNM"
    "\",\"crv\":\"P-256\"}";
static const char ec_private[] =
    "{\"kty\":\"EC\",\"x\":\"3lMn4rItgqA_RKEtw299rFX7hzGt5dlqpqhmKdWD2Qo\",\"y\":\"9sIUoftRAASBCaU7ESCcFZsHIrPEzb5s6nN4EDw0FNM"
    "\",\"crv\":\"P-256\",\"d\":\"Oo8n5M8Af9M5ddrh_MKL9rgSgnulgUhTK4XXaiBpvNA\",\"kid\":\"e1\"}";
static const char rs256[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJhYmMifQ.qsBU_fvJYoqY0uCsHRQ9y7tQpzVlDMuY3WRPzsjcKsDyLFG89QWEYjw"
    "LCwwXkSicpgPzdXSBytQRdxdhDD7z4eaON6aY_qcmNupFRcFJbmcPAGXOkK1fDMQj3WhfH8IQYKOe5jLfGxZMIqFpXm_REXpmjnqJqeW35zxt2"
    "dt3SCoICOcbqMqDrORDHqp5NlxX5a9oW7hjfKfLctEK4ilBv5s8WflnOJZEJKf9XkHHafa1-nfZoH4qSjwKQ5mwxzpXHVA-JwM20Y-iVOp4m_6"
    "BG8-A_tfV3wI81wUacHJZsO4yfCmcTClI4qFPvubayuGPrzYQhOb3zzb1VFg86ET_dw";
static const char ps256[] =
    "eyJhbGciOiJQUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJhYmMifQ.oOEbsruGJWfhAMqzAKBnlql-CMwuK97BEMmDXNWY9OkJ5Xq9FEnr4OP"
    "gceGzyGPAqIPRNUsPkAoykTnlkFJn1PfLXSNIT3fBirCBpbe-nu-Ad6TChpSgFJZZnjchgmCdCxWKt5iQu3eaOJXL0QF2yyyox6L3AjG_iwcuB"
    "Sd0wlnbJVEafurTrwGqvd-SiwGOyepdfO99Z_HXAmw2dzDPZx1gvyrwvUEKPJ0vqKnOHyqQ109irAuSlUmcFVsXjQzqw8g0ODKTogVYv5LTGzH"
    "69ppJ7LAUeMbqdgAIH-AbyZVGBzTKfGUXJiob2bav8mn2dv82_aZB1ks-OuJAKulZeQ";
static const char es256[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImUxIn0.eyJzdWIiOiJhYmMifQ.jXFmNzByi4RTobdZ4dRS9fMe6_FDLWb5CSjDS4TzeHWD1MN-UIRJjkD"
    "yCyTdFXzIZjnRSdAPQJ5q2LwYlGZn3g";
static const char none[] =
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhYmMifQ.";
static const char hs256[] =
    "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJhYmMifQ.1LbFnbrX_CDa-tJwoTDc21ztGW_mTE6kQXrW_sUhudU";
static const char critical[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIiwiY3JpdCI6WyJiNjQiXSwiYjY0Ijp0cnVlfQ.eyJzdWIiOiJhYmMifQ.KBDlij4jaFQxV9eASCgH"
    "ixqNQbvLtjYRIE7_n2Zz5cXmilZZ54cShdebHeSmxUV25Ya6YFnvyJ32A6yt9rRkX5pBuqfoZkr_nsqd7hlY049BNRk-ML4FKNjdTM3sLwXUDr"
    "eoUlv4aoiaqMJyKvKyC3NwQefhOW53kmYy8HKGakiJS_Zarz4lwpBa3vPJ6R67cWYYkqry9vHodEgLx95Tkmi8LL98f7zeG0FT6MnaEkPCzC-o"
    "P-cakmW692XrsmXgRfghMBCfjwm0ao-zCAzLRnPh9XS1QLrApUpp4TD46F_2T94k2ohuipPF2TenPEpYjtMHloSMQj5MeOQ9l_lt8w";

static const char rsa_own_private[] =
    "{\"kty\":\"RSA\",\"n\":\"l54NjE5RXvZKL835crkFcsEFVD2HbjMrXyz4yQl51sbvjEhV5t6lxFGszg2ntprRFjt3Knz_RuwHeC4i-WPckVvYW8gn"
    "pvfQFmpGc2vr_h1QKCfw0VJL83OdN7ZD9Gk5AgK2IPLu8mvPI7VUBqL6JaTBf58zKneTBim5F0UzM7WXMCbcNqzUfyIoPBJBQv2ff23MVAxmiE"
    "wBnp-Beg1Uv-4Wf6WRCufZttLPigdkPy7QzsqmyxgYdx7SaweclfE61wStaHY_MHQ45dzcPNV1FUM3YlO5agiwkLjSVJ6OZPEiPwhfhL2j2xpG"
    "Y2f4GzbSDFmQuX-LbQshDxviGBxhGQ\",\"e\":\"AQAB\",\"d\":\"DdpyDjV7O6ApHeZV8iir8eTnU9_F27i28CyzpCnWnTxi16hl2fESyCX20kJ-5i"
    "FN9Lg0_pe6evxWv-FGTo90cD8qPROkJN5Mf_nQq1vrbZX31J12pGeeuzU_gp9HpQHGxNNi2Q6dbN7TJ8X6Ehuq28zqpbqyAgG4ODZQfEr1P1aG"
    "kz4XQariHO64GsYGzAyNcSlO_36Z0zEqE2TkGicls52Z8by5Wb371D-XClHuJAqlm5SxIh-vc9M3zNGDFFNqGUOkCla9NUvGrjXd1EiDp0obXe"
    "KxeW3VDuChPYCZJWGQugY6tTTyfuGibA35GehixMOxph_DzINYS1aVjPl0YQ\",\"p\":\"0TQOMaXOXJZgWM7iRIh2WJYRf_lhXHNgqsmwEYeZbaH"
    "Nz3wRM8VMlfzk4SXVRUsHUel9UoeL2Pg0PpB5i1cFkLjYWmLLeRwIFqcuBB8qAxvb5AW3LKmLujMegvzzoueKKc5eakcOpMqFWoIJDUHUgZBHs"
    "q5B__Hq6F3zpERogaE\",\"q\":\"uYhcjisCFDMhTeltgNfG19shMtA4HvgfFWCHw_6E8gYoCMDvDVVz86NLy5s75Yd-tQ6j8ztPWHeoR-_EgpjXw"
    "Z-ZBb6mji5UkXEGpJgdth4StXXST2jGr_-uTUNr0AoAjMGod8CtdDimb7u2HNX5pXkdwCWs0awJscWXl4sZnHk\",\"dp\":\"mNo79LJ80NFenASs"
    "9f3u2lLrfmGrbW0vmBm891HoHF44jfzMZNMnXf9lC8wkw3hKZOMAmihHWcQgCAZviAuRGWi1S3UbzeVZU5Pa31AV1ieoxjYW3B8U5HstM--147"
    "ThEiKigWxhmq4OOU8BZhpPNktA16DSwDr1s8nRlpgU84E\",\"dq\":\"YYhBv6r0SNIoK-EOY7ELIuZbKW80UXN2Q7KfLHVcRi7eVNu3z3agoe-yJ"
    "LLSZfM4tM2hengvWf5tRIPS9iSLJ4pS0yZKQGwyoNKd_2DIHbjpdOMfUAdwi40JgCx1PMRFTblwaqOri3FMbWhsb_Q8bLSi4yPrGb4qyn1pF41"
    "URWE\",\"qi\":\"tDtjjCbXGkphx3phpsOZv9yKoO17DyseSTWEGjqKhwYWsNULaqQk3mADqL1h9oF9Sx0UXFiBjjVnqH-mINkpNR7ICdH6NstxTL"
    "CPBWMCeU_2W4-7xme4uDRfTNUs6_8gEL5WvvdPuXMP1NnQx_SM7wF8YHPllxS3KUWOYZbqJFk\",\"kid\":\"var\"}";
static const char rsa_own_key[] =
    "{\"kty\":\"RSA\",\"n\":\"l54NjE5RXvZKL835crkFcsEFVD2HbjMrXyz4yQl51sbvjEhV5t6lxFGszg2ntprRFjt3Knz_RuwHeC4i-WPckVvYW8gn"
    "pvfQFmpGc2vr_h1QKCfw0VJL83OdN7ZD9Gk5AgK2IPLu8mvPI7VUBqL6JaTBf58zKneTBim5F0UzM7WXMCbcNqzUfyIoPBJBQv2ff23MVAxmiE"
    "wBnp-Beg1Uv-4Wf6WRCufZttLPigdkPy7QzsqmyxgYdx7SaweclfE61wStaHY_MHQ45dzcPNV1FUM3YlO5agiwkLjSVJ6OZPEiPwhfhL2j2xpG"
    "Y2f4GzbSDFmQuX-LbQshDxviGBxhGQ\",\"e\":\"AQAB\"}";

static const struct jose_key rsa = {.json = rsa_key, .type = "RSA", .key_id = "k1"};
static const struct jose_key rsa_own = {.json = rsa_own_key, .type = "RSA", .key_id = "var"};
static const struct jose_key ec = {.json = ec_key, .type = "EC", .key_id = "e1"};

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new(1024 * 1024);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static bool verifies(const char *token, const struct jose_key *key)
{
    const char *payload = NULL;
    size_t length = 0;

    if (!jose_verify(arena, token, key, &payload, &length))
        return false;
    assert_string_equal(payload, "{\"sub\":\"abc\"}");
    assert_int_equal(length, strlen(payload));
    return true;
}

static void a4_what_was_signed_comes_out(void **state)
{
    (void)state;
    assert_true(verifies(rs256, &rsa));
    assert_true(verifies(ps256, &rsa));
    assert_true(verifies(es256, &ec));
}

static void a4_no_signature_and_shared_secrets_are_refused(void **state)
{
    static const struct jose_key secret = {.json = "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}", .type = "oct"};
    struct jose_header header;

    (void)state;
    assert_false(jose_header_read(arena, none, &header));
    assert_false(jose_header_read(arena, hs256, &header));
    assert_false(jose_header_read(arena, critical, &header));
    assert_false(verifies(none, &rsa));
    assert_false(verifies(hs256, &rsa));
    assert_false(verifies(hs256, &secret));
    assert_false(verifies(critical, &rsa));
}

static void a4_a_key_of_another_kind_name_or_purpose_does_not_fit(void **state)
{
    const struct jose_header header = {.algorithm = "RS256", .key_id = "k1"}, nameless = {.algorithm = "RS256"};
    struct jose_key other = rsa;

    (void)state;
    assert_true(jose_key_fits(&rsa, &header));
    assert_true(jose_key_fits(&rsa, &nameless));
    other.key_id = "k2";
    assert_false(jose_key_fits(&other, &header));
    other = rsa;
    other.algorithm = "PS256";
    assert_false(jose_key_fits(&other, &header));
    other = rsa;
    other.type = "EC";
    assert_false(jose_key_fits(&other, &header));
}

/* Whatever letter is another, or missing, the token is no more. Trailing bits of the last letters carry nothing. */
static void a4_a_token_changed_anywhere_is_refused(void **state)
{
    char *changed = arena_copy(arena, rs256);
    size_t length = strlen(changed);

    (void)state;
    for (size_t i = 0; i + 1 < length; i++) {
        char was = changed[i];
        bool ends_part = changed[i + 1] == '.';

        if (was == '.' || ends_part)
            continue;
        changed[i] = was == 'A' ? 'B' : 'A';
        assert_false(verifies(changed, &rsa));
        changed[i] = was;
    }
    assert_true(verifies(changed, &rsa));
    for (size_t cut = 0; cut < length; cut++)
        assert_false(verifies(arena_copy_n(arena, rs256, cut), &rsa));
}

static void a4_our_own_signature_can_be_checked(void **state)
{
    const char *token = jose_sign(arena, ec_private, "{\"sub\":\"abc\"}");
    struct jose_header header;

    (void)state;
    assert_non_null(token);
    assert_true(jose_header_read(arena, token, &header));
    assert_string_equal(header.algorithm, "ES256");
    assert_string_equal(header.key_id, "e1");
    assert_true(verifies(token, &ec));
    token = jose_sign(arena, rsa_own_private, "{\"sub\":\"abc\"}");
    assert_non_null(token);
    assert_true(verifies(token, &rsa_own));
    assert_false(verifies(token, &rsa));
    assert_null(jose_sign(arena, "{}", "{}"));
    assert_null(jose_sign(arena, "no key", "{}"));
    assert_null(jose_sign(arena, ec_key, "{}"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a4_what_was_signed_comes_out, start, stop),
        cmocka_unit_test_setup_teardown(a4_no_signature_and_shared_secrets_are_refused, start, stop),
        cmocka_unit_test_setup_teardown(a4_a_key_of_another_kind_name_or_purpose_does_not_fit, start, stop),
        cmocka_unit_test_setup_teardown(a4_a_token_changed_anywhere_is_refused, start, stop),
        cmocka_unit_test_setup_teardown(a4_our_own_signature_can_be_checked, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
