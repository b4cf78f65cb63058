/* The settings of all programs. */
#include "command/program_settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct setting program_settings_rows[] = {
    {"database_socket", SETTING_TEXT, "/run/mysqld/mysqld.sock", 0, 0, "MariaDB's unix socket"},
    {"database_name", SETTING_TEXT, "jobbsjanse", 0, 0, "schema; _audit and _history are added for the others"},
    {"database_admin_user", SETTING_TEXT, "root", 0, 0, "account that makes the schema, known by its OS user"},
    {"database_worker_prefix", SETTING_TEXT, "jobbsjanse_worker_", 0, 0, "accounts of the workers: prefix + number"},
    {"secret_file", SETTING_TEXT, NULL, 0, 0, "32 random bytes in hex; keys and passwords are derived from it"},
    {"form_socket", SETTING_TEXT, "/run/jobbsjanseregisteret/form.sock", 0, 0, "socket of the forms' workers"},
    {"download_socket", SETTING_TEXT, "/run/jobbsjanseregisteret/download.sock", 0, 0, "socket of the downloads'"},
    {"workers", SETTING_NUMBER, "0", 0, 256, "processes for forms; 0 = two for each core"},
    {"download_workers", SETTING_NUMBER, "2", 1, 64, "processes for downloads"},
    {"request_seconds", SETTING_NUMBER, "30", 1, 3600, "a form request that lasts longer ends its worker"},
    {"download_seconds", SETTING_NUMBER, "3600", 1, 86400, "the same for a download"},
    {"download_least_kilobytes", SETTING_NUMBER, "32", 0, 1000000, "a second: who reads slower is cut off; 0 = nobody"},
    {"download_pace_seconds", SETTING_NUMBER, "30", 1, 3600, "of waiting for a reader, over which that is judged"},
    {"download_gives_way", SETTING_NUMBER, "9", 0, 100, "it rests so many times its work while pages are asked for; 0 = never"},
    {"requests_at_most", SETTING_NUMBER, "10000", 1, 1000000, "after so many requests a worker is replaced"},
    {"worker_megabytes", SETTING_NUMBER, "256", 16, 65536, "a worker that holds more memory is replaced"},
    {"codebook_file", SETTING_TEXT, JOBBSJANSE_DATADIR "/codebook.xml", 0, 0, "the codebook"},
    {"codebook_schema", SETTING_TEXT, JOBBSJANSE_DATADIR "/codebook.rng", 0, 0, "its schema"},
    {"views_directory", SETTING_TEXT, JOBBSJANSE_DATADIR "/views", 0, 0, "templates of the pages"},
    {"words_directory", SETTING_TEXT, JOBBSJANSE_DATADIR "/words", 0, 0, "texts in other languages"},
    {"static_manifest", SETTING_TEXT, JOBBSJANSE_DATADIR "/static/manifest.txt", 0, 0, "names of the built assets"},
    {"sql_directory", SETTING_TEXT, JOBBSJANSE_DATADIR "/sql", 0, 0, "migrations of the database"},
    {"data_directory", SETTING_TEXT, JOBBSJANSE_DATADIR "/data", 0, 0, "lists of municipalities and districts"},
    {"synthetic_numbers", SETTING_YES_NO, "no", 0, 0, "accept test numbers (month + 80)"},
    {"duf_check_digits", SETTING_YES_NO, "yes", 0, 0, "a DUF number must have right check digits; no = any twelve digits are one"},
    {"secure_cookie", SETTING_YES_NO, "yes", 0, 0, "cookies over TLS only"},
    {"base_path", SETTING_TEXT, "", 0, 0, "path of the site below its host, without a slash at the end"},
    {"session_idle_minutes", SETTING_NUMBER, "60", 1, 1440, "a session unused so long is over"},
    {"session_total_minutes", SETTING_NUMBER, "600", 1, 1440, "a session is over after so long in any case"},
    {"jobs_poll_ms", SETTING_NUMBER, "500", 10, 60000, "how often the jobs daemon looks for work, in milliseconds"},
    {"folkeregisteret_address", SETTING_TEXT, "", 0, 0, "https address of the package, to /v1; empty = nobody is found"},
    {"folkeregisteret_token_file", SETTING_TEXT, "", 0, 0, "file with a fixed access token; empty = none is sent"},
    {"folkeregisteret_per_minute", SETTING_NUMBER, "6000", 1, 60000, "calls at most, all nodes together"},
    {"folkeregisteret_connect_ms", SETTING_NUMBER, "2000", 10, 60000, "patience with a connection, in milliseconds"},
    {"folkeregisteret_total_ms", SETTING_NUMBER, "5000", 10, 60000, "patience with a whole answer"},
    {"audit_seal_seconds", SETTING_NUMBER, "300", 1, 86400, "how often the logs are sealed"},
    {"audit_head_file", SETTING_TEXT, "", 0, 0, "file that each new end of their chain is added to; empty = none"},
    {"audit_keep_years", SETTING_NUMBER, "0", 0, 100, "whole years before logs may be dropped; 0 = never"},
    {"rule_engine_hour", SETTING_NUMBER, "3", 0, 23, "of the night, in Norway, when the rule engine goes through everybody"},
    {"rule_engine_seconds", SETTING_NUMBER, "3", 1, 3600, "how often it looks at those who were changed"},
    {"site_address", SETTING_TEXT, "", 0, 0, "the site as people reach it, with base_path: https://jobbsjanse.example.no"},
    {"smtp_url", SETTING_TEXT, "", 0, 0, "mail server: smtp://host:587 or smtps://host:465; empty = no mail is sent"},
    {"smtp_starttls", SETTING_TEXT, "required", 0, 0, "of smtp://: required, or none (for a server on this machine alone)"},
    {"smtp_ca_file", SETTING_TEXT, "", 0, 0, "certificates the mail server's is checked by; empty = the system's"},
    {"smtp_user", SETTING_TEXT, "", 0, 0, "account at the mail server; empty = it asks for none"},
    {"smtp_password_file", SETTING_TEXT, "", 0, 0, "file with its password"},
    {"smtp_connect_ms", SETTING_NUMBER, "10000", 10, 60000, "patience until a connection stands, in milliseconds"},
    {"smtp_total_ms", SETTING_NUMBER, "60000", 10, 600000, "patience until a mail is taken"},
    {"mail_from", SETTING_TEXT, "", 0, 0, "address that mail comes from"},
    {"mail_language", SETTING_TEXT, "nb", 0, 0, "of mail to those whose language nobody knows: nb, nn or en"},
    {"mail_retry_ms", SETTING_NUMBER, "60000", 10, 3600000, "from the first failure to the next try; doubled up to an hour"},
    {"password_login", SETTING_YES_NO, "yes", 0, 0, "login by user name and password; no = through a provider alone"},
    {"oidc_portal_issuer", SETTING_TEXT, "", 0, 0, "issuer of the municipal portal's OpenID provider; empty = none"},
    {"oidc_portal_client", SETTING_TEXT, "", 0, 0, "our client id there"},
    {"oidc_portal_secret_file", SETTING_TEXT, "", 0, 0, "file with the client secret; empty = none"},
    {"oidc_portal_key_file", SETTING_TEXT, "", 0, 0, "file with our private key (JWK), used before the secret"},
    {"oidc_portal_scope", SETTING_TEXT, "openid", 0, 0, "what is asked for"},
    {"oidc_portal_acr", SETTING_TEXT, "", 0, 0, "levels of assurance, any of which lets in; empty = not asked for"},
    {"oidc_portal_label", SETTING_TEXT, "kommuneportalen", 0, 0, "what the provider is called on the pages"},
    {"oidc_idporten_issuer", SETTING_TEXT, "", 0, 0, "the same for ID-porten: https://idporten.no; empty = none"},
    {"oidc_idporten_client", SETTING_TEXT, "", 0, 0, "our client id there"},
    {"oidc_idporten_secret_file", SETTING_TEXT, "", 0, 0, "file with the client secret; empty = none"},
    {"oidc_idporten_key_file", SETTING_TEXT, "", 0, 0, "file with our private key (JWK), used before the secret"},
    {"oidc_idporten_scope", SETTING_TEXT, "openid", 0, 0, "what is asked for"},
    {"oidc_idporten_acr", SETTING_TEXT, "idporten-loa-substantial idporten-loa-high", 0, 0, "levels of assurance"},
    {"oidc_idporten_label", SETTING_TEXT, "ID-porten", 0, 0, "what the provider is called on the pages"},
    {"oidc_poll_ms", SETTING_NUMBER, "150", 10, 60000, "how often the daemon of logins looks for one, in milliseconds"},
    {"oidc_connect_ms", SETTING_NUMBER, "2000", 10, 60000, "patience with a connection to a provider, in milliseconds"},
    {"oidc_total_ms", SETTING_NUMBER, "5000", 10, 60000, "patience with a provider's whole answer"},
    {"contact_support", SETTING_TEXT, "", 0, 0, "mail address for questions, on help and error pages"},
    {"contact_login", SETTING_TEXT, "", 0, 0, "mail address for help with login"},
    {NULL, SETTING_TEXT, NULL, 0, 0, NULL},
};

static const char installed[] = JOBBSJANSE_SYSCONFDIR "/jobbsjanse.conf";

const char *program_settings_file(int *argc, char **argv)
{
    const char *file = installed;
    int left = 1;

    for (int i = 1; i < *argc; i++) {
        if (strcmp(argv[i], "--config") == 0 && i + 1 < *argc)
            file = argv[++i];
        else
            argv[left++] = argv[i];
    }
    argv[left] = NULL;
    *argc = left;
    return file;
}

struct settings *program_settings_open(const char *file)
{
    struct settings *settings = NULL;
    const char *why = NULL;

    if (settings_load(file, program_settings_rows, &settings, &why))
        return settings;
    fprintf(stderr, "%s\n", why);
    exit(EXIT_FAILURE);
}
