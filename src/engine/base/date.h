/* Calendar dates, proleptic Gregorian, without time or zone. */
#ifndef ENGINE_BASE_DATE_H
#define ENGINE_BASE_DATE_H

#include <stdbool.h>

struct date {
    short year; /* 0 = no date */
    signed char month, day;
};

struct date_span {
    int years, months, days;
};

#define DATE_NONE ((struct date){0, 0, 0})

bool date_is_set(struct date date);
bool date_is_valid(int year, int month, int day); /* years 1800-2199 */
int date_compare(struct date a, struct date b);   /* <0, 0, >0 */
struct date date_add_years(struct date date, int years); /* 29.02 becomes 28.02 */
struct date date_add_months(struct date date, int months); /* 31.01 and one month is 28.02, or 29.02 */
struct date date_add_days(struct date date, int days);
long date_days_between(struct date from, struct date to);

/* Whole calendar years, months, then days from `from` to `to` (requirement P9). A month
 * end that does not exist counts from the last day of its month. Zero if to < from. */
struct date_span date_span_between(struct date from, struct date to);

/* What people type (requirement P16): 1.8.25, 01082025, 010825, 1/8/2025, 01 08 2025, 2025-08-01.
 * Two-digit years are 2000-2099 up to `today` + 10 years, else 1900-1999. */
bool date_parse_typed(const char *text, struct date today, struct date *date_out);
bool date_parse_iso(const char *text, struct date *date_out); /* yyyy-mm-dd alone */

#define DATE_TEXT_SIZE 20
void date_format_norwegian(struct date date, char text_out[DATE_TEXT_SIZE]); /* dd.mm.yyyy, "" for none */
void date_format_iso(struct date date, char text_out[DATE_TEXT_SIZE]);

#endif
