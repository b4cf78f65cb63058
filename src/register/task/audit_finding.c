/* What a check of the logs has found. */
#include "register/task/audit_finding.h"

#include <stdarg.h>
#include <stdio.h>

enum { LINE_SIZE = 500 };

static void tell(const struct audit_findings *findings, const char *mark, const char *place, const char *what)
{
    char line[LINE_SIZE];

    snprintf(line, sizeof line, "%s: %s%s", mark, place, what);
    findings->say(line);
}

void audit_found(struct audit_findings *findings, const struct seal *seal, const char *format, ...)
{
    char what[LINE_SIZE / 2], place[LINE_SIZE / 3];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    snprintf(place, sizeof place, "seal %llu (%s %llu-%llu, %u): ", seal->number, seal->log, seal->first_id, seal->last_id,
             seal->year);
    if (findings->first_seal == 0 || seal->number < findings->first_seal)
        findings->first_seal = seal->number;
    if (findings->findings++ < AUDIT_FINDINGS_TOLD)
        tell(findings, "BROKEN", place, what);
}

void audit_found_outside(struct audit_findings *findings, const char *format, ...)
{
    char what[LINE_SIZE / 2];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    if (findings->findings++ < AUDIT_FINDINGS_TOLD)
        tell(findings, "BROKEN", "", what);
}

void audit_noticed(struct audit_findings *findings, const char *format, ...)
{
    char what[LINE_SIZE / 2];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    if (findings->notices++ < AUDIT_NOTICES_TOLD)
        tell(findings, "NOTE", "", what);
}
