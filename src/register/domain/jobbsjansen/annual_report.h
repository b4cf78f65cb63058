/* The annual report: who is reported on for a year, what the gate asks, when a year is open. Requirements C2b, Y1-Y3. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_ANNUAL_REPORT_H
#define REGISTER_DOMAIN_JOBBSJANSEN_ANNUAL_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/date.h"

/* The year reported on, and when: from `opens` to `closes`, both included; `deadline` is what people are told. */
struct reporting_year {
    int year;
    struct date opens, deadline, closes;
};

/* Has she been a participant on any day of the year? `end` is DATE_NONE while she goes on. */
bool annual_report_took_part(struct date start, struct date end, int year);

/* The gates (enum codebook_gate bits) that block a confirmation: more for one who ended in that year. */
unsigned annual_report_gates(struct date end, int year);

bool annual_report_is_open(const struct reporting_year *year, struct date today);

/* The year people speak of: the latest that is open, else the latest that has been; NULL where none has opened yet. */
const struct reporting_year *annual_report_current(const struct reporting_year *years, size_t count, struct date today);

/* Years as bits of one number, as the database keeps the years confirmed; 0 for a year it cannot hold. */
unsigned long long annual_report_bit(int year);

/* What is wrong with a year's dates; the first of them that holds. */
enum annual_report_fault {
    ANNUAL_REPORT_RIGHT,
    ANNUAL_REPORT_YEAR,     /* before 2022, when the first participants began, or after next year */
    ANNUAL_REPORT_OPENS,    /* before the year itself */
    ANNUAL_REPORT_DEADLINE, /* before it opens */
    ANNUAL_REPORT_CLOSES,   /* before the deadline */
    ANNUAL_REPORT_TOO_LATE  /* closes more than five years after the year */
};
enum annual_report_fault annual_report_check(const struct reporting_year *year, struct date today);

#endif
