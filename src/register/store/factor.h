/* The second factor (requirement A4): half sessions, codes. */
#ifndef REGISTER_STORE_FACTOR_H
#define REGISTER_STORE_FACTOR_H

#include "register/store/session.h"

enum { FACTOR_PAD_SIZE = 20 };

enum half_purpose {
    HALF_CODE,     /* a code is asked for */
    HALF_REGISTER  /* an app is to be registered */
};

struct half_session {
    enum half_purpose purpose;
    long long user_id;
    const char *username;
    const char *salt;  /* of the pad, in hexadecimal digits; NULL where nothing is sealed yet */
    const char *offer; /* HALF_REGISTER: what was offered, sealed; NULL: nothing yet */
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
    FACTOR_OVER,  /* the half session is over */
    FACTOR_PASSWORD /* the password was wrong */
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

/* Offers what is to be registered, sealed; *half_out then has what stands: that of the first call. NULL: it is over. */
enum store_result factor_offer(struct store *store, struct arena *arena, const char *half_token, const char *sealed,
                               const char *salt, const struct half_session **half_out);

/* `codes`: a JSON array of ten hashes. FACTOR_OK, FACTOR_WRONG or FACTOR_OVER. */
enum store_result factor_enrol(struct store *store, struct arena *arena, const char *half_token,
                               const struct factor_proof *proof, const char *codes, const struct login_session *session,
                               enum factor_outcome *outcome_out);

struct own_factor {
    const char *since; /* instant as stored; NULL: none */
    const char *salt;
    bool is_required;
    long codes_left;
};

enum store_result factor_show(struct store *store, struct arena *arena, struct own_factor *own_out);

/* Password and code once more, of the user who is logged in: for new recovery codes, where `codes` holds them; else for a new
 * app, by a half session under `token`. */
struct factor_request {
    const struct login_attempt *attempt;
    const char *encoded;
    struct factor_proof proof;
    const char *token, *codes;
};

enum factor_reset { FACTOR_RESET_DONE, FACTOR_RESET_NONE, FACTOR_RESET_SELF, FACTOR_RESET_ELSEWHERE, FACTOR_RESET_ABSENT };

/* Takes somebody's app and recovery codes away, for one who administers all that she may: she registers a new one at the next
 * login, her sessions end, and she is told by mail. `person`: her public_id. _NONE: she has no app; _ELSEWHERE: she may
 * more than the one who asks administers. */
enum store_result factor_reset(struct store *store, struct arena *arena, unsigned long long person, enum factor_reset *reset_out);

/* FACTOR_PASSWORD too. */
enum store_result factor_prove(struct store *store, struct arena *arena, const struct factor_request *request,
                               enum factor_outcome *outcome_out);

#endif
