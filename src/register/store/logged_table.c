/* Tables whose every change is logged. */
#include "register/store/logged_table.h"

#include <stddef.h>
#include <string.h>

#include "engine/base/text.h"

#define IN_JOBBSJANSEN .has_place = true, .reg = "jobbsjansen"
#define IN_INTRODUKSJON .has_place = true, .reg = "introduksjon"

const struct logged_table logged_tables[] = {
    {.name = "participant", IN_JOBBSJANSEN, .has_history = true},
    {.name = "participant_choice", IN_JOBBSJANSEN, .of = "participant", .has_history = true},
    {.name = "participant_test", IN_JOBBSJANSEN, .of = "participant", .has_history = true},
    {.name = "participant_confirmation", IN_JOBBSJANSEN, .of = "participant", .is_frozen = true},
    {.name = "participant_deleted", IN_JOBBSJANSEN},
    {.name = "participant_choice_deleted", IN_JOBBSJANSEN},
    {.name = "participant_test_deleted", IN_JOBBSJANSEN},
    {.name = "participant_confirmation_deleted", IN_JOBBSJANSEN, .is_frozen = true},
    {.name = "intro_participant", IN_INTRODUKSJON, .untold = {"engine_due"}},
    {.name = "intro_decision", IN_INTRODUKSJON, .of = "intro_participant"},
    {.name = "intro_goal", IN_INTRODUKSJON, .of = "intro_participant"},
    {.name = "intro_termination", IN_INTRODUKSJON, .of = "intro_participant"},
    {.name = "person"},
    {.name = "person_number"},
    {.name = "project"},
    {.name = "reporting_year"},
    {.name = "user"},
    {.name = "user_grant"},
    {.name = "invitation", .actor = LOGGED_ACCOUNT}, /* the jobs daemon sweeps away what nobody took */
    {.name = "codebook_applied"},
    {.name = "double_answer", .actor = LOGGED_ACCOUNT},
    {.name = "municipality", .actor = LOGGED_ACCOUNT},
    {.name = "district", .actor = LOGGED_ACCOUNT},
    {.name = "system_account", .actor = LOGGED_ACCOUNT},
    {.name = "secret", .actor = LOGGED_ACCOUNT},
    {.name = "session", .actor = LOGGED_SESSION, .key = "session_id", .untold = {"seen_at", "idle_until"}},
    /* Who she is elsewhere is told to nobody: the log stays for ever. */
    {.name = "user_identity", .actor = LOGGED_ACCOUNT, .hidden = {"subject"}},
    {.name = "oidc_provider", .actor = LOGGED_ACCOUNT, .key = "name", .untold = {"read_at"}},
    {.name = "user_factor", .actor = LOGGED_ACCOUNT},
    {.name = "recovery_code", .actor = LOGGED_ACCOUNT, .key = "user_id"},
    {.name = "link", .actor = LOGGED_ACCOUNT},
    /* Whom it went to is emptied here after a while, and would stand in the log for ever. */
    {.name = "mail", .actor = LOGGED_ACCOUNT, .hidden = {"recipient", "recipient_name", "about", "lease_key"},
     .untold = {"lease_key", "not_before", "tries"}},
    {.name = NULL},
};

static const char *const always_hidden[] = {"password_hash", "content"};
static const char *const always_untold[] = {"row_version", "changed_at", "changed_by", "changed_by_name"};

static bool is_among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count && names[i] != NULL; i++) {
        if (text_equal(names[i], name)) {
            return true;
        }
    }
    return false;
}

#define IS_AMONG(names, name) is_among(names, sizeof(names) / sizeof((names)[0]), name)

bool logged_column_is_hidden(const struct logged_table *table, const char *column, const char *type)
{
    return strstr(type, "binary") != NULL || strstr(type, "blob") != NULL || IS_AMONG(always_hidden, column) ||
           IS_AMONG(table->hidden, column);
}

bool logged_column_is_untold(const struct logged_table *table, const char *column)
{
    return IS_AMONG(always_untold, column) || IS_AMONG(table->untold, column);
}
