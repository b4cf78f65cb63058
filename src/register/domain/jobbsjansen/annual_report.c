/* The annual report's rules. */
#include "register/domain/jobbsjansen/annual_report.h"

#include "engine/codebook/codebook.h"

enum { FIRST_YEAR = 2022, BIT_ZERO_YEAR = 2020, BITS = 64, YEARS_OPEN = 5 };

bool annual_report_took_part(struct date start, struct date end, int year)
{
    return date_is_set(start) && start.year <= year && (!date_is_set(end) || end.year >= year);
}

unsigned annual_report_gates(struct date end, int year)
{
    return CODEBOOK_GATE_ANNUAL | (date_is_set(end) && end.year == year ? CODEBOOK_GATE_ANNUAL_ENDED : 0u);
}

bool annual_report_is_open(const struct reporting_year *year, struct date today)
{
    return date_compare(year->opens, today) <= 0 && date_compare(today, year->closes) <= 0;
}

static bool is_more_current(const struct reporting_year *one, const struct reporting_year *other, struct date today)
{
    bool open = annual_report_is_open(one, today);

    return !other || (open == annual_report_is_open(other, today) ? one->year > other->year : open);
}

const struct reporting_year *annual_report_current(const struct reporting_year *years, size_t count, struct date today)
{
    const struct reporting_year *current = NULL;

    for (size_t i = 0; i < count; i++)
        if (date_compare(years[i].opens, today) <= 0 && is_more_current(&years[i], current, today))
            current = &years[i];
    return current;
}

unsigned long long annual_report_bit(int year)
{
    int bit = year - BIT_ZERO_YEAR;

    return bit < 0 || bit >= BITS ? 0 : 1ull << bit;
}

enum annual_report_fault annual_report_check(const struct reporting_year *year, struct date today)
{
    if (year->year < FIRST_YEAR || year->year > today.year + 1)
        return ANNUAL_REPORT_YEAR;
    if (year->opens.year < year->year)
        return ANNUAL_REPORT_OPENS;
    if (date_compare(year->deadline, year->opens) < 0)
        return ANNUAL_REPORT_DEADLINE;
    if (date_compare(year->closes, year->deadline) < 0)
        return ANNUAL_REPORT_CLOSES;
    return year->closes.year > year->year + YEARS_OPEN ? ANNUAL_REPORT_TOO_LATE : ANNUAL_REPORT_RIGHT;
}
