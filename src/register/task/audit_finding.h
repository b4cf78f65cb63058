/* What a check of the logs has found: told one by one, counted beyond what anybody reads. */
#ifndef REGISTER_TASK_AUDIT_FINDING_H
#define REGISTER_TASK_AUDIT_FINDING_H

#include "register/domain/audit/seal.h"

struct audit_findings {
    void (*say)(const char *line); /* told of each finding and notice */
    unsigned long long findings;   /* what must not be */
    unsigned long long notices;    /* what somebody should know of */
    unsigned long long first_seal; /* the first broken block; 0: none */
};

enum { AUDIT_FINDINGS_TOLD = 50, AUDIT_NOTICES_TOLD = 50 };

/* A finding in the block of this seal. */
void audit_found(struct audit_findings *findings, const struct seal *seal, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A finding at no block. */
void audit_found_outside(struct audit_findings *findings, const char *format, ...) __attribute__((format(printf, 2, 3)));
void audit_noticed(struct audit_findings *findings, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
