/* Draws that are the same for the same seed, participant and topic, on every machine. */
#ifndef REGISTER_DOMAIN_DEMO_DICE_H
#define REGISTER_DOMAIN_DEMO_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* A topic has dice of its own, so that one draw more in one place changes nothing in another. */
enum dice_topic {
    DICE_NUMBER,
    DICE_NAME,
    DICE_PLACE,
    DICE_COURSE,
    DICE_PERSON,
    DICE_CONSENT,
    DICE_BACKGROUND,
    DICE_PROGRAMME,
    DICE_END,
    DICE_GAPS,
    DICE_TESTS,
    DICE_EVENTS,
    DICE_CONFIRM,
    DICE_CORRECT,
    DICE_INTRODUCTION
};

struct dice dice_new(uint64_t seed, uint64_t n, enum dice_topic topic);
/* 0 to sides - 1; sides > 0. */
unsigned long dice_roll(struct dice *dice, unsigned long sides);
/* least to most, both included. */
int dice_between(struct dice *dice, int least, int most);
bool dice_percent(struct dice *dice, unsigned percent);
/* Index of the chosen weight; their sum is above zero. */
size_t dice_weighted(struct dice *dice, const int *weights, size_t count);
/* A well-mixed number from two. */
uint64_t dice_mix(uint64_t a, uint64_t b);

#endif
