/* Invitations of a demonstration: one that has expired, one that was withdrawn, and two that the jobs daemon sends. */
#include "register/store/demo_load.h"

struct demo_invitation {
    const char *name, *email, *phone, *inviter, *role, *kommunenummer, *bydel;
    int made_days_ago;
    bool is_withdrawn;
};

/* The people are invented. */
static const struct demo_invitation invitations[] = {
    {"Thea Furuseth", "thea.furuseth@kommune0301.example", "+47 00 00 01 01", "admin-oslo", "caseworker", "0301", "030105", 0, false},
    {"Amir Halvorsen", "amir.halvorsen@kommune0301.example", "+47 00 00 01 02", "admin-oslo", "caseworker", "0301", "030102", 12, false},
    {"Grete Elvestad", "grete.elvestad@kommune0301.example", "+47 00 00 01 03", "admin-oslo", "administrator", "0301", "", 3, true},
    {"Sindre Vollan", "sindre.vollan@kommune5001.example", "+47 00 00 01 04", "systemeier", "administrator", "5001", "", 0, false},
};

static enum store_result put_invitation(struct store *store, struct arena *arena, const struct demo_invitation *one, bool *made_out)
{
    struct database_value days = database_number(arena, one->made_days_ago);
    struct database_value values[] = {
        database_text(one->name), database_text(one->email), database_text(one->phone), database_text(one->role),
        database_text(one->kommunenummer), database_text(one->bydel), days, days,
        database_text(one->is_withdrawn ? "1" : NULL), database_text(one->inviter), database_text(one->email)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "demo-invitation",
                  "INSERT INTO invitation (display_name, email, phone, role, register, kommunenummer, bydel, valid_from, invited_by,"
                  " invited_at, withdrawn_at)"
                  " SELECT ?, ?, ?, ?, 'jobbsjansen', ?, ?, CURDATE() - INTERVAL ? DAY, u.user_id, utc_now() - INTERVAL ? DAY,"
                  " IF(? IS NULL, NULL, utc_now()) FROM user u WHERE u.brukernavn = ?"
                  " AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.email = ?)",
                  values, sizeof values / sizeof *values, &answer);

    *made_out = result == STORE_OK && answer.affected > 0;
    return result;
}

/* What was withdrawn or is past was never sent: nobody needs a link to it. */
static enum store_result put_link(struct store *store, struct arena *arena, const struct demo_invitation *one)
{
    struct database_value days = database_number(arena, one->made_days_ago), email = database_text(one->email);
    struct database_value link[] = {days, days, database_text(one->is_withdrawn ? "1" : NULL), email};
    struct database_value mail[] = {database_text(one->is_withdrawn ? "withdrawn" : one->made_days_ago ? "sent" : "waiting"), days, email};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "demo-invitation-link",
                  "INSERT INTO link (kind, subject_id, made_at, expires_at, withdrawn_at, token_salt) SELECT 'invitasjon',"
                  " i.invitation_id, utc_now() - INTERVAL ? DAY, utc_now() + INTERVAL 7 - ? DAY, IF(? IS NULL, NULL, utc_now()),"
                  " RANDOM_BYTES(16) FROM invitation i"
                  " WHERE i.email = ?",
                  link, 4, &answer);

    if (result != STORE_OK)
        return result;
    return store_ask(store, arena, "demo-invitation-mail",
                     "INSERT INTO mail (link_id, kind, recipient, recipient_name, about, made_at, not_before, state, sent_at)"
                     " SELECT l.link_id, 'invitasjon', i.email, i.display_name,"
                     " JSON_OBJECT('invited_by', u.display_name, 'place', COALESCE(d.bydelsnavn, m.kommunenavn)), l.made_at,"
                     " l.made_at, ?, IF(? = 0, NULL, l.made_at) FROM invitation i"
                     " JOIN link l ON l.kind = 'invitasjon' AND l.subject_id = i.invitation_id JOIN user u ON u.user_id = i.invited_by"
                     " JOIN municipality m ON m.kommunenummer = i.kommunenummer LEFT JOIN district d ON d.bydel = i.bydel"
                     " WHERE i.email = ?",
                     mail, 3, &answer);
}

enum store_result demo_load_invitations(struct store *store, struct arena *arena)
{
    enum store_result result = STORE_OK;

    for (size_t i = 0; i < sizeof invitations / sizeof *invitations && result == STORE_OK; i++) {
        bool made = false;

        result = put_invitation(store, arena, &invitations[i], &made);
        if (result == STORE_OK && made)
            result = put_link(store, arena, &invitations[i]);
    }
    return result;
}
