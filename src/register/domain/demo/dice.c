/* SplitMix64, which needs no table and no library. */
#include "register/domain/demo/dice.h"

#include <assert.h>

static uint64_t dice_scramble(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

uint64_t dice_mix(uint64_t a, uint64_t b)
{
    return dice_scramble(dice_scramble(a + 0x9E3779B97F4A7C15u) ^ (b + 0x9E3779B97F4A7C15u));
}

struct dice dice_new(uint64_t seed, uint64_t n, enum dice_topic topic)
{
    return (struct dice){dice_mix(dice_mix(seed, n), topic)};
}

unsigned long dice_roll(struct dice *dice, unsigned long sides)
{
    assert(sides > 0);
    dice->state += 0x9E3779B97F4A7C15u;
    return (dice_scramble(dice->state) >> 11) % sides;
}

int dice_between(struct dice *dice, int least, int most)
{
    assert(most >= least);
    return least + (int)dice_roll(dice, (unsigned long)(most - least) + 1);
}

bool dice_percent(struct dice *dice, unsigned percent)
{
    return dice_roll(dice, 100) < percent;
}

size_t dice_weighted(struct dice *dice, const int *weights, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
    }
    int left = dice_between(dice, 0, sum - 1);
    size_t chosen = 0;
    while (left >= weights[chosen]) {
        left -= weights[chosen++];
    }
    assert(chosen < count);
    return chosen;
}
