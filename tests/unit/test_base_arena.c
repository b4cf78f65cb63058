/* Arena, buffer and problem list: what is given, what is given back, and the limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/arena.h"
#include "engine/base/buffer.h"
#include "engine/base/problem.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1000000);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 400; size++) {
            unsigned char *memory = arena_alloc(arena, size);
            assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++) {
                assert_int_equal(memory[i], 0);
            }
            memset(memory, 0xAB, size);
        }
        assert_int_equal(arena_used(arena), 399 * 400 / 2);
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(&arena);
    assert_null(arena);
    arena_free(&arena);
}

static void large_pieces_and_texts_are_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new(10000000);
    char *small = arena_copy(arena, "Grünerløkka");
    unsigned char *large = arena_alloc(arena, 3000000);
    large[2999999] = 7;
    assert_string_equal(arena_printf(arena, "%s %d", "x", 42), "x 42");
    assert_string_equal(arena_copy_n(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy_n(arena, "abcdef", 0), "");
    assert_string_equal(small, "Grünerløkka");
    arena_free(&arena);
}

static char order[4];
static void note_release(void *thing)
{
    strncat(order, thing, 1);
}

static void releases_run_newest_first_and_once(void **state)
{
    (void)state;
    char first[] = "1", second[] = "2";
    struct arena *arena = arena_new(10000);
    arena_on_reset(arena, note_release, first);
    arena_on_reset(arena, note_release, second);
    arena_reset(arena);
    assert_string_equal(order, "21");
    arena_free(&arena);
    assert_string_equal(order, "21");
}

/* How a child that asks for too much ends. */
static int signal_of_child(void (*ask)(struct arena *arena))
{
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO);
        struct arena *arena = arena_new(1000);
        ask(arena);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void ask_within(struct arena *arena)
{
    arena_alloc(arena, 1000);
}

static void ask_beyond(struct arena *arena)
{
    arena_alloc(arena, 600);
    arena_alloc(arena, 401);
}

static void ask_overflowing(struct arena *arena)
{
    arena_alloc_many(arena, SIZE_MAX / 2, 4);
}

static void the_limit_ends_the_process(void **state)
{
    (void)state;
    assert_int_equal(signal_of_child(ask_within), 0);
    assert_int_equal(signal_of_child(ask_beyond), SIGABRT);
    assert_int_equal(signal_of_child(ask_overflowing), SIGABRT);
}

static void a_buffer_that_expects_its_bytes_stays_where_it_is(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    struct buffer buffer;
    buffer_init(&buffer, arena, 2000);
    buffer_expect(&buffer, 1000);
    const char *bytes = buffer_text(&buffer);
    size_t used = arena_used(arena);
    assert_string_equal(bytes, "");
    for (int i = 0; i < 250; i++) {
        buffer_add_number(&buffer, 1000 + i);
    }
    assert_ptr_equal(buffer_text(&buffer), bytes);
    assert_int_equal(arena_used(arena), used);
    assert_memory_equal(bytes, "10001001", 8);
    buffer_add_number(&buffer, -7);
    assert_string_equal(buffer_text(&buffer) + 996, "1249-7");
    arena_free(&arena);
}

static void a_buffer_grows_to_its_limit_and_no_further(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1000000);
    struct buffer buffer;
    buffer_init(&buffer, arena, 1000);
    assert_string_equal(buffer_text(&buffer), "");
    for (int i = 0; i < 100; i++) {
        buffer_add_format(&buffer, "%09d", i);
        buffer_add_char(&buffer, '\n');
    }
    assert_int_equal(buffer.length, 1000);
    assert_false(buffer.overflowed);
    assert_memory_equal(buffer_text(&buffer) + 990, "000000099\n", 11);
    buffer_add_text(&buffer, "x");
    assert_true(buffer.overflowed);
    buffer_add(&buffer, "", 0);
    assert_int_equal(buffer.length, 1000);
    buffer_clear(&buffer);
    buffer_add(&buffer, "a\0b", 3);
    assert_false(buffer.overflowed);
    assert_int_equal(buffer.length, 3);
    assert_memory_equal(buffer.bytes, "a\0b", 4);
    arena_free(&arena);
}

static void an_addition_that_does_not_fit_adds_nothing_after_it(void **state)
{
    (void)state;
    struct arena *arena = arena_new(10000);
    struct buffer buffer;
    buffer_init(&buffer, arena, 4);
    buffer_add_text(&buffer, "abc");
    buffer_add_text(&buffer, "de");
    buffer_add_char(&buffer, 'f');
    assert_string_equal(buffer_text(&buffer), "abc");
    assert_true(buffer.overflowed);
    arena_free(&arena);
}

static void problems_are_found_by_field(void **state)
{
    (void)state;
    struct arena *arena = arena_new(10000);
    struct problems problems;
    problems_init(&problems, arena);
    assert_null(problems_find(&problems, "navn"));
    for (int i = 0; i < 20; i++) {
        problems_add(&problems, arena_printf(arena, "felt%d", i), "Skriv noe.");
    }
    problems_add(&problems, "felt3", "Senere.");
    assert_int_equal(problems.count, 21);
    assert_string_equal(problems_find(&problems, "felt3")->message, "Skriv noe.");
    assert_null(problems_find(&problems, "felt20"));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(large_pieces_and_texts_are_kept),
        cmocka_unit_test(releases_run_newest_first_and_once),
        cmocka_unit_test(the_limit_ends_the_process),
        cmocka_unit_test(a_buffer_that_expects_its_bytes_stays_where_it_is),
        cmocka_unit_test(a_buffer_grows_to_its_limit_and_no_further),
        cmocka_unit_test(an_addition_that_does_not_fit_adds_nothing_after_it),
        cmocka_unit_test(problems_are_found_by_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
