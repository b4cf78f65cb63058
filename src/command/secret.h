/* The installation's secret, and the keys derived from it. Never in a log or an address. */
#ifndef COMMAND_SECRET_H
#define COMMAND_SECRET_H

#include <stdbool.h>

#define SECRET_SIZE 32
#define SECRET_PASSWORD_TEXT 65
#define SECRET_AUDIT_SEAL "audit-seal" /* the purpose of the key that seals the logs */

struct secret {
    unsigned char bytes[SECRET_SIZE];
};

/* Reads 64 hexadecimal digits. false: *why_out says what is wrong with the file. */
bool secret_read(const char *file, struct secret *secret_out, const char **why_out);

/* A key for one purpose: HMAC-SHA256(secret, purpose). */
void secret_key(const struct secret *secret, const char *purpose, unsigned char key_out[SECRET_SIZE]);

/* The password of a database account: hex of HMAC-SHA256(secret, "database-account:" + name). */
void secret_account_password(const struct secret *secret, const char *account,
                             char password_out[SECRET_PASSWORD_TEXT]);

#endif
