/* The administrator's connection, from the settings. */
#include "command/admin.h"

enum { CONNECT_SECONDS = 10 };

struct database_settings admin_database(const struct settings *settings, unsigned statement_seconds)
{
    return (struct database_settings){
        .socket = settings_text(settings, "database_socket"),
        .user = settings_text(settings, "database_admin_user"),
        .schema = settings_text(settings, "database_name"),
        .connect_seconds = CONNECT_SECONDS,
        .read_seconds = statement_seconds,
        .write_seconds = statement_seconds,
    };
}
