/* Connecting, plain statements, and what each error number means to the caller. */
#include "engine/database/private.h"

#include <assert.h>
#include <errmsg.h>
#include <mysqld_error.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* A session means the same on every server, whatever its defaults. */
static const char session_settings[] =
    "SET NAMES utf8mb4 COLLATE utf8mb4_danish_ci, time_zone = '+00:00', sql_mode = "
    "'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,"
    "ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE'";

static const struct {
    unsigned number;
    enum database_result result;
} meanings[] = {
    {ER_LOCK_DEADLOCK, DATABASE_AGAIN},
    {ER_LOCK_WAIT_TIMEOUT, DATABASE_AGAIN},
    {ER_CHECKREAD, DATABASE_AGAIN},
    {ER_DUP_ENTRY, DATABASE_DUPLICATE},
    {ER_SP_DOES_NOT_EXIST, DATABASE_REMADE},
    {ER_PROCACCESS_DENIED_ERROR, DATABASE_REMADE}, /* what the server says of a package that is not there just now */
    {ER_VIEW_INVALID, DATABASE_REMADE},
    {ER_TABLE_DEF_CHANGED, DATABASE_REMADE},
    {ER_NEED_REPREPARE, DATABASE_REMADE},
    {ER_UNKNOWN_COM_ERROR, DATABASE_DOWN},  /* 1047: a cluster node without majority */
    {ER_ERROR_DURING_COMMIT, DATABASE_DOWN}, /* 1180: the same, met at commit */
    {ER_CON_COUNT_ERROR, DATABASE_DOWN},
    {ER_SERVER_SHUTDOWN, DATABASE_DOWN},
    {ER_CONNECTION_KILLED, DATABASE_DOWN},
    {ER_OPTION_PREVENTS_STATEMENT, DATABASE_DOWN}, /* 1290: read-only, as after a failover */
    {ER_NET_READ_ERROR, DATABASE_DOWN},
    {ER_NET_READ_INTERRUPTED, DATABASE_DOWN},
    {CR_SERVER_GONE_ERROR, DATABASE_DOWN},
    {CR_SERVER_LOST, DATABASE_DOWN},
    {CR_CONNECTION_ERROR, DATABASE_DOWN},
    {CR_SERVER_LOST_EXTENDED, DATABASE_DOWN},
};

/* Messages that speak of the statement's words, never of values. */
static const unsigned harmless[] = {
    ER_PARSE_ERROR, ER_NO_SUCH_TABLE, ER_BAD_FIELD_ERROR, ER_BAD_DB_ERROR, ER_SP_DOES_NOT_EXIST,
    ER_TABLEACCESS_DENIED_ERROR, ER_COLUMNACCESS_DENIED_ERROR, ER_PROCACCESS_DENIED_ERROR,
    ER_DBACCESS_DENIED_ERROR, ER_SPECIFIC_ACCESS_DENIED_ERROR, ER_KEY_DOES_NOT_EXISTS,
    ER_VIEW_INVALID, ER_SP_WRONG_NO_OF_ARGS, ER_TABLE_EXISTS_ERROR, ER_DUP_FIELDNAME,
};

static enum database_result meaning_of(unsigned number, const char *state)
{
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].number == number) {
            return meanings[i].result;
        }
    }
    return strcmp(state, "45000") == 0 ? DATABASE_REFUSED : DATABASE_FAILED;
}

static bool is_harmless(unsigned number)
{
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
        if (harmless[i] == number) {
            return true;
        }
    }
    return false;
}

enum database_result database_error(struct database *database, unsigned number, const char *state,
                                    const char *message, const char **why_out)
{
    enum database_result result = meaning_of(number, state);
    if (result == DATABASE_REFUSED) {
        snprintf(database->why, sizeof database->why, "%s", message);
    } else if (is_harmless(number)) {
        snprintf(database->why, sizeof database->why, "%u (%s) %s", number, state, message);
    } else {
        snprintf(database->why, sizeof database->why, "%u (%s)", number, state);
    }
    *why_out = database->why;
    /* Some errors end one statement alone. Where not even the rest can be undone the connection goes, and with it the
     * context: trying again would ask as nobody. */
    if (result == DATABASE_DOWN || mysql_rollback(database->link) != 0) {
        database_drop(database);
        result = result == DATABASE_AGAIN ? DATABASE_DOWN : result;
    }
    return result;
}

static enum database_result link_error(struct database *database, const char **why_out)
{
    char message[MYSQL_ERRMSG_SIZE], state[SQLSTATE_LENGTH + 1];
    snprintf(message, sizeof message, "%s", mysql_error(database->link));
    snprintf(state, sizeof state, "%s", mysql_sqlstate(database->link));
    return database_error(database, mysql_errno(database->link), state, message, why_out);
}

