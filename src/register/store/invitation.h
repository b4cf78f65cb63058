/* Invitations: made by those who could give the access themselves, taken by whoever has the link (requirement A3). */
#ifndef REGISTER_STORE_INVITATION_H
#define REGISTER_STORE_INVITATION_H

#include "register/store/people.h"

enum invitation_state {
    INVITATION_WAITING, /* its mail is not sent yet */
    INVITATION_SENT,
    INVITATION_OPENED,
    INVITATION_EXPIRED,
    INVITATION_REFUSED, /* the mail cannot be delivered */
    INVITATION_WITHDRAWN
};

struct invitation {
    unsigned long long id; /* opaque */
    const char *name, *email, *phone;
    struct people_gift gift;
    const char *made_at, *sent_at, *opened_at, *expires_at; /* instants in UTC, or NULL */
    enum invitation_state state;
};

/* Not taken, and not long past; the newest first, 200 at most. Of `asked` name and municipality. */
enum store_result invitation_list(struct store *store, struct arena *arena, const struct people_asked *asked,
                                  const struct invitation **items_out, size_t *count_out);

struct invitation_invited {
    const char *name, *email, *phone;
    struct people_gift gift;
};

/* PEOPLE_DONE or PEOPLE_KNOWN with *id_out: the invitation's, or that of the person who is there already. */
enum store_result invitation_make(struct store *store, struct arena *arena, const struct invitation_invited *invited,
                                  unsigned long long *id_out, enum people_outcome *outcome_out);
enum store_result invitation_again(struct store *store, struct arena *arena, unsigned long long id,
                                   enum people_outcome *outcome_out);
enum store_result invitation_withdraw(struct store *store, struct arena *arena, unsigned long long id,
                                      enum people_outcome *outcome_out);

struct invitation_link {
    bool is_good, is_expired; /* neither: used, withdrawn or unknown */
    /* the rest of a good one alone */
    const char *name, *email, *invited_by, *expires_at;
    bool known; /* somebody with this address can log in */
    struct people_gift gift;
};

/* What a link opens; that it was opened is kept, and nothing used up. */
enum store_result invitation_open(struct store *store, struct arena *arena, const char *token,
                                  struct invitation_link *link_out);
/* A new user. PEOPLE_DONE, PEOPLE_GONE, PEOPLE_NAME or PEOPLE_KNOWN. */
enum store_result invitation_accept(struct store *store, struct arena *arena, const char *token, const char *username,
                                    const char *password_hash, enum people_outcome *outcome_out);
/* As the one who is logged in: PEOPLE_DONE, PEOPLE_GONE or PEOPLE_SELF. Her sessions end. */
enum store_result invitation_accept_own(struct store *store, struct arena *arena, const char *token,
                                        enum people_outcome *outcome_out);

#endif
