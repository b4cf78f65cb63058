/* jobbsjanse-jobs: the daemon that works the queues. Wiring, signals, and when to look for work. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/daemon.h"
#include "command/jobs_mail.h"
#include "command/program_settings.h"
#include "command/secret.h"
#include "engine/base/clock.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/log.h"
#include "engine/http/notify.h"
#include "register/domain/access/grant.h"
#include "register/store/account.h"
#include "register/task/audit_sealing.h"
#include "register/task/housekeeping.h"
#include "register/task/lookup.h"
#include "register/task/rule_engine_round.h"

enum {
    JOB_ARENA = 16 * 1024 * 1024,
    ANSWER_AT_MOST = 1024 * 1024,
    TOKEN_AT_MOST = 8 * 1024,
    DATABASE_SECONDS = 10,
    LEASE_MARGIN_SECONDS = 15, /* for the database to restart while an answer is here */
    MS_PER_SECOND = 1000,
    WAIT_IF_DOWN_MS = 2000,
    MAIL_POLL_MS = 10,       /* while a mail server is talked to */
    MAIL_END_SECONDS = 5     /* for it to finish, where the daemon is to end or to begin anew */
};

/* What a reload makes anew. */
struct generation {
    struct settings *settings;
    const struct codebook *codebook;
    char password[SECRET_PASSWORD_TEXT];
    char token[TOKEN_AT_MOST];
    struct database_settings database;
    struct folkeregisteret folkeregisteret;
    struct lookup_task lookup;
    unsigned char seal_key[SECRET_SIZE];
    struct audit_sealing sealing;
    struct jobs_mail mail;
    struct rule_engine rule_engine;
    struct rule_engine_times rule_engine_times;
};

struct program {
    const char *settings_file;
    struct secret secret;
    struct generation *running;
    struct notify notify;
    sigset_t signals;
};

static unsigned number(const struct settings *settings, const char *key)
{
    return (unsigned)settings_number(settings, key);
}

static void unload(struct generation **generation)
{
    struct generation *made = *generation;

    if (!made)
        return;
    if (made->codebook)
        codebook_free(&made->codebook);
    jobs_mail_close(&made->mail);
    if (made->lookup.store.database)
        database_close(&made->lookup.store.database);
    http_client_close(&made->folkeregisteret.client);
    settings_free(&made->settings);
    explicit_bzero(made, sizeof *made);
    free(made);
    *generation = NULL;
}

static bool load_codebook(struct generation *generation, const char **why_out)
{
    const struct settings *settings = generation->settings;
    const struct codebook_register *reg = NULL;
    const char *missing = NULL;
    char *why = NULL;

    if (!codebook_load(settings_text(settings, "codebook_file"), settings_text(settings, "codebook_schema"),
                       &generation->codebook, &why)) {
        log_event(LOG_LEVEL_ERROR, "codebook-refused", "why=\"%s\"", why);
        free(why);
        *why_out = "the codebook is refused";
        return false;
    }
    reg = codebook_find_register(generation->codebook, REGISTER_JOBBSJANSEN);
    *why_out = "the codebook lacks what the register needs";
    return reg && names_find(reg, &generation->lookup.names, &missing);
}

/* The first line of the file; no file is named where no token is needed. */
static bool read_token(struct generation *generation, const char **why_out)
{
    const char *file = settings_text(generation->settings, "folkeregisteret_token_file");
    FILE *in;

    if (!*file)
        return true;
    in = fopen(file, "re");
    *why_out = "folkeregisteret_token_file cannot be read";
    if (!in)
        return false;
    if (!fgets(generation->token, sizeof generation->token, in))
        generation->token[0] = '\0';
    fclose(in);
    generation->token[strcspn(generation->token, "\r\n")] = '\0';
    return *generation->token != '\0';
}

/* A fixed token; what fetches them from Maskinporten takes this place. */
static bool fixed_token(void *context, struct arena *arena, const char **token_out, const char **why_out)
{
    const struct generation *generation = context;

    (void)arena;
    *token_out = *generation->token ? generation->token : NULL;
    *why_out = "folkeregisteret_address is not set";
    return *generation->folkeregisteret.address != '\0';
}