struct database *database_new(const struct database_settings *settings)
{
    struct database *database = calloc(1, sizeof *database);
    if (database == NULL) {
        abort();
    }
    database->settings = settings;
    return database;
}

void database_close(struct database **database)
{
    if (*database != NULL) {
        database_drop(*database);
        free(*database);
        *database = NULL;
    }
}

static MYSQL *link_new(const struct database_settings *settings)
{
    MYSQL *link = mysql_init(NULL);
    if (link == NULL) {
        abort();
    }
    const unsigned socket_only = MYSQL_PROTOCOL_SOCKET, no_files = 0;
    const my_bool never = 0;
    mysql_options(link, MYSQL_OPT_PROTOCOL, &socket_only);
    mysql_options(link, MYSQL_OPT_LOCAL_INFILE, &no_files);
    mysql_options(link, MYSQL_OPT_RECONNECT, &never);
    mysql_options(link, MYSQL_OPT_CONNECT_TIMEOUT, &settings->connect_seconds);
    mysql_options(link, MYSQL_OPT_READ_TIMEOUT, &settings->read_seconds);
    mysql_options(link, MYSQL_OPT_WRITE_TIMEOUT, &settings->write_seconds);
    mysql_options(link, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    return link;
}

enum database_result database_connect(struct database *database, const char **why_out)
{
    if (database->link != NULL) {
        return DATABASE_OK;
    }
    const struct database_settings *settings = database->settings;
    database->link = link_new(settings);
    if (mysql_real_connect(database->link, NULL, settings->user, settings->password, settings->schema, 0,
                           settings->socket, 0) != NULL &&
        mysql_real_query(database->link, session_settings, sizeof session_settings - 1) == 0) {
        return DATABASE_OK;
    }
    snprintf(database->why, sizeof database->why, "connect: %u (%s) %s", mysql_errno(database->link),
             mysql_sqlstate(database->link), mysql_error(database->link));
    *why_out = database->why;
    database_drop(database);
    return DATABASE_DOWN;
}

/* Results of a statement that was asked for none. An error can come after the first row, or instead of it: a
 * SELECT ... FOR UPDATE tells of its columns before it waits for a lock. */
static bool read_away_results(MYSQL *link)
{
    int next;
    do {
        MYSQL_RES *rows = mysql_use_result(link);
        while (rows != NULL && mysql_fetch_row(rows) != NULL) {
        }
        if (mysql_errno(link) != 0) {
            mysql_free_result(rows); /* keeps the error */
            return false;
        }
        mysql_free_result(rows);
        next = mysql_next_result(link);
    } while (next == 0);
    return next < 0;
}

enum database_result database_run(struct database *database, const char *sql, const char **why_out)
{
    assert(database->stream == NULL);
    enum database_result result = database_connect(database, why_out);
    if (result != DATABASE_OK) {
        return result;
    }
    database->sent++;
    if (mysql_real_query(database->link, sql, (unsigned long)strlen(sql)) == 0 &&
        read_away_results(database->link)) {
        return DATABASE_OK;
    }
    return link_error(database, why_out);
}

enum database_result database_reset(struct database *database, const char **why_out)
{
    assert(database->stream == NULL);
    if (database->link == NULL) {
        return database_connect(database, why_out);
    }
    statement_forget_all(database);
    database->sent++;
    if (mysql_reset_connection(database->link) == 0 &&
        mysql_real_query(database->link, session_settings, sizeof session_settings - 1) == 0) {
        return DATABASE_OK;
    }
    return link_error(database, why_out);
}

/* Nothing is under way, so there is nothing to read but the server's farewell or the end. */
void database_begin(struct database *database)
{
    assert(database->stream == NULL);
    if (database->link == NULL) {
        return;
    }
    struct pollfd waiting = {.fd = mysql_get_socket(database->link), .events = POLLIN};
    if (poll(&waiting, 1, 0) != 0) {
        database_drop(database);
    }
}

void database_drop(struct database *database)
{
    if (database->link == NULL) {
        return;
    }
    /* Otherwise closing a half-read statement would read the rest first. */
    my_socket descriptor = mysql_get_socket(database->link);
    if (descriptor >= 0) {
        shutdown(descriptor, SHUT_RDWR);
    }
    statement_forget_all(database);
    mysql_close(database->link);
    database->link = NULL;
}

unsigned database_count_taken(struct database *database)
{
    unsigned sent = database->sent;
    database->sent = 0;
    return sent;
}
