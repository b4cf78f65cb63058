/* Arithmetic on calendar dates, and their two written forms. */
#include "engine/base/date.h"

#include <assert.h>
#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define FIRST_YEAR 1800
#define LAST_YEAR 2199

bool date_is_set(struct date date)
{
    return date.year != 0;
}

static int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool date_is_valid(int year, int month, int day)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 &&
           day <= date_days_in_month(year, month);
}

static struct date date_make(int year, int month, int day)
{
    return (struct date){(short)year, (signed char)month, (signed char)day};
}

/* The last day of the month where it has no such day. */
static struct date date_make_clamped(int year, int month, int day)
{
    int last = date_days_in_month(year, month);
    return date_make(year, month, day < last ? day : last);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year) {
        return a.year - b.year;
    }
    return a.month != b.month ? a.month - b.month : a.day - b.day;
}

struct date date_add_years(struct date date, int years)
{
    return date_make_clamped(date.year + years, date.month, date.day);
}

struct date date_add_months(struct date date, int months)
{
    int count = date.year * 12 + (date.month - 1) + months;
    return date_make_clamped(count / 12, count % 12 + 1, date.day);
}

/* Days since 01.03.0000: years then begin in March, so that the leap day comes last. */
static long date_to_days(struct date date)
{
    long year = date.month <= 2 ? date.year - 1 : date.year;
    long month = (date.month + 9) % 12;
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + date.day - 1;
}

static struct date date_from_days(long days)
{
    long era = days / 146097, in_era = days % 146097;
    long year_of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    long in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month = (5 * in_year + 2) / 153;
    int day = (int)(in_year - (153 * month + 2) / 5 + 1);
    int calendar_month = (int)(month < 10 ? month + 3 : month - 9);
    long year = year_of_era + era * 400 + (calendar_month <= 2);
    return date_make((int)year, calendar_month, day);
}

struct date date_add_days(struct date date, int days)
{
    return date_from_days(date_to_days(date) + days);
}

long date_days_between(struct date from, struct date to)
{
    return date_to_days(to) - date_to_days(from);
}

struct date_span date_span_between(struct date from, struct date to)
{
    if (date_compare(to, from) < 0) {
        return (struct date_span){0, 0, 0};
    }
    int months = (to.year - from.year) * 12 + to.month - from.month;
    if (date_compare(date_add_months(from, months), to) > 0) {
        months--;
    }
    long days = date_days_between(date_add_months(from, months), to);
    return (struct date_span){months / 12, months % 12, (int)days};
}

/* Up to three runs of digits, and what stands between them. */
struct date_parts {
    int numbers[3];
    int digits[3];
    int count;
    char separator; /* '.', '/', '-' or ' '; the same between all parts */
};

/* Past blanks, the no-break space too; *found_out where there was any. */
static const char *date_skip_blanks(const char *text, bool *found_out)
{
    *found_out = false;
    for (;;) {
        if (isspace((unsigned char)*text)) {
            text++;
        } else if (strncmp(text, "\u00A0", 2) == 0) {
            text += 2;
        } else {
            return text;
        }
        *found_out = true;
    }
}

/* One separator with blanks around it, or blanks alone. NULL where there is none. */
static const char *date_read_separator(const char *text, char *separator_out)
{
    bool before, after;
    text = date_skip_blanks(text, &before);
    *separator_out = ' ';
    if (*text == '.' || *text == '/' || *text == '-') {
        *separator_out = *text;
        return date_skip_blanks(text + 1, &after);
    }
    return before ? text : NULL;
}

/* A run of one to eight digits. NULL where there is none, or more. */
static const char *date_read_number(const char *text, struct date_parts *parts)
{
    int number = 0, digits = 0;
    for (; isdigit((unsigned char)*text) && digits <= 8; text++, digits++) {
        number = number * 10 + (*text - '0');
    }
    if (digits == 0 || digits > 8) {
        return NULL;
    }
    parts->numbers[parts->count] = number;
    parts->digits[parts->count++] = digits;
    return text;
}

static bool date_read_parts(const char *text, struct date_parts *parts)
{
    bool blank;
    text = date_read_number(date_skip_blanks(text, &blank), parts);
    while (text != NULL && *date_skip_blanks(text, &blank) != '\0') {
        char separator;
        text = parts->count == 3 ? NULL : date_read_separator(text, &separator);
        if (text == NULL || (parts->count > 1 && separator != parts->separator)) {
            return false;
        }
        parts->separator = separator;
        text = date_read_number(text, parts);
    }
    return text != NULL;
}

/* 010825 and 01082025 as three parts. */
static bool date_split_run(struct date_parts *parts)
{
    int number = parts->numbers[0], digits = parts->digits[0];
    if (digits != 6 && digits != 8) {
        return false;
    }
    int divisor = digits == 6 ? 100 : 10000;
    *parts = (struct date_parts){
        .numbers = {number / divisor / 100, number / divisor % 100, number % divisor},
        .digits = {2, 2, digits - 4},
        .count = 3,
    };
    return true;
}

static bool date_set(int year, int month, int day, struct date *date_out)
{
    if (!date_is_valid(year, month, day)) {
        return false;
    }
    *date_out = date_make(year, month, day);
    return true;
}

bool date_parse_typed(const char *text, struct date today, struct date *date_out)
{
    struct date_parts parts = {.count = 0};
    if (date_parse_iso(text, date_out)) {
        return true;
    }
    if (!date_read_parts(text, &parts) || (parts.count == 1 && !date_split_run(&parts)) || parts.count != 3) {
        return false;
    }
    if (parts.separator == '-' && parts.digits[0] == 4 && parts.digits[1] <= 2 && parts.digits[2] <= 2) {
        return date_set(parts.numbers[0], parts.numbers[1], parts.numbers[2], date_out);
    }
    if (parts.digits[0] > 2 || parts.digits[1] > 2 || (parts.digits[2] != 2 && parts.digits[2] != 4)) {
        return false;
    }
    int year = parts.numbers[2];
    if (parts.digits[2] == 2) {
        year += 2000 + year <= today.year + 10 ? 2000 : 1900;
    }
    return date_set(year, parts.numbers[1], parts.numbers[0], date_out);
}

static int date_read_pair(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* No sscanf: downloads read millions of them. */
bool date_parse_iso(const char *text, struct date *date_out)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    for (size_t i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && !isdigit((unsigned char)text[i])) {
            return false;
        }
    }
    return date_set(date_read_pair(text) * 100 + date_read_pair(text + 2), date_read_pair(text + 5),
                    date_read_pair(text + 8), date_out);
}

/* So many digits, and what stands behind them; goes on behind both. */
static char *date_put(char *at, int number, int count, char after)
{
    for (int i = count - 1; i >= 0; i--, number /= 10) {
        at[i] = (char)('0' + number % 10);
    }
    at[count] = after;
    return at + count + 1;
}

void date_format_norwegian(struct date date, char text_out[DATE_TEXT_SIZE])
{
    text_out[0] = '\0';
    if (date_is_set(date)) {
        date_put(date_put(date_put(text_out, date.day, 2, '.'), date.month, 2, '.'), date.year, 4, '\0');
    }
}

void date_format_iso(struct date date, char text_out[DATE_TEXT_SIZE])
{
    text_out[0] = '\0';
    if (date_is_set(date)) {
        date_put(date_put(date_put(text_out, date.year, 4, '-'), date.month, 2, '-'), date.day, 2, '\0');
    }
}
