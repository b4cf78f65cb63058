/* What of the second factor the database cannot make by itself (requirement A4): the pad that opens a sealed secret, and what
 * is compared of a recovery code. Both take a key that no database has. */
#ifndef REGISTER_DOMAIN_ACCESS_SEAL_H
#define REGISTER_DOMAIN_ACCESS_SEAL_H

#include "engine/base/arena.h"

#define SEAL_KEY_SIZE 32
#define SEAL_SECRET_SIZE 20 /* of HMAC-SHA-1 (RFC 4226 recommends 160 bits) */
#define SEAL_SALT_SIZE 16

/* In hexadecimal digits, as the database takes it: 20 bytes of HMAC(key, user and salt). A salt is used once, so that each
 * secret has a pad of its own. */
const char *seal_pad(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE], long long user_id, const char *salt_hex);
/* 32 bytes, in hexadecimal digits. `letters`: code_recovery_read's. */
const char *seal_recovery(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE], long long user_id, const char *letters);

#endif
