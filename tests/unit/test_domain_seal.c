/* Seals: records that cannot be mistaken for each other, lists, the chain's hash, the line that is kept elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/crypto/digest.h"
#include "register/domain/audit/seal.h"

static const char *record_hex(const char *kind, const char *const *pairs, char hex_out[65])
{
    struct crypto_digest *digest = crypto_digest_new();
    unsigned char hash[CRYPTO_HASH_SIZE];

    crypto_digest_kind(digest, kind);
    for (size_t i = 0; pairs[i]; i += 2)
        crypto_digest_value(digest, pairs[i], pairs[i + 1], strlen(pairs[i + 1]));
    crypto_digest_end(digest, hash);
    crypto_digest_free(&digest);
    crypto_hex(hash, sizeof hash, hex_out);
    return hex_out;
}

static void a_record_is_the_text_it_says_it_is(void **state)
{
    static const char text[] = "log;at=26:2026-11-22 12:00:00.000001;name=4:\xc3\x86sj;";
    unsigned char hash[CRYPTO_HASH_SIZE];
    char expected[65], made[65];

    (void)state;
    crypto_sha256(text, sizeof text - 1, hash);
    crypto_hex(hash, sizeof hash, expected);
    assert_string_equal(
        record_hex("log", (const char *[]){"at", "2026-11-22 12:00:00.000001", "name", "\xc3\x86sj", NULL}, made), expected);
}

static void no_two_records_look_alike(void **state)
{
    static const char *const cases[][7] = {
        {"log", "a", "1", "b", "2", NULL},    {"log", "a", "12", "b", "", NULL},   {"log", "a", "", "b", "12", NULL},
        {"log", "a", "1;b=1:2", NULL},        {"log", "b", "2", "a", "1", NULL},   {"logs", "a", "1", "b", "2", NULL},
        {"log", "a", "1", NULL},              {"log", "b", "1", NULL},             {"log", "a", "1", "b", "", NULL},
        {"log;a=1:1", "b", "2", "c", "", NULL},
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    char made[CASES][65];

    (void)state;
    for (size_t i = 0; i < CASES; i++)
        record_hex(cases[i][0], &cases[i][1], made[i]);
    for (size_t i = 0; i < CASES; i++)
        for (size_t k = i + 1; k < CASES; k++)
            assert_string_not_equal(made[i], made[k]);
}

static void a_value_that_is_not_there_is_left_out(void **state)
{
    struct crypto_digest *digest = crypto_digest_new();
    unsigned char with[CRYPTO_HASH_SIZE], without[CRYPTO_HASH_SIZE], empty[CRYPTO_HASH_SIZE];

    (void)state;
    crypto_digest_kind(digest, "log");
    crypto_digest_value(digest, "a", NULL, 0);
    crypto_digest_end(digest, with);
    crypto_digest_kind(digest, "log");
    crypto_digest_end(digest, without);
    crypto_digest_kind(digest, "log");
    crypto_digest_value(digest, "a", "", 0);
    crypto_digest_end(digest, empty);
    crypto_digest_free(&digest);
    assert_memory_equal(with, without, sizeof with);
    assert_memory_not_equal(empty, without, sizeof empty);
}

static struct seal example(void)
{
    struct seal seal = {.number = 7, .sealed_at = "2026-11-22 12:00:00.123456", .kind = SEAL_BLOCK, .log = "change_log",
                        .year = 2026, .first_id = 1, .last_id = 9, .row_count = 8};

    memset(seal.root, 1, sizeof seal.root);
    memset(seal.previous, 2, sizeof seal.previous);
    seal_close(&seal, "key", 3);
    return seal;
}

static void differs(struct seal changed)
{
    struct seal right = example();

    seal_close(&changed, "key", 3);
    assert_memory_not_equal(changed.hash, right.hash, sizeof right.hash);
    assert_memory_not_equal(changed.mac, right.mac, sizeof right.mac);
}

static void every_part_of_a_seal_is_in_its_hash(void **state)
{
    (void)state;
#define CHANGED(what)                                                                                                            \
    do {                                                                                                                         \
        struct seal changed = example();                                                                                         \
        changed.what;                                                                                                            \
        differs(changed);                                                                                                        \
    } while (0)
    CHANGED(number = 8);
    CHANGED(sealed_at = "2026-11-22 12:00:00.123457");
    CHANGED(kind = SEAL_LATE);
    CHANGED(log = "access_log");
    CHANGED(year = 2027);
    CHANGED(first_id = 2);
    CHANGED(last_id = 10);
    CHANGED(row_count = 9);
    CHANGED(root[31] ^= 1);
    CHANGED(previous[0] ^= 1);
#undef CHANGED
}

static void only_the_key_makes_the_mac(void **state)
{
    struct seal seal = example();
    unsigned char mac[CRYPTO_HASH_SIZE], hash[CRYPTO_HASH_SIZE];

    (void)state;
    seal_hash(&seal, hash);
    assert_memory_equal(hash, seal.hash, sizeof hash);
    seal_mac(&seal, "key", 3, mac);
    assert_memory_equal(mac, seal.mac, sizeof mac);
    seal_mac(&seal, "kez", 3, mac);
    assert_memory_not_equal(mac, seal.mac, sizeof mac);
}

static void a_list_tells_numbers_and_hashes(void **state)
{
    static const unsigned long long ids[] = {1, 255, 256, 65536, 0x0102030405060708ULL, 0xFFFFFFFFFFFFFFFFULL};
    enum { IDS = sizeof ids / sizeof ids[0] };
    unsigned char leaves[IDS * SEAL_LEAF_SIZE], hash[CRYPTO_HASH_SIZE], root[CRYPTO_HASH_SIZE], other[CRYPTO_HASH_SIZE];

    (void)state;
    for (size_t i = 0; i < IDS; i++) {
        memset(hash, (int)i, sizeof hash);
        seal_leaf_write(leaves + i * SEAL_LEAF_SIZE, ids[i], hash);
    }
    for (size_t i = 0; i < IDS; i++) {
        struct seal_leaf leaf = seal_leaf_read(leaves, i);

        assert_true(leaf.id == ids[i]);
        assert_int_equal(leaf.hash[0], i);
        assert_true(seal_has(leaves, IDS, ids[i]));
    }
    assert_false(seal_has(leaves, IDS, 2));
    assert_false(seal_has(leaves, IDS, 0));
    assert_false(seal_has(leaves, 0, 1));
    seal_root(leaves, IDS, root);
    seal_root(leaves, IDS - 1, other);
    assert_memory_not_equal(root, other, sizeof root);
    leaves[3] ^= 1;
    seal_root(leaves, IDS, other);
    assert_memory_not_equal(root, other, sizeof root);
}

static void the_line_that_is_kept_is_read_again(void **state)
{
    struct arena *arena = arena_new(64 * 1024);
    struct seal seal = example();
    char hash[65], mac[65];
    unsigned char read[CRYPTO_HASH_SIZE];
    unsigned long long number = 0;
    const char *line;

    (void)state;
    crypto_hex(seal.hash, sizeof seal.hash, hash);
    crypto_hex(seal.mac, sizeof seal.mac, mac);
    line = seal_head_line(arena, seal.sealed_at, seal.number, hash, mac);
    assert_true(seal_head_read(line, &number, read));
    assert_true(number == 7);
    assert_memory_equal(read, seal.hash, sizeof read);
    assert_false(seal_head_read("", &number, read));
    assert_false(seal_head_read("2026 seal=x hash=00", &number, read));
    assert_false(seal_head_read("2026 seal=7 hash=00", &number, read));
    assert_false(seal_head_read(arena_printf(arena, "2026 seal=-7 hash=%s", hash), &number, read));
    assert_true(seal_head_read(arena_printf(arena, "journal: audit-sealed seal=9 hash=%s", hash), &number, read));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_the_text_it_says_it_is),
        cmocka_unit_test(no_two_records_look_alike),
        cmocka_unit_test(a_value_that_is_not_there_is_left_out),
        cmocka_unit_test(every_part_of_a_seal_is_in_its_hash),
        cmocka_unit_test(only_the_key_makes_the_mac),
        cmocka_unit_test(a_list_tells_numbers_and_hashes),
        cmocka_unit_test(the_line_that_is_kept_is_read_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
