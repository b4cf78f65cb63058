/* Checks the chain of seals and every sealed row (requirement L1), in constant memory, while the logs are in use. */
#ifndef REGISTER_TASK_AUDIT_VERIFY_H
#define REGISTER_TASK_AUDIT_VERIFY_H

#include "register/store/store.h"
#include "register/task/audit_finding.h"

struct audit_verify {
    struct store *store; /* the admin's */
    const unsigned char *key;
    size_t key_size;
    struct audit_findings findings; /* `say` is set before */
    /* What was looked at. */
    unsigned long long seals, rows, late, dropped;
    unsigned long long unsealed; /* rows that wait for a seal: nothing can be said of them but that they carry their hash */
};

/* From the chain's first seal to its last, and the rows after it. What is wrong is in `findings`; anything but STORE_OK:
 * the check itself could not be made. */
enum store_result audit_verify(struct audit_verify *verify, struct arena *arena);

/* Are the triggers there that write the logs and guard them? One that is not, or that does not do it, is a finding. */
enum store_result audit_verify_triggers(struct audit_verify *verify, struct arena *arena);

/* Compares with a chain's end that was kept elsewhere, as seal_head_line writes it. false: no such line. */
bool audit_verify_head(struct audit_verify *verify, struct arena *arena, const char *line, enum store_result *result_out);

#endif
