/* Which passwords are taken (requirement A4), and codes as people type them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "register/domain/access/code.h"
#include "register/domain/access/pad.h"
#include "register/domain/access/password.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_new(1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void passwords_are_judged(void **state)
{
    static const char *const own[] = {"Marit Nidarvoll", "marit.nidarvoll", "marit.nidarvoll@trondheim.kommune.no", "Trondheim", NULL};
    static const struct {
        const char *password;
        enum password_verdict verdict;
    } cases[] = {
        {"", PASSWORD_EMPTY},
        {"korthest123", PASSWORD_SHORT},
        {"tolvbokstaver og litt til", PASSWORD_GOOD},
        {"seks røde hester danser", PASSWORD_GOOD},
        {"  blanke  i  begge ender ", PASSWORD_GOOD},
        {"пароль из слов кириллицей", PASSWORD_GOOD},
        {"🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴", PASSWORD_SHORT}, /* eleven, of four bytes each */
        {"passwordpassword", PASSWORD_COMMON},
        {"aaaaaaaaaaaaaaaaaaaa", PASSWORD_COMMON},
        {"123456789012345", PASSWORD_COMMON},
        {"qwertyuiopasdf", PASSWORD_COMMON},
        {"Password123456", PASSWORD_COMMON},
        {"P@ssw0rd12345", PASSWORD_COMMON},
        {"Jobbsjansen2026", PASSWORD_OWN},
        {"jobbsjanseregisteret", PASSWORD_OWN},
        {"NidarvollMarit", PASSWORD_OWN},
        {"trondheim12345", PASSWORD_OWN},
        {"Sommer2026sommer", PASSWORD_OWN},
        {"linje\nskift i midten av det", PASSWORD_STRANGE},
        {"en bjelle \a i midten av det", PASSWORD_STRANGE},
    };
    char longest[PASSWORD_LETTERS_AT_MOST + 2] = "";

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (password_judge(arena, cases[i].password, own, sizeof own / sizeof *own) != cases[i].verdict)
            fail_msg("\"%s\" is judged otherwise than %d", cases[i].password, (int)cases[i].verdict);
    for (size_t i = 0; i < PASSWORD_LETTERS_AT_MOST; i++)
        longest[i] = (char)('a' + i * i * 7 % 26);
    assert_int_equal(password_judge(arena, longest, NULL, 0), PASSWORD_GOOD);
    strcat(longest, "x");
    assert_int_equal(password_judge(arena, longest, NULL, 0), PASSWORD_LONG);
    assert_int_equal(password_judge(arena, NULL, NULL, 0), PASSWORD_EMPTY);
}

static void each_refusal_says_why(void **state)
{
    (void)state;
    assert_string_equal(password_says(PASSWORD_GOOD), "");
    for (int verdict = PASSWORD_EMPTY; verdict <= PASSWORD_OWN; verdict++)
        assert_true(strlen(password_says((enum password_verdict)verdict)) > 10);
}

static void codes_are_read_as_typed(void **state)
{
    static const char *const refused[] = {"", "12345", "1234567", "12345a", "abcdef", "１２３４５６", "+12345", "12.345", "1 2 3 4 5"};
    char digits[CODE_DIGITS + 1];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        static const char *const taken[] = {"012345", " 012 345 ", "01-23-45", ("012\xC2\xA0" "345")};

        assert_true(code_read(taken[i], digits));
        assert_string_equal(digits, "012345");
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(code_read(refused[i], digits));
    assert_false(code_read(NULL, digits));
}

static void recovery_codes_are_read_as_they_are_shown(void **state)
{
    unsigned char random[CODE_RECOVERY_LETTERS];
    char shown[CODE_RECOVERY_TEXT], letters[CODE_RECOVERY_LETTERS + 1];

    (void)state;
    for (size_t i = 0; i < sizeof random; i++)
        random[i] = (unsigned char)(i * 11 + 250);
    code_recovery_show(random, shown);
    assert_int_equal(strlen(shown), CODE_RECOVERY_TEXT - 1);
    assert_true(code_recovery_read(shown, letters));
    assert_true(code_recovery_read("abcde fghij klmno pqrst uvwx0", letters));
    assert_string_equal(letters, "ABCDEFGHIJKLMNOPQRSTUVWXO");
    assert_true(code_recovery_read("1BCDE-FGHIJ-KLMNO-PQRST-UVWXY", letters));
    assert_string_equal(letters, "IBCDEFGHIJKLMNOPQRSTUVWXY");
    assert_false(code_recovery_read("ABCDE-FGHIJ-KLMNO-PQRST-UVWX", letters));
    assert_false(code_recovery_read("ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ", letters));
    assert_false(code_recovery_read("ABCDE-FGHIJ-KLMNO-PQRST-UVWX8", letters));
    assert_false(code_recovery_read("", letters));
}

/* RFC 4648's way, with the value of RFC 6238's key. */
static void secrets_are_base32(void **state)
{
    unsigned char secret[CODE_SECRET_SIZE], again[CODE_SECRET_SIZE];
    char text[CODE_SECRET_TEXT];

    (void)state;
    memcpy(secret, "12345678901234567890", sizeof secret);
    code_secret_show(secret, text);
    assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_true(code_secret_read(text, again));
    assert_memory_equal(secret, again, sizeof secret);
    assert_false(code_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ", again));
    assert_false(code_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQA", again));
    assert_false(code_secret_read("gezdgnbvgy3tqojqgezdgnbvgy3tqojq", again));
}

static void what_is_sealed_is_opened_by_its_own_user_salt_and_key_alone(void **state)
{
    static const unsigned char key[PAD_KEY_SIZE] = {1}, other_key[PAD_KEY_SIZE] = {2};
    static const char salt[] = "00112233445566778899aabbccddeeff", capital[] = "00112233445566778899AABBCCDDEEFF";
    unsigned char secret[PAD_SECRET_SIZE], opened[PAD_SECRET_SIZE];
    const char *sealed;

    (void)state;
    memset(secret, 7, sizeof secret);
    sealed = pad_close(arena, key, 12, salt, secret);
    pad_open(arena, key, 12, capital, sealed, opened);
    assert_memory_equal(opened, secret, sizeof secret);
    pad_open(arena, key, 13, salt, sealed, opened);
    assert_memory_not_equal(opened, secret, sizeof secret);
    pad_open(arena, other_key, 12, salt, sealed, opened);
    assert_memory_not_equal(opened, secret, sizeof secret);
    pad_open(arena, key, 12, "10112233445566778899aabbccddeeff", sealed, opened);
    assert_memory_not_equal(opened, secret, sizeof secret);
    assert_string_not_equal(pad_recovery(arena, key, 12, "A"), pad_recovery(arena, key, 13, "A"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_are_judged),
        cmocka_unit_test(each_refusal_says_why),
        cmocka_unit_test(codes_are_read_as_typed),
        cmocka_unit_test(recovery_codes_are_read_as_they_are_shown),
        cmocka_unit_test(secrets_are_base32),
        cmocka_unit_test(what_is_sealed_is_opened_by_its_own_user_salt_and_key_alone),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