static void wire_folkeregisteret(struct generation *generation)
{
    const struct settings *settings = generation->settings;
    const struct http_client_limits limits = {
        .connect_ms = number(settings, "folkeregisteret_connect_ms"),
        .total_ms = number(settings, "folkeregisteret_total_ms"),
        .body_at_most = ANSWER_AT_MOST,
    };

    generation->folkeregisteret = (struct folkeregisteret){
        .client = http_client_new(&limits),
        .token = {fixed_token, generation},
        .address = settings_text(settings, "folkeregisteret_address"),
        .name_at_most = generation->lookup.names.navn->max_length,
        .synthetic_numbers = settings_yes(settings, "synthetic_numbers"),
    };
    generation->lookup.ask = folkeregisteret_ask;
    generation->lookup.context = &generation->folkeregisteret;
    generation->lookup.limits = (struct lookup_limits){
        .lease_seconds = FOLKEREGISTERET_CALLS * limits.total_ms / MS_PER_SECOND + LEASE_MARGIN_SECONDS,
        .per_minute = number(settings, "folkeregisteret_per_minute"),
        .calls = FOLKEREGISTERET_CALLS,
    };
}

static void wire_database(struct generation *generation, const struct secret *secret)
{
    const struct settings *settings = generation->settings;

    secret_account_password(secret, ACCOUNT_JOBS, generation->password);
    generation->database = (struct database_settings){
        .socket = settings_text(settings, "database_socket"),
        .user = ACCOUNT_JOBS,
        .password = generation->password,
        .schema = settings_text(settings, "database_name"),
        .connect_seconds = DATABASE_SECONDS,
        .read_seconds = DATABASE_SECONDS,
        .write_seconds = DATABASE_SECONDS,
    };
    generation->lookup.store = (struct store){.database = database_new(&generation->database),
                                              .schema = generation->database.schema};
}

/* A reload seals at once: the end of the chain is told anew. */
static void wire_sealing(struct generation *generation, const struct secret *secret)
{
    secret_key(secret, SECRET_AUDIT_SEAL, generation->seal_key);
    generation->sealing = (struct audit_sealing){
        .store = &generation->lookup.store,
        .key = generation->seal_key,
        .key_size = sizeof generation->seal_key,
        .head_file = settings_text(generation->settings, "audit_head_file"),
        .seconds = number(generation->settings, "audit_seal_seconds"),
    };
}

static bool wire_rule_engine(struct generation *generation, const char **why_out)
{
    const char *missing = NULL;

    generation->rule_engine_times = (struct rule_engine_times){
        .night_hour = number(generation->settings, "rule_engine_hour"),
        .every_seconds = number(generation->settings, "rule_engine_seconds"),
    };
    *why_out = "the codebook lacks what the rule engine computes";
    return rule_engine_open(&generation->rule_engine, generation->codebook, &generation->lookup.store, &missing);
}

static bool load(struct program *program, const char **why_out)
{
    struct generation *generation = calloc(1, sizeof *generation);

    *why_out = "no memory";
    if (!generation)
        return false;
    if (!settings_load(program->settings_file, program_settings_rows, &generation->settings, why_out) ||
        !load_codebook(generation, why_out) || !read_token(generation, why_out)) {
        unload(&generation);
        return false;
    }
    wire_folkeregisteret(generation);
    wire_database(generation, &program->secret);
    wire_sealing(generation, &program->secret);
    if (!wire_rule_engine(generation, why_out) ||
        !jobs_mail_open(generation->settings, &program->secret, &generation->lookup.store, &generation->mail, why_out)) {
        unload(&generation);
        return false;
    }
    unload(&program->running);
    program->running = generation;
    return true;
}

static void reload(struct program *program)
{
    const char *why = NULL;

    notify_reloading(&program->notify);
    if (load(program, &why))
        log_event(LOG_LEVEL_INFO, "reloaded", "queues=lookup,mail,rule-engine");
    else
        log_event(LOG_LEVEL_ERROR, "reload-refused", "why=\"%s\"", why);
    notify_send(&program->notify, "READY=1");
}

