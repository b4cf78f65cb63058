/* What each account may do. */
#include "register/store/account.h"

#include <stddef.h>

#define TABLE(name, privileges) {ACCOUNT_TABLE, ACCOUNT_MAIN, name, privileges}
#define CALLS(name) {ACCOUNT_PROCEDURE, ACCOUNT_MAIN, name, "EXECUTE"}
#define FUNCTION(name) {ACCOUNT_FUNCTION, ACCOUNT_MAIN, name, "EXECUTE"}
#define CONTEXT {ACCOUNT_PACKAGE, ACCOUNT_MAIN, "ctx", "EXECUTE"}
#define END {ACCOUNT_TABLE, ACCOUNT_MAIN, NULL, NULL}

const struct account_right account_worker_rights[] = {
    TABLE("participant_all", "SELECT"),
    TABLE("participant_municipality", "SELECT"),
    TABLE("participant_district", "SELECT"),
    TABLE("choice_all", "SELECT"),
    TABLE("choice_municipality", "SELECT"),
    TABLE("choice_district", "SELECT"),
    TABLE("test_all", "SELECT"),
    TABLE("test_municipality", "SELECT"),
    TABLE("test_district", "SELECT"),
    TABLE("municipality_list", "SELECT"),
    TABLE("district_list", "SELECT"),
    TABLE("reporting_year_list", "SELECT"),
    TABLE("own_project", "SELECT"),
    CONTEXT,
    CALLS("login_begin"),
    CALLS("login_finish"),
    CALLS("session_end"),
    CALLS("participant_open"),
    CALLS("participant_create"),
    CALLS("participant_save"),
    CALLS("participant_discharge"),
    CALLS("participant_delete"),
    CALLS("lookup_ask"),
    CALLS("identity_confirm"),
    END,
};

const struct account_right account_jobs_rights[] = {
    CALLS("lookup_take"),
    CALLS("lookup_done"),
    CALLS("lookup_retry"),
    END,
};

const struct account_right account_definer_rights[] = {
    TABLE("municipality", "SELECT"),
    TABLE("district", "SELECT"),
    TABLE("project", "SELECT"),
    TABLE("reporting_year", "SELECT"),
    TABLE("user", "SELECT"),
    TABLE("user_grant", "SELECT"),
    TABLE("user_scope", "SELECT, INSERT, DELETE"),
    TABLE("user_write_scope", "SELECT, INSERT, DELETE"),
    TABLE("user_scope_date", "SELECT, INSERT, UPDATE"),
    TABLE("session", "SELECT, INSERT, UPDATE"),
    TABLE("login_attempt", "SELECT, INSERT, UPDATE, DELETE"),
    TABLE("one_time_key", "SELECT, INSERT, UPDATE"),
    TABLE("secret", "SELECT"),
    TABLE("system_account", "SELECT"),
    TABLE("person", "SELECT, INSERT, UPDATE"),
    TABLE("person_number", "SELECT, INSERT, UPDATE"),
    TABLE("participant", "SELECT, INSERT, UPDATE, DELETE"),
    TABLE("participant_choice", "SELECT, INSERT, DELETE"),
    TABLE("participant_test", "SELECT, DELETE"),
    TABLE("participant_change", "SELECT, INSERT, DELETE"),
    TABLE("participant_deleted", "SELECT, INSERT"),
    TABLE("participant_choice_deleted", "INSERT"),
    TABLE("participant_test_deleted", "INSERT"),
    TABLE("participant_change_deleted", "INSERT"),
    TABLE("lookup_job", "SELECT, INSERT, UPDATE, DELETE"),
    TABLE("rate_limit", "SELECT, UPDATE"),
    TABLE("participant_all", "SELECT"),
    TABLE("participant_municipality", "SELECT"),
    TABLE("participant_district", "SELECT"),
    CONTEXT,
    FUNCTION("utc_now"),
    FUNCTION("norwegian_date"),
    /* An owner must be allowed to call her own procedures, also when another calls them. */
    CALLS("login_begin"),
    CALLS("login_finish"),
    CALLS("session_end"),
    CALLS("participant_open"),
    CALLS("participant_create"),
    CALLS("participant_save"),
    CALLS("participant_discharge"),
    CALLS("participant_delete"),
    CALLS("require_write"),
    CALLS("user_scope_refresh"),
    CALLS("user_scope_today"),
    CALLS("one_time_key_take"),
    CALLS("person_find"),
    CALLS("person_open_find"),
    CALLS("place_check"),
    CALLS("participant_hold"),
    CALLS("participant_answer"),
    CALLS("change_note"),
    CALLS("choice_write"),
    CALLS("lookup_ask"),
    CALLS("identity_confirm"),
    CALLS("lookup_take"),
    CALLS("lookup_done"),
    CALLS("lookup_retry"),
    CALLS("lookup_put"),
    CALLS("lookup_hold"),
    CALLS("person_renumber"),
    END,
};

#define HISTORY(name) {ACCOUNT_TABLE, ACCOUNT_HISTORY, name, "SELECT, INSERT, UPDATE, DELETE"}

const struct account_right account_audit_writer_rights[] = {
    TABLE("participant", "SELECT, TRIGGER"),
    TABLE("participant_choice", "SELECT, UPDATE, TRIGGER"),
    TABLE("participant_test", "SELECT, UPDATE, TRIGGER"),
    TABLE("participant_deleted", "SELECT, TRIGGER"),
    TABLE("participant_choice_deleted", "SELECT, TRIGGER"),
    TABLE("participant_test_deleted", "SELECT, TRIGGER"),
    TABLE("person", "SELECT, TRIGGER"),
    TABLE("person_number", "SELECT, TRIGGER"),
    TABLE("project", "SELECT, TRIGGER"),
    TABLE("reporting_year", "SELECT, TRIGGER"),
    TABLE("user", "SELECT, TRIGGER"),
    TABLE("user_grant", "SELECT, TRIGGER"),
    {ACCOUNT_TABLE, ACCOUNT_AUDIT, "change_log", "INSERT, TRIGGER"},
    HISTORY("participant"),
    HISTORY("participant_choice"),
    HISTORY("participant_test"),
    CONTEXT,
    FUNCTION("utc_now"),
    FUNCTION("norwegian_date"),
    CALLS("require_write"),
    CALLS("user_scope_refresh"),
    END,
};

const struct account_right account_history_reader_rights[] = {
    {ACCOUNT_TABLE, ACCOUNT_HISTORY, "participant", "SELECT"},
    {ACCOUNT_TABLE, ACCOUNT_HISTORY, "participant_choice", "SELECT"},
    {ACCOUNT_TABLE, ACCOUNT_HISTORY, "participant_test", "SELECT"},
    END,
};
