/* National identity numbers: fødselsnummer and D-number, as people type them. Requirements P2, U3;
 * the number's own rules are Skatteetaten's, with the change of 01.01.2032. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_FODSELSNUMMER_H
#define REGISTER_DOMAIN_JOBBSJANSEN_FODSELSNUMMER_H

#include <stdbool.h>

#include "engine/base/arena.h"
#include "engine/base/date.h"

#define FODSELSNUMMER_DIGITS 11
#define FODSELSNUMMER_SIZE (FODSELSNUMMER_DIGITS + 1)

/* Numbers made for testing carry a month beyond 12; which of them are let in, as bits. */
enum fodselsnummer_synthetic {
    FODSELSNUMMER_REAL_ONLY = 0,
    FODSELSNUMMER_TENOR = 1,   /* month + 80 */
    FODSELSNUMMER_DOLLY = 2,   /* month + 40 */
    FODSELSNUMMER_SYNTPOP = 4  /* month + 65 */
};

enum fodselsnummer_mode {
    FODSELSNUMMER_OLD, /* the rules until 31.12.2031 */
    FODSELSNUMMER_BOTH /* from 2032: the first check may leave 0-3, and no number tells sex or century */
};

/* What this installation accepts. */
struct fodselsnummer_rules {
    enum fodselsnummer_mode mode;
    unsigned synthetic; /* enum fodselsnummer_synthetic bits */
    bool women_only;    /* where the number tells */
};

enum fodselsnummer_sex { FODSELSNUMMER_SEX_UNKNOWN, FODSELSNUMMER_WOMAN, FODSELSNUMMER_MAN };

struct fodselsnummer {
    char digits[FODSELSNUMMER_SIZE];
    bool d_number;
    enum fodselsnummer_synthetic synthetic; /* which kind, or REAL_ONLY for a real one */
    enum fodselsnummer_sex sex;
    struct date born; /* DATE_NONE where the century is unknown */
};

enum fodselsnummer_refusal {
    FODSELSNUMMER_ACCEPTED,
    FODSELSNUMMER_EMPTY,
    FODSELSNUMMER_NOT_DIGITS,
    FODSELSNUMMER_WRONG_LENGTH,
    FODSELSNUMMER_NO_DATE,
    FODSELSNUMMER_NO_SERIES, /* digits 7-9 belong to no year of birth */
    FODSELSNUMMER_WRONG_CHECK,
    FODSELSNUMMER_IS_SYNTHETIC,
    FODSELSNUMMER_IS_MAN,
    FODSELSNUMMER_REFUSALS /* how many there are */
};

/* Blanks (no-break too), hyphens and underscores may stand anywhere between the digits. The result is
 * whole only where it is accepted. */
enum fodselsnummer_refusal fodselsnummer_parse(const char *typed, const struct fodselsnummer_rules *rules,
                                               struct fodselsnummer *number_out);
/* What is wrong and what to do, to the caseworker. Not for ACCEPTED. */
const char *fodselsnummer_message(struct arena *arena, enum fodselsnummer_refusal refusal, const char *typed);

/* The format check "fodselsnummer" of the codebook (struct answer_format); `context` is the rules. NULL and
 * the 11 digits where accepted, else the message. */
const char *fodselsnummer_format(struct arena *arena, const char *typed, const void *context, const char **text_out);

/* 11 digits as 6 + 5 with a no-break space; anything else as it is. */
const char *fodselsnummer_show(struct arena *arena, const char *digits);

/* Writes the two check digits of the old rules after nine digits. false: this number is never issued. */
bool fodselsnummer_complete(char digits[FODSELSNUMMER_SIZE]);

#endif
