/* The second factor (requirement A4): half sessions, codes. */
#ifndef REGISTER_STORE_FACTOR_H
#define REGISTER_STORE_FACTOR_H

#include "register/store/session.h"

enum { FACTOR_PAD_SIZE = 20 };

struct half_session {
    long long user_id;
    const char *username;
    const char *salt;  /* of the pad, in hexadecimal digits; NULL where nothing is sealed yet */
    long seconds_left;
};

/* *half_out is NULL where the token is unknown or over. */
enum store_result half_session_open(struct store *store, struct arena *arena, const char *token,
                                    const struct half_session **half_out);
enum store_result half_session_end(struct store *store, struct arena *arena, const char *token);

enum factor_outcome {
    FACTOR_WRONG,
    FACTOR_OK,
    FACTOR_USED,  /* a right code, used before */
    FACTOR_DENIED, /* too many wrong ones: the half session is over */
    FACTOR_OVER   /* the half session is over */
};

/* What was typed: a code with the pad that the database opens the sealed secret with, or a recovery code's hash. In hexadecimal
 * digits, but for the code; NULL where it is the other. */
struct factor_proof {
    const char *code, *pad;
    const char *recovery;
};

struct factor_answer {
    enum factor_outcome outcome;
    long tries_left; /* before the half session is over */
};

/* The database decides; only then is there a whole session, under a token that is not the half one's. */
enum store_result factor_finish(struct store *store, struct arena *arena, const char *half_token,
                                const struct factor_proof *proof, const struct login_session *session,
                                struct factor_answer *answer_out);

#endif
