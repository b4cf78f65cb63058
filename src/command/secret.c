/* The installation's secret, and the keys derived from it. */
#include "command/secret.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"

enum { DIGITS = 2 * SECRET_SIZE, PURPOSE_AT_MOST = 256 };

bool secret_read(const char *file, struct secret *secret_out, const char **why_out)
{
    char text[DIGITS + 2] = "";
    FILE *in = fopen(file, "re");

    if (!in) {
        *why_out = "the secret file cannot be opened";
        return false;
    }
    if (!fgets(text, sizeof text, in))
        text[0] = '\0';
    fclose(in);
    text[strcspn(text, "\n")] = '\0';
    if (crypto_from_hex(text, secret_out->bytes, SECRET_SIZE))
        return true;
    *why_out = "the secret file does not hold 64 hexadecimal digits";
    return false;
}

void secret_key(const struct secret *secret, const char *purpose, unsigned char key_out[SECRET_SIZE])
{
    crypto_hmac(secret->bytes, SECRET_SIZE, purpose, strlen(purpose), key_out);
}

void secret_account_password(const struct secret *secret, const char *account,
                             char password_out[SECRET_PASSWORD_TEXT])
{
    unsigned char key[SECRET_SIZE];
    char purpose[PURPOSE_AT_MOST];

    snprintf(purpose, sizeof purpose, "database-account:%s", account);
    secret_key(secret, purpose, key);
    crypto_hex(key, sizeof key, password_out);
}
