/* jobbsjanse-logins: the daemon that asks OpenID providers who logs in (requirement A4). A program of its own, under a database
 * account of its own: a look-up or a mail that hangs holds up no login, and nothing else may say who somebody is. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/daemon.h"
#include "command/program_settings.h"
#include "command/secret.h"
#include "engine/base/arena.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/http/notify.h"
#include "register/store/account.h"
#include "register/task/oidc.h"

enum {
    JOB_ARENA = 16 * 1024 * 1024,
    LASTING_ARENA = 256 * 1024,
    ANSWER_AT_MOST = 256 * 1024,
    FILE_AT_MOST = 16 * 1024,
    DATABASE_SECONDS = 10,
    WAIT_IF_DOWN_MS = 2000
};

/* What a reload makes anew. */
struct generation {
    struct settings *settings;
    struct arena *lasting;
    char password[SECRET_PASSWORD_TEXT];
    struct database_settings database;
    struct oidc_task task;
};

struct program {
    const char *settings_file;
    struct secret secret;
    struct generation *running;
    struct notify notify;
    sigset_t signals;
};

static void unload(struct generation **generation)
{
    struct generation *made = *generation;

    if (!made)
        return;
    for (size_t i = 0; i < made->task.provider_count; i++)
        oidc_forget(&made->task.providers[i]);
    if (made->task.store.database)
        database_close(&made->task.store.database);
    http_client_close(&made->task.client);
    if (made->lasting)
        arena_free(&made->lasting);
    settings_free(&made->settings);
    explicit_bzero(made, sizeof *made);
    free(made);
    *generation = NULL;
}

/* The whole file, without blanks at its end; *text_out is NULL where no file is named. false: it cannot be read. */
static bool read_file(struct arena *arena, const char *file, const char **text_out)
{
    char *text;
    size_t length;
    FILE *in;

    *text_out = NULL;
    if (!*file)
        return true;
    in = fopen(file, "re");
    if (!in)
        return false;
    text = arena_alloc(arena, FILE_AT_MOST + 1);
    length = fread(text, 1, FILE_AT_MOST, in);
    fclose(in);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    *text_out = text;
    return length > 0;
}

static const char *setting(const struct generation *generation, const char *name, const char *part)
{
    return settings_text(generation->settings, arena_printf(generation->lasting, "oidc_%s_%s", name, part));
}

/* false: a file cannot be read. A provider without issuer is none. */
static bool add_provider(struct generation *generation, const char *name, const char **why_out)
{
    struct oidc_provider *provider = &generation->task.providers[generation->task.provider_count];
    struct arena *lasting = generation->lasting;

    if (!*setting(generation, name, "issuer"))
        return true;
    *provider = (struct oidc_provider){
        .name = name,
        .issuer = setting(generation, name, "issuer"),
        .client = setting(generation, name, "client"),
        .acr_values = setting(generation, name, "acr"),
        .redirect = arena_printf(lasting, "%s/oidc/svar", settings_text(generation->settings, "site_address")),
    };
    generation->task.provider_count++;
    *why_out = arena_printf(lasting, "a file of oidc_%s cannot be read, or none is named", name);
    return read_file(lasting, setting(generation, name, "secret_file"), &provider->secret) &&
           read_file(lasting, setting(generation, name, "key_file"), &provider->private_key) &&
           (provider->secret || provider->private_key);
}

static void wire(struct generation *generation, const struct secret *secret)
{
    const struct settings *settings = generation->settings;
    const struct http_client_limits limits = {
        .connect_ms = (unsigned)settings_number(settings, "oidc_connect_ms"),
        .total_ms = (unsigned)settings_number(settings, "oidc_total_ms"),
        .body_at_most = ANSWER_AT_MOST,
    };

    secret_account_password(secret, ACCOUNT_LOGINS, generation->password);
    generation->database = (struct database_settings){
        .socket = settings_text(settings, "database_socket"),
        .user = ACCOUNT_LOGINS,
        .password = generation->password,
        .schema = settings_text(settings, "database_name"),
        .connect_seconds = DATABASE_SECONDS,
        .read_seconds = DATABASE_SECONDS,
        .write_seconds = DATABASE_SECONDS,
    };
    generation->task.client = http_client_new(&limits);
    generation->task.store = (struct store){.database = database_new(&generation->database),
                                            .schema = generation->database.schema};
}

static bool load(struct program *program, const char **why_out)
{
    struct generation *generation = calloc(1, sizeof *generation);
    const char *why = NULL;

    *why_out = "no memory";
    if (!generation)
        return false;
    generation->lasting = arena_new(LASTING_ARENA);
    if (!settings_load(program->settings_file, program_settings_rows, &generation->settings, why_out)) {
        unload(&generation);
        return false;
    }
    if (!add_provider(generation, "portal", &why) || !add_provider(generation, "idporten", &why)) {
        log_event(LOG_LEVEL_ERROR, "provider-refused", "why=\"%s\"", why);
        *why_out = "a provider cannot be used";
        unload(&generation);
        return false;
    }
    wire(generation, &program->secret);
    unload(&program->running);
    program->running = generation;
    return true;
}

static void reload(struct program *program)
{
    const char *why = NULL;

    notify_reloading(&program->notify);
    if (load(program, &why))
        log_event(LOG_LEVEL_INFO, "reloaded", "providers=%zu", program->running->task.provider_count);
    else
        log_event(LOG_LEVEL_ERROR, "reload-refused", "why=\"%s\"", why);
    notify_send(&program->notify, "READY=1");
}

static unsigned pause_after(const struct generation *generation, enum oidc_step step)
{
    if (step == OIDC_STEP_WORKED)
        return 0;
    if (step == OIDC_STEP_DOWN || generation->task.provider_count == 0)
        return WAIT_IF_DOWN_MS;
    return (unsigned)settings_number(generation->settings, "oidc_poll_ms");
}

static void work(struct program *program)
{
    struct arena *arena = arena_new(JOB_ARENA);
    int signal_number = -1;

    while (signal_number != SIGTERM && signal_number != SIGINT) {
        enum oidc_step step = OIDC_STEP_IDLE;

        if (signal_number == SIGHUP)
            reload(program);
        if (program->running->task.provider_count > 0)
            step = oidc_step(&program->running->task, arena);
        arena_reset(arena);
        notify_alive(&program->notify);
        signal_number = daemon_wait(&program->signals, pause_after(program->running, step));
    }
    arena_free(&arena);
}

static bool open_program(struct program *program)
{
    const char *why = NULL;
    struct settings *settings = program_settings_open(program->settings_file);
    bool read = secret_read(settings_text(settings, "secret_file"), &program->secret, &why);

    settings_free(&settings);
    if (!read || !load(program, &why)) {
        log_event(LOG_LEVEL_ERROR, "load-refused", "why=\"%s\"", why);
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct program program = {.settings_file = program_settings_file(&argc, argv)};

    log_open("jobbsjanse-logins");
    clock_init();
    daemon_block_signals(&program.signals);
    notify_open(&program.notify);
    if (!open_program(&program))
        return EXIT_FAILURE;
    log_event(LOG_LEVEL_INFO, "ready", "providers=%zu", program.running->task.provider_count);
    notify_send(&program.notify, "READY=1");
    work(&program);
    log_event(LOG_LEVEL_INFO, "stopped", "providers=%zu", program.running->task.provider_count);
    notify_send(&program.notify, "STOPPING=1");
    unload(&program.running);
    explicit_bzero(&program.secret, sizeof program.secret);
    return EXIT_SUCCESS;
}
