/* Reads an identity number: digits, date, series, check digits, then who may be registered. */
#include "register/domain/jobbsjansen/fodselsnummer.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/digits.h"

/* Which century digits 7-9 give a two-digit year; outside the rows there is no such number. */
struct series {
    bool d_number;
    int first_year, last_year; /* of the two digits */
    int first, last;           /* digits 7-9 */
    int century;
};

static const struct series all_series[] = {
    {false, 54, 99, 500, 749, 1800}, {false, 0, 99, 0, 499, 1900},   {false, 40, 99, 900, 999, 1900},
    {false, 0, 39, 500, 999, 2000},  {true, 58, 99, 500, 599, 1800}, {true, 0, 39, 0, 199, 1900},
    {true, 40, 99, 0, 499, 1900},    {true, 40, 99, 600, 999, 1900}, {true, 0, 39, 200, 999, 2000},
};

static const struct {
    int shift;
    enum fodselsnummer_synthetic kind;
} months[] = {
    {0, FODSELSNUMMER_REAL_ONLY},
    {40, FODSELSNUMMER_DOLLY},
    {65, FODSELSNUMMER_SYNTPOP},
    {80, FODSELSNUMMER_TENOR},
};

/* The first 11 digits, and how many there were in all. */
static enum fodselsnummer_refusal fodselsnummer_collect(const char *typed, char digits[FODSELSNUMMER_SIZE],
                                                        size_t *count_out)
{
    if (!digits_collect(typed, FODSELSNUMMER_DIGITS, digits, count_out)) {
        return FODSELSNUMMER_NOT_DIGITS;
    }
    if (*count_out == 0) {
        return FODSELSNUMMER_EMPTY;
    }
    return *count_out == FODSELSNUMMER_DIGITS ? FODSELSNUMMER_ACCEPTED : FODSELSNUMMER_WRONG_LENGTH;
}

