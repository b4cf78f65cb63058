/* Published test vectors for the hashes; properties for what is random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/base/crypto/crypto.h"

static void assert_hash(const unsigned char *hash, const char *expected)
{
    char text[2 * CRYPTO_HASH_SIZE + 1];
    crypto_hex(hash, CRYPTO_HASH_SIZE, text);
    assert_string_equal(text, expected);
}

static void hashes_match_the_published_vectors(void **state)
{
    (void)state;
    unsigned char hash[CRYPTO_HASH_SIZE], key[131];
    crypto_sha256("abc", 3, hash); /* FIPS 180-2 */
    assert_hash(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    crypto_sha256("", 0, hash);
    assert_hash(hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    struct arena *arena = arena_new(4096);
    struct crypto_hashing *hashing = crypto_sha256_begin(arena); /* the same in pieces, as a download has it */
    crypto_sha256_add(hashing, "a", 1);
    crypto_sha256_add(hashing, "", 0);
    crypto_sha256_add(hashing, "bc", 2);
    crypto_sha256_end(hashing, hash);
    assert_hash(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    arena_free(&arena);
    crypto_hmac("Jefe", 4, "what do ya want for nothing?", 28, hash); /* RFC 4231 case 2 */
    assert_hash(hash, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, sizeof key); /* RFC 4231 case 6 */
    crypto_hmac(key, sizeof key, "Test Using Larger Than Block-Size Key - Hash Key First", 54, hash);
    assert_hash(hash, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void hex_goes_both_ways_and_is_strict(void **state)
{
    (void)state;
    unsigned char bytes[3] = {0};
    assert_true(crypto_from_hex("00fFa1", bytes, 3));
    assert_memory_equal(bytes, "\x00\xff\xa1", 3);
    static const char *const refused[] = {"", "00ff", "00ffa", "00ffa1b2", "00ffg1", " 0ffa1", "0x0ffa"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_false(crypto_from_hex(refused[i], bytes, 3));
    }
}

static void tokens_are_long_safe_in_addresses_and_new(void **state)
{
    (void)state;
    char tokens[50][CRYPTO_TOKEN_TEXT];
    for (size_t i = 0; i < 50; i++) {
        crypto_token(tokens[i]);
        assert_int_equal(strlen(tokens[i]), CRYPTO_TOKEN_TEXT - 1);
        assert_int_equal(strspn(tokens[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(tokens[i], tokens[j]);
        }
    }
}

static void base64url_as_rfc_4648_has_it(void **state)
{
    static const struct {
        const char *bytes, *text;
    } cases[] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"\xfb\xff\xbf", "-_-_"}};
    char text[16];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        crypto_base64url((const unsigned char *)cases[i].bytes, strlen(cases[i].bytes), text);
        assert_string_equal(text, cases[i].text);
    }
}

static void comparing_tells_equal_from_unequal(void **state)
{
    (void)state;
    assert_true(crypto_equal("abc", "abd", 2));
    assert_false(crypto_equal("abc", "abd", 3));
    assert_true(crypto_equal_text("abc", "abc"));
    assert_false(crypto_equal_text("abc", "abcd"));
    assert_true(crypto_equal_text("", ""));
}

static void a_password_is_known_again(void **state)
{
    (void)state;
    char hash[CRYPTO_PASSWORD_TEXT], other[CRYPTO_PASSWORD_TEXT];
    crypto_password_hash("blåbærsyltetøy", hash);
    crypto_password_hash("blåbærsyltetøy", other);
    assert_string_not_equal(hash, other);
    assert_int_equal(strncmp(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31), 0);
    assert_true(crypto_password_verify("blåbærsyltetøy", hash));
    assert_false(crypto_password_verify("blåbærsyltetøy ", hash));
    assert_false(crypto_password_verify("", hash));
}

static void a_hash_is_made_again_from_its_prefix(void **state)
{
    (void)state;
    char hash[CRYPTO_PASSWORD_TEXT], again[CRYPTO_PASSWORD_TEXT], prefix[CRYPTO_PASSWORD_TEXT];
    crypto_password_hash("passord", hash);
    strcpy(prefix, hash);
    *strrchr(prefix, '$') = '\0';
    assert_true(crypto_password_again("passord", prefix, again));
    assert_string_equal(again, hash);
    assert_true(crypto_password_again("Passord", prefix, again));
    assert_string_not_equal(again, hash);
}

static void an_unusual_hash_is_refused(void **state)
{
    (void)state;
    static const char *const prefixes[] = {
        "",
        "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA",
        "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA==",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdB",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdHNvbWVzYWx0",
    };
    char again[CRYPTO_PASSWORD_TEXT];
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        assert_false(crypto_password_again("passord", prefixes[i], again));
        assert_false(crypto_password_verify("passord", prefixes[i]));
    }
    assert_true(crypto_password_again("passord", "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA", again));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_match_the_published_vectors),
        cmocka_unit_test(hex_goes_both_ways_and_is_strict),
        cmocka_unit_test(tokens_are_long_safe_in_addresses_and_new),
        cmocka_unit_test(base64url_as_rfc_4648_has_it),
        cmocka_unit_test(comparing_tells_equal_from_unequal),
        cmocka_unit_test(a_password_is_known_again),
        cmocka_unit_test(a_hash_is_made_again_from_its_prefix),
        cmocka_unit_test(an_unusual_hash_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
