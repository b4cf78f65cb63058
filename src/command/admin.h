/* The database as the account sees it that made it: for commands that ops type, never for what the site runs. */
#ifndef COMMAND_ADMIN_H
#define COMMAND_ADMIN_H

#include "engine/base/settings.h"
#include "engine/database/database.h"

/* With the register's schema as default; the texts are those of `settings`. */
struct database_settings admin_database(const struct settings *settings, unsigned statement_seconds);

#endif