static int fodselsnummer_value(const char *digits, int from, int count)
{
    int value = 0;
    for (int i = from; i < from + count; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

static const int first_weights[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
static const int second_weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

static bool fodselsnummer_checks(const char *digits, enum fodselsnummer_mode mode)
{
    int first = digits_rest(digits, first_weights, 10);
    int second = digits_rest(digits, second_weights, 11);
    return first <= (mode == FODSELSNUMMER_BOTH ? 3 : 0) && second == 0;
}

/* Takes the shifts for D-numbers and synthetic ones off day and month. */
static bool fodselsnummer_read_day(struct fodselsnummer *number, int *month_out, int *day_out)
{
    int day = fodselsnummer_value(number->digits, 0, 2), month = fodselsnummer_value(number->digits, 2, 2);
    number->d_number = day > 40;
    *day_out = number->d_number ? day - 40 : day;
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        *month_out = month - months[i].shift;
        if (*month_out >= 1 && *month_out <= 12) {
            number->synthetic = months[i].kind;
            return true;
        }
    }
    return false;
}

static int fodselsnummer_century(const struct fodselsnummer *number, int year)
{
    int serial = fodselsnummer_value(number->digits, 6, 3);
    for (size_t i = 0; i < sizeof all_series / sizeof all_series[0]; i++) {
        const struct series *row = &all_series[i];
        if (row->d_number == number->d_number && year >= row->first_year && year <= row->last_year &&
            serial >= row->first && serial <= row->last) {
            return row->century;
        }
    }
    return 0;
}

/* Until 2032 the series gives the century and the ninth digit the sex. */
static enum fodselsnummer_refusal fodselsnummer_read_old(struct fodselsnummer *number, int month, int day)
{
    int year = fodselsnummer_value(number->digits, 4, 2);
    int century = fodselsnummer_century(number, year);
    if (!date_is_valid(2000 + year % 4, month, day)) {
        return FODSELSNUMMER_NO_DATE;
    }
    if (century == 0) {
        return FODSELSNUMMER_NO_SERIES;
    }
    if (!date_is_valid(century + year, month, day)) {
        return FODSELSNUMMER_NO_DATE;
    }
    number->born = (struct date){(short)(century + year), (signed char)month, (signed char)day};
    number->sex = (number->digits[8] - '0') % 2 == 0 ? FODSELSNUMMER_WOMAN : FODSELSNUMMER_MAN;
    return FODSELSNUMMER_ACCEPTED;
}

static enum fodselsnummer_refusal fodselsnummer_read(struct fodselsnummer *number, enum fodselsnummer_mode mode)
{
    int month, day;
    if (!fodselsnummer_read_day(number, &month, &day)) {
        return FODSELSNUMMER_NO_DATE;
    }
    if (mode == FODSELSNUMMER_OLD) {
        return fodselsnummer_read_old(number, month, day);
    }
    /* 1900 or 2000 is unknown: a leap day exists if it does in either. */
    int year = fodselsnummer_value(number->digits, 4, 2);
    return date_is_valid(2000 + year % 4, month, day) ? FODSELSNUMMER_ACCEPTED : FODSELSNUMMER_NO_DATE;
}

enum fodselsnummer_refusal fodselsnummer_parse(const char *typed, const struct fodselsnummer_rules *rules,
                                               struct fodselsnummer *number_out)
{
    size_t count = 0;
    *number_out = (struct fodselsnummer){.d_number = false};
    enum fodselsnummer_refusal refusal = fodselsnummer_collect(typed, number_out->digits, &count);
    if (refusal == FODSELSNUMMER_ACCEPTED) {
        refusal = fodselsnummer_read(number_out, rules->mode);
    }
    if (refusal != FODSELSNUMMER_ACCEPTED) {
        return refusal;
    }
    if (!fodselsnummer_checks(number_out->digits, rules->mode)) {
        return FODSELSNUMMER_WRONG_CHECK;
    }
    if ((number_out->synthetic & ~rules->synthetic) != 0) {
        return FODSELSNUMMER_IS_SYNTHETIC;
    }
    return rules->women_only && number_out->sex == FODSELSNUMMER_MAN ? FODSELSNUMMER_IS_MAN : FODSELSNUMMER_ACCEPTED;
}

static const char *const messages[FODSELSNUMMER_REFUSALS] = {
    [FODSELSNUMMER_EMPTY] = N_("Skriv fødselsnummeret eller D-nummeret til deltakeren."),
    [FODSELSNUMMER_NOT_DIGITS] = N_("Bruk bare siffer i fødselsnummeret. Fjern bokstaver og andre tegn."),
    [FODSELSNUMMER_NO_DATE] =
        N_("De seks første sifrene i fødselsnummeret er ikke en dato som finnes. Sjekk dag, måned og år."),
    [FODSELSNUMMER_NO_SERIES] =
        N_("Siffer 7, 8 og 9 i fødselsnummeret passer ikke til fødselsåret. Sjekk at alle sifrene er riktige."),
    [FODSELSNUMMER_WRONG_CHECK] =
        N_("Kontrollsifrene i fødselsnummeret stemmer ikke. Sjekk om et siffer er feil eller har byttet plass."),
    [FODSELSNUMMER_IS_SYNTHETIC] =
        N_("Dette er et syntetisk fødselsnummer, laget for testing. Her kan du bare registrere virkelige personer."),
    [FODSELSNUMMER_IS_MAN] =
        N_("Fødselsnummeret tilhører en mann. Bare kvinner kan registreres i Jobbsjansen. "
           "Sjekk at nummeret er riktig."),
};

const char *fodselsnummer_message(struct arena *arena, enum fodselsnummer_refusal refusal, const char *typed)
{
    assert(refusal > FODSELSNUMMER_ACCEPTED && refusal < FODSELSNUMMER_REFUSALS);
    if (refusal != FODSELSNUMMER_WRONG_LENGTH) {
        return words_text(messages[refusal]);
    }
    char digits[FODSELSNUMMER_SIZE];
    size_t count = 0;
    fodselsnummer_collect(typed, digits, &count);
    return arena_printf(arena, _("Et fødselsnummer har 11 siffer. Du har skrevet %zu."), count);
}

const char *fodselsnummer_format(struct arena *arena, const char *typed, const void *context, const char **text_out)
{
    struct fodselsnummer number;
    enum fodselsnummer_refusal refusal = fodselsnummer_parse(typed, context, &number);
    if (refusal != FODSELSNUMMER_ACCEPTED) {
        return fodselsnummer_message(arena, refusal, typed);
    }
    *text_out = arena_copy(arena, number.digits);
    return NULL;
}

const char *fodselsnummer_show(struct arena *arena, const char *digits)
{
    if (strlen(digits) != FODSELSNUMMER_DIGITS) {
        return digits;
    }
    enum { DATE_DIGITS = 6 };
    static const char space[] = "\u00A0";
    char *shown = arena_bytes(arena, FODSELSNUMMER_DIGITS + sizeof space);
    memcpy(shown, digits, DATE_DIGITS);
    memcpy(shown + DATE_DIGITS, space, sizeof space - 1);
    memcpy(shown + DATE_DIGITS + sizeof space - 1, digits + DATE_DIGITS, FODSELSNUMMER_DIGITS - DATE_DIGITS + 1);
    return shown;
}

bool fodselsnummer_complete(char digits[FODSELSNUMMER_SIZE])
{
    int first = (11 - digits_rest(digits, first_weights, 9)) % 11;
    if (first == 10) {
        return false;
    }
    digits[9] = (char)('0' + first);
    int second = (11 - digits_rest(digits, second_weights, 10)) % 11;
    digits[10] = (char)('0' + second);
    digits[11] = '\0';
    return second != 10;
}
