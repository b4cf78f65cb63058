/* Who logs in to a demonstration, who has entered its participants, and where. */
#include <assert.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "register/domain/access/grant.h"
#include "register/store/demo_load.h"

enum { GRANTS_AT_MOST = 2, DAYS_LEFT = 30 };

struct demo_login {
    const char *username, *name, *role, *reg;
    struct {
        const char *kommunenummer, *bydel;
    } places[GRANTS_AT_MOST]; /* ends with NULL; none for a role without place */
    bool has_factor;          /* the others need no second factor */
};

/* Requirement I3. The people are invented. */
static const struct demo_login logins[] = {
    {"oslo", "Ingrid Solvang", "caseworker", REGISTER_JOBBSJANSEN, {{"0301", ""}}, false},
    {"grunerlokka", "Samira Holte", "caseworker", REGISTER_JOBBSJANSEN, {{"0301", "030102"}}, false},
    {"trondheim", "Marit Nidarvoll", "caseworker", REGISTER_JOBBSJANSEN, {{"5001", ""}}, false},
    {"flere", "Jonas Vestbygd", "caseworker", REGISTER_JOBBSJANSEN, {{"4601", ""}, {"3203", ""}}, false},
    {"admin-oslo", "Petra Lindholt", "administrator", REGISTER_JOBBSJANSEN, {{"0301", ""}}, false},
    {"imdi", "Håvard Granlie", "imdi", "", {{NULL, NULL}}, false},
    {"systemeier", "Sunniva Ekra", "system_owner", "", {{NULL, NULL}}, false},
    {"baerum", "Eirin Skaugum", "caseworker", REGISTER_INTRODUKSJON, {{"3201", ""}}, false},
    {"totp", "Torhild Pedervik", "caseworker", REGISTER_JOBBSJANSEN, {{"5001", ""}}, true},
};

struct demo_user {
    const char *username, *name, *email, *password_hash;
};

enum store_result demo_load_begin(struct store *store, struct arena *arena)
{
    const char *sql = arena_printf(arena, "CALL %s.ctx.open_system(?)", store->schema);
    struct database_value name = database_text("demo");
    struct database_answer answer;

    return store_ask(store, arena, "demo-context", sql, &name, 1, &answer);
}

/* *made_out: there was no such user before. */
static enum store_result put_user(struct store *store, struct arena *arena, const struct demo_user *user,
                                  bool *made_out)
{
    struct database_value name = database_text(user->username), hash = database_text(user->password_hash);
    struct database_value values[] = {name, hash, database_text(user->name), database_text(user->email), name};
    struct database_value again[] = {hash, name, hash};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "demo-user",
                                         "INSERT INTO user (brukernavn, password_hash, display_name, email)"
                                         " SELECT ?, ?, ?, ? FROM DUAL WHERE NOT EXISTS"
                                         " (SELECT 1 FROM user u WHERE u.brukernavn = ?)",
                                         values, 5, &answer);

    *made_out = result == STORE_OK && answer.affected > 0;
    if (result == STORE_OK && !*made_out && user->password_hash)
        result = store_ask(store, arena, "demo-password",
                           "UPDATE user SET password_hash = ? WHERE brukernavn = ? AND NOT password_hash <=> ?",
                           again, 3, &answer);
    return result;
}

/* No second factor for the demonstration's logins, but for the one that shows it (requirement I3). */
static enum store_result put_requirement(struct store *store, struct arena *arena, const struct demo_login *login)
{
    struct database_value values[] = {database_number(arena, login->has_factor), database_text(login->username)};
    struct database_answer answer;

    return store_ask(store, arena, "demo-factor-required", "UPDATE user SET factor_required = ? WHERE brukernavn = ?", values, 2,
                     &answer);
}

enum store_result demo_load_factor(struct store *store, struct arena *arena, const unsigned char key[PAD_KEY_SIZE],
                                   const unsigned char secret[PAD_SECRET_SIZE])
{
    unsigned char salt[PAD_SALT_SIZE];
    char salt_hex[2 * PAD_SALT_SIZE + 1];
    struct database_value name = database_text("totp");
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "demo-factor-user", "SELECT user_id FROM user WHERE brukernavn = ?", &name, 1,
                                         &answer);
    long long user_id;

    if (result != STORE_OK || !store_first(&answer, 0))
        return result == STORE_OK ? STORE_FAILED : result;
    user_id = store_cell_number(&answer.sets[0], store_first(&answer, 0), "user_id");
    crypto_random(salt, sizeof salt);
    crypto_hex(salt, sizeof salt, salt_hex);
    struct database_value values[] = {database_number(arena, user_id),
                                      database_text(pad_close(arena, key, user_id, salt_hex, secret)), database_text(salt_hex)};
    return store_ask(store, arena, "demo-factor",
                     "REPLACE INTO user_factor (user_id, sealed, salt, since) VALUES (?, UNHEX(?), UNHEX(?), utc_now())", values, 3,
                     &answer);
}

static enum store_result put_grant(struct store *store, struct arena *arena, const char *username,
                                   const char *role, const char *reg, const char *kommunenummer, const char *bydel)
{
    struct database_value values[] = {database_text(role), database_text(reg), database_text(kommunenummer),
                                      database_text(bydel), database_text(username)};
    struct database_answer answer;

    return store_ask(store, arena, "demo-grant",
                     "INSERT INTO user_grant (user_id, role, register, kommunenummer, bydel, valid_from)"
                     " SELECT user_id, ?, ?, ?, ?, '2023-01-01' FROM user WHERE brukernavn = ?",
                     values, 5, &answer);
}