struct steps { /* how each of the queues stands */
    enum lookup_step lookup;
    enum mail_step mail;
    enum rule_engine_step rule_engine;
};

/* How long until there may be work again. */
static unsigned pause_after(const struct generation *generation, const struct steps *steps, unsigned limit_ms)
{
    unsigned poll_ms = number(generation->settings, "jobs_poll_ms");

    if (steps->lookup == LOOKUP_STEP_WORKED || steps->mail == MAIL_STEP_WORKED || steps->rule_engine == RULE_ENGINE_WORKED)
        return 0;
    if (steps->mail == MAIL_STEP_BUSY)
        return MAIL_POLL_MS;
    if (steps->lookup == LOOKUP_STEP_DOWN || steps->mail == MAIL_STEP_DOWN || steps->rule_engine == RULE_ENGINE_DOWN)
        return WAIT_IF_DOWN_MS;
    return limit_ms > 0 && limit_ms < poll_ms ? limit_ms : poll_ms;
}

/* A mail that is being handed over when the daemon is to end would be handed over twice. */
static void finish_mail(struct program *program, struct arena *arena)
{
    long long until = clock_monotonic_micro() + (long long)MAIL_END_SECONDS * MS_PER_SECOND * MS_PER_SECOND;

    while (mail_task_is_busy(&program->running->mail.task) && clock_monotonic_micro() < until) {
        mail_step(&program->running->mail.task, arena);
        arena_reset(arena);
        clock_pause((long long)MAIL_POLL_MS * MS_PER_SECOND);
    }
}

static void work(struct program *program)
{
    struct arena *arena = arena_new(JOB_ARENA);
    struct housekeeping housekeeping = {0};
    struct rule_engine_round round = {0};
    int signal_number = -1;

    while (signal_number != SIGTERM && signal_number != SIGINT) {
        unsigned limit_ms = 0;
        struct steps steps;

        if (signal_number == SIGHUP) {
            finish_mail(program, arena);
            reload(program);
        }
        steps.lookup = lookup_step(&program->running->lookup, arena, &limit_ms);
        arena_reset(arena);
        steps.mail = mail_step(&program->running->mail.task, arena);
        arena_reset(arena);
        steps.rule_engine = rule_engine_step(&round, &program->running->rule_engine, arena, &program->running->rule_engine_times);
        arena_reset(arena);
        if (steps.lookup == LOOKUP_STEP_IDLE) /* nobody waits for it */
            housekeeping_step(&housekeeping, &program->running->lookup.store, arena, clock_monotonic_micro());
        arena_reset(arena);
        audit_sealing_step(&program->running->sealing, arena, clock_monotonic_micro());
        arena_reset(arena);
        notify_alive(&program->notify);
        signal_number = daemon_wait(&program->signals, pause_after(program->running, &steps, limit_ms));
    }
    finish_mail(program, arena);
    arena_free(&arena);
}

static bool open_program(struct program *program)
{
    const char *why = NULL;
    struct settings *settings = program_settings_open(program->settings_file);
    bool read = secret_read(settings_text(settings, "secret_file"), &program->secret, &why) &&
                words_open(settings_text(settings, "words_directory"), &why);

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

    log_open("jobbsjanse-jobs");
    clock_init();
    daemon_block_signals(&program.signals);
    notify_open(&program.notify);
    if (!open_program(&program))
        return EXIT_FAILURE;
    log_event(LOG_LEVEL_INFO, "ready", "queues=lookup,mail,rule-engine");
    notify_send(&program.notify, "READY=1");
    work(&program);
    log_event(LOG_LEVEL_INFO, "stopped", "queues=lookup,mail,rule-engine");
    notify_send(&program.notify, "STOPPING=1");
    unload(&program.running);
    explicit_bzero(&program.secret, sizeof program.secret);
    return EXIT_SUCCESS;
}
