/* What of the second factor the database cannot make by itself (requirement A4): the pad that opens a sealed secret, and what
 * is compared of a recovery code. Both take a key that no database has. */
#ifndef REGISTER_DOMAIN_ACCESS_PAD_H
#define REGISTER_DOMAIN_ACCESS_PAD_H

#include "engine/base/arena.h"

#define PAD_KEY_SIZE 32
#define PAD_SECRET_SIZE 20 /* of HMAC-SHA-1 (RFC 4226 recommends 160 bits) */
#define PAD_SALT_SIZE 16

/* In hexadecimal digits, as the database takes it: 20 bytes of HMAC(key, user and salt). A salt is used once, so that each
 * secret has a pad of its own. */
const char *pad_make(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *salt_hex);
/* 32 bytes, in hexadecimal digits. `letters`: code_recovery_read's. */
const char *pad_recovery(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *letters);

/* The secret sealed, in hexadecimal digits; and opened again. */
const char *pad_close(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *salt_hex,
                       const unsigned char secret[PAD_SECRET_SIZE]);
void pad_open(struct arena *arena, const unsigned char key[PAD_KEY_SIZE], long long user_id, const char *salt_hex,
               const char *sealed_hex, unsigned char secret_out[PAD_SECRET_SIZE]);

#endif