static enum store_result put_login(struct store *store, struct arena *arena, const struct demo_login *login,
                                   const char *password)
{
    char hash[CRYPTO_PASSWORD_TEXT];
    struct demo_user user = {login->username, login->name,
                             arena_printf(arena, "%s@demo.example", login->username), hash};
    enum store_result result;
    bool made = false;

    crypto_password_hash(password, hash);
    result = put_user(store, arena, &user, &made);
    if (result == STORE_OK)
        result = put_requirement(store, arena, login);
    if (!made || result != STORE_OK)
        return result;
    if (!login->places[0].kommunenummer)
        return put_grant(store, arena, login->username, login->role, login->reg, "", "");
    for (size_t i = 0; i < GRANTS_AT_MOST && login->places[i].kommunenummer && result == STORE_OK; i++)
        result = put_grant(store, arena, login->username, login->role, login->reg, login->places[i].kommunenummer,
                           login->places[i].bydel);
    return result;
}

static enum store_result put_caseworker(struct store *store, struct arena *arena, size_t index)
{
    const struct demo_caseworker caseworker = demo_caseworker(arena, index);
    const struct demo_user user = {caseworker.username, caseworker.name, caseworker.email, NULL};
    bool made = false;
    enum store_result result = put_user(store, arena, &user, &made);

    if (!made || result != STORE_OK)
        return result;
    return put_grant(store, arena, caseworker.username, "caseworker", REGISTER_JOBBSJANSEN, caseworker.kommunenummer,
                     caseworker.bydel);
}

enum store_result demo_load_users(struct store *store, struct arena *arena, const char *password)
{
    enum store_result result = STORE_OK;

    for (size_t i = 0; i < sizeof logins / sizeof *logins && result == STORE_OK; i++)
        result = put_login(store, arena, &logins[i], password);
    for (size_t i = 0; i < demo_caseworker_count() && result == STORE_OK; i++)
        result = put_caseworker(store, arena, i);
    return result;
}

enum store_result demo_load_identities(struct store *store, struct arena *arena, const char *issuer)
{
    enum store_result result = STORE_OK;

    for (size_t i = 0; i < sizeof logins / sizeof *logins && result == STORE_OK; i++) {
        struct database_value values[] = {database_text(issuer), database_text(logins[i].username)};
        struct database_answer answer;

        result = store_ask(store, arena, "demo-identity",
                           "INSERT IGNORE INTO user_identity (user_id, issuer, subject, tied_at)"
                           " SELECT user_id, ?, CONCAT('demo-', brukernavn), utc_now() FROM user WHERE brukernavn = ?",
                           values, 2, &answer);
    }
    return result;
}

/* One scheme until 2025 that pays by participant, and the ordinary one. */
static enum store_result put_project(struct store *store, struct arena *arena, const struct demo_caseworker *at,
                                     const char *financing, const char *until)
{
    struct database_value values[] = {database_text(at->kommunenummer), database_text(at->bydel),
                                      database_text(financing), database_text(until)};
    struct database_answer answer;

    return store_ask(store, arena, "demo-project",
                     "INSERT IGNORE INTO project (kommunenummer, bydel, finansieringstype, valid_from, valid_to)"
                     " VALUES (?, ?, ?, '2022-01-01', ?)",
                     values, 4, &answer);
}

/* The year before this one stays open, so that there is something to confirm whenever the demonstration is. */
static enum store_result put_year(struct store *store, struct arena *arena, short year, struct date today)
{
    struct date deadline = {(short)(year + 1), 3, 31}, closes = {(short)(year + 1), 4, 30};
    char deadline_text[DATE_TEXT_SIZE], closes_text[DATE_TEXT_SIZE];
    struct database_answer answer;

    if (year == today.year - 1 && date_compare(today, deadline) > 0) {
        closes = (struct date){today.year, 12, 31};
        deadline = date_add_days(today, DAYS_LEFT);
        deadline = date_compare(deadline, closes) > 0 ? closes : deadline;
    }
    date_format_iso(deadline, deadline_text);
    date_format_iso(closes, closes_text);
    struct database_value values[] = {
        database_number(arena, year),
        database_text(arena_printf(arena, "%d-01-02", year + 1)),
        database_text(deadline_text),
        database_text(closes_text),
    };
    return store_ask(store, arena, "demo-year",
                     "INSERT IGNORE INTO reporting_year (year, opens, deadline, closes) VALUES (?, ?, ?, ?)", values,
                     4, &answer);
}

enum store_result demo_load_places(struct store *store, struct arena *arena, struct date today)
{
    enum store_result result = STORE_OK;

    for (size_t i = 0; i < demo_caseworker_count() && result == STORE_OK; i++) {
        const struct demo_caseworker at = demo_caseworker(arena, i);

        result = put_project(store, arena, &at, "1", NULL);
        if (result == STORE_OK && at.pilot)
            result = put_project(store, arena, &at, "2", "2025-12-31");
    }
    for (short year = 2023; year < today.year && result == STORE_OK; year++)
        result = put_year(store, arena, year, today);
    return result;
}
