/* Loads fictional data (requirement I3; issue 2, point 9) as the system itself: every row passes the triggers and
 * stands in the log, as any other write. For demonstrations and tests, on a connection of the admin. */
#ifndef REGISTER_STORE_DEMO_LOAD_H
#define REGISTER_STORE_DEMO_LOAD_H

#include "register/domain/access/pad.h"
#include "register/domain/demo/demo.h"
#include "register/store/store.h"

/* Most participants of one call of demo_load_group: all of them or none. */
#define DEMO_GROUP 200u

/* The system's context, which everything below needs. */
enum store_result demo_load_begin(struct store *store, struct arena *arena);

/* The demo's logins, all with this password (given anew to those that exist), and the caseworkers without
 * login who have entered the participants. */
enum store_result demo_load_users(struct store *store, struct arena *arena, const char *password);
/* What the app of the login "totp" knows, sealed with the workers' key (requirement A4). The users must be loaded. */
enum store_result demo_load_factor(struct store *store, struct arena *arena, const unsigned char key[PAD_KEY_SIZE],
                                   const unsigned char secret[PAD_SECRET_SIZE]);
/* Each login is known at this OpenID provider, as "demo-" and its name. */
enum store_result demo_load_identities(struct store *store, struct arena *arena, const char *issuer);
/* A few invitations, one in each of several states (requirement A3). The users must be loaded. */
enum store_result demo_load_invitations(struct store *store, struct arena *arena);
/* Projects where there are caseworkers, and the reporting years from 2023 to the one before `today`, which is open. */
enum store_result demo_load_places(struct store *store, struct arena *arena, struct date today);

/* The number of participant n: the same for the same seed, 63 bits, and not to be guessed from another. */
const char *demo_load_id(struct arena *arena, unsigned long long seed, unsigned long n);

/* How many of this seed's participants are there already, from its first on, at most `most`; *others_out: there are
 * participants though this seed's first is not among them. */
enum store_result demo_load_held(struct store *store, struct arena *arena, unsigned long long seed,
                                 unsigned long most, unsigned long *held_out, bool *others_out);

struct demo_loader;
/* `person_key` makes PersonIds (requirement P4). The users must be loaded. What is passed must outlive the loader,
 * which lives in the arena. */
enum store_result demo_loader_new(struct store *store, struct arena *arena, const struct demo *demo,
                                  const struct codebook *codebook, const void *person_key, size_t person_key_size,
                                  struct demo_loader **loader_out);
/* Participants first .. first + count - 1, at most DEMO_GROUP, in one transaction. In order, so that an interrupted
 * load is taken up where demo_load_held says. */
enum store_result demo_load_group(struct demo_loader *loader, unsigned long first, unsigned long count);
void demo_loader_close(struct demo_loader *loader);

#endif
