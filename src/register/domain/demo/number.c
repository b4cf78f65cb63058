/* Each day of birth has room for 100 women; a keyed shuffle gives participant n a day and a place in it.
 * No two share both, so no two share a number, whatever the seed and however many there are. */
#include "register/domain/demo/number.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "register/domain/demo/dice.h"

#define PER_DAY 100ul
#define D_NUMBERS_PER_DAY 3ul
#define SERIALS_PER_DAY 250ul /* the even ones of 000-499 or 500-999 */
#define HALF_BITS 11          /* the shuffle works on two halves of this many bits */
#define HALF_MASK ((1ul << HALF_BITS) - 1)

static unsigned long demo_number_shuffle_once(uint64_t seed, unsigned long place)
{
    unsigned long left = place >> HALF_BITS, right = place & HALF_MASK;
    for (uint64_t round = 0; round < 6; round++) {
        unsigned long mixed = left ^ (dice_mix(seed ^ (round << 56), right) & HALF_MASK);
        left = right;
        right = mixed;
    }
    return left << HALF_BITS | right;
}

/* One to one on 0 to count - 1: what falls outside is shuffled again until it falls inside. */
static unsigned long demo_number_shuffle(uint64_t seed, unsigned long n, unsigned long count)
{
    assert(n < count && count <= 1ul << (2 * HALF_BITS));
    do {
        n = demo_number_shuffle_once(seed, n);
    } while (n >= count);
    return n;
}

static void demo_number_put(char *digits, unsigned long value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        digits[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* Writes the number of that serial; false where it has no check digits. */
static bool demo_number_write(struct date born, bool d_number, unsigned long serial, char digits[FODSELSNUMMER_SIZE])
{
    unsigned long first = born.year < 2000 ? 0 : 500;
    demo_number_put(digits, (unsigned long)born.day + (d_number ? 40 : 0), 2);
    demo_number_put(digits + 2, (unsigned long)born.month + 80, 2);
    demo_number_put(digits + 4, (unsigned long)born.year % 100, 2);
    demo_number_put(digits + 6, first + serial * 2, 3);
    return fodselsnummer_complete(digits);
}

/* The number with `place` valid ones before it, counted from a serial that differs from day to day. */
static void demo_number_find(struct date born, bool d_number, unsigned long place, unsigned long start,
                        char digits[FODSELSNUMMER_SIZE])
{
    unsigned long passed = 0;
    for (unsigned long i = 0; i < SERIALS_PER_DAY; i++) {
        if (demo_number_write(born, d_number, (start + i) % SERIALS_PER_DAY, digits) && passed++ == place) {
            return;
        }
    }
    assert(!"a day has fewer valid numbers than places");
}

void demo_number(const struct demo *demo, unsigned long n, char digits_out[FODSELSNUMMER_SIZE],
                 struct date *born_out)
{
    struct date oldest = {(short)(demo->today.year - 55), 1, 1};
    struct date end = {(short)(demo->today.year - 19), 1, 1};
    unsigned long days = (unsigned long)date_days_between(oldest, end);
    unsigned long place = demo_number_shuffle(demo->seed, n, days * PER_DAY);
    struct date born = date_add_days(oldest, (int)(place / PER_DAY));
    unsigned long in_day = place % PER_DAY;
    struct dice dice = dice_new(demo->seed, place / PER_DAY, DICE_NUMBER);
    unsigned long start = dice_roll(&dice, SERIALS_PER_DAY);
    bool d_number = in_day < D_NUMBERS_PER_DAY;
    demo_number_find(born, d_number, d_number ? in_day : in_day - D_NUMBERS_PER_DAY, start, digits_out);
    *born_out = born;
}
