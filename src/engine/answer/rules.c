/* Is a rule broken? */
#include "engine/answer/rules.h"

#include <limits.h>

#include "engine/base/text.h"

bool rule_broken_alone(const struct codebook_rule *rule, struct date date, struct date today)
{
    switch (rule->kind) {
    case CODEBOOK_NOT_FUTURE:
        return date_compare(date, today) > 0;
    case CODEBOOK_NOT_OLDER_THAN:
        return date_compare(date, date_add_years(today, -rule->years)) < 0;
    case CODEBOOK_NOT_BEFORE:
    case CODEBOOK_NOT_AFTER:
    case CODEBOOK_USUAL:
        break;
    }
    return false;
}

bool rule_broken_between(const struct codebook_rule *rule, struct date date, struct date other)
{
    if (!date_is_set(other)) {
        return false;
    }
    switch (rule->kind) {
    case CODEBOOK_NOT_BEFORE:
        return date_compare(date, other) < 0;
    case CODEBOOK_NOT_AFTER:
        return date_compare(date, other) > 0;
    case CODEBOOK_NOT_FUTURE:
    case CODEBOOK_NOT_OLDER_THAN:
    case CODEBOOK_USUAL:
        break;
    }
    return false;
}

bool rule_broken_number(const struct codebook_rule *rule, const char *number)
{
    long long held;
    return rule->kind == CODEBOOK_USUAL && number != NULL && text_to_integer(number, LLONG_MIN, LLONG_MAX, &held) &&
           held > rule->most;
}
