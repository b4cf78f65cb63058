/* jobbsjanse-worker: the FastCGI master and its workers. Wiring alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/generation.h"
#include "command/program_settings.h"
#include "command/secret.h"
#include "engine/base/clock.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/log.h"
#include "engine/base/text.h"
#include "engine/http/server.h"
#include "register/page/routes.h"
#include "register/page/serve.h"

enum {
    BODY_AT_MOST = 1024 * 1024,
    FIELDS_AT_MOST = 2000,
    ARENA_AT_MOST = 64 * 1024 * 1024,
    LASTING_AT_MOST = 16 * 1024 * 1024,
    KILOBYTE = 1024,
    MEGABYTE = 1024 * 1024,
    WORKERS_PER_CORE = 2,
    CONNECT_SECONDS = 3,
    SECONDS_PER_MINUTE = 60
};

struct program {
    const char *settings_file;
    struct settings *settings; /* as at start: sockets and numbers of workers */
    struct secret secret;
    bool loaded; /* there is a generation to stay with */
};

/* What one worker process holds. */
struct worker {
    struct site site;
    struct database_settings database;
    char account[128];
    char password[SECRET_PASSWORD_TEXT];
};

static unsigned number(const struct settings *settings, const char *key)
{
    return (unsigned)settings_number(settings, key);
}

static bool load(void *context, void **generation_out, const char **why_out)
{
    struct program *program = context;
    struct generation *generation = generation_load(program->settings_file, &program->secret, !program->loaded, why_out);

    if (!generation)
        return false;
    program->loaded = true;
    *generation_out = generation;
    return true;
}

static void unload(void *context, void *made)
{
    struct generation *generation = made;

    (void)context;
    generation_free(&generation);
}

static void add_provider(struct site *site, const struct settings *settings, const char *name)
{
    struct arena *arena = site->lasting;
    struct site_provider *provider = &site->providers[site->provider_count];

    *provider = (struct site_provider){
        .name = name,
        .label = settings_text(settings, arena_printf(arena, "oidc_%s_label", name)),
        .issuer = settings_text(settings, arena_printf(arena, "oidc_%s_issuer", name)),
        .client = settings_text(settings, arena_printf(arena, "oidc_%s_client", name)),
        .scope = settings_text(settings, arena_printf(arena, "oidc_%s_scope", name)),
        .acr_values = settings_text(settings, arena_printf(arena, "oidc_%s_acr", name)),
    };
    if (*provider->issuer)
        site->provider_count++;
}

static void fill_site(struct site *site, const struct generation *generation)
{
    const struct settings *settings = generation->settings;

    site->codebook = generation->codebook;
    site->reg = generation->reg;
    site->introduksjon = generation->introduksjon;
    site->before = generation->before;
    site->before_count = generation->before_count;
    site->names = generation->names;
    site->view = generation->view;
    site->base_path = settings_text(settings, "base_path");
    site->synthetic_numbers = settings_yes(settings, "synthetic_numbers");
    site->any_duf_check = !settings_yes(settings, "duf_check_digits");
    site->login_limits.idle_seconds = settings_number(settings, "session_idle_minutes") * SECONDS_PER_MINUTE;
    site->login_limits.total_seconds = settings_number(settings, "session_total_minutes") * SECONDS_PER_MINUTE;
    site->contact_support = settings_text(settings, "contact_support");
    site->contact_login = settings_text(settings, "contact_login");
    site->rules.cookie_path = *site->base_path ? site->base_path : "/";
    site->rules.secure_always = settings_yes(settings, "secure_cookie");
    site->lasting = arena_new(LASTING_AT_MOST);
    site->address = settings_text(settings, "site_address");
    site->password_login = settings_yes(settings, "password_login");
    add_provider(site, settings, "portal");
    add_provider(site, settings, "idporten");
}

static void connect_site(struct worker *worker, const struct settings *settings, const struct secret *secret,
                         unsigned worker_number)
{
    snprintf(worker->account, sizeof worker->account, "%s%u", settings_text(settings, "database_worker_prefix"),
             worker_number);
    secret_account_password(secret, worker->account, worker->password);
    worker->database = (struct database_settings){
        .socket = settings_text(settings, "database_socket"),
        .user = worker->account,
        .password = worker->password,
        .schema = settings_text(settings, "database_name"),
        .connect_seconds = CONNECT_SECONDS,
        .read_seconds = number(settings, "download_seconds"),
        .write_seconds = number(settings, "request_seconds"),
    };
    worker->site.store =
        (struct store){.database = database_new(&worker->database), .schema = settings_text(settings, "database_name")};
}

static void *worker_open(void *context, void *made, unsigned worker_number)
{
    const struct generation *generation = made;
    const struct program *program = context;
    struct worker *worker = calloc(1, sizeof *worker);

    if (!worker)
        return NULL;
    fill_site(&worker->site, generation);
    secret_key(&program->secret, "anti-forgery", worker->site.rules.forgery_key);
    secret_key(&program->secret, "person-id", worker->site.person_key);
    secret_key(&program->secret, "second-factor", worker->site.factor_key);
    connect_site(worker, generation->settings, &program->secret, worker_number);
    return worker;
}

static void worker_close(void *opened)
{
    struct worker *worker = opened;

    database_close(&worker->site.store.database);
    arena_free(&worker->site.lasting);
    free(worker);
}

static void serve_request(void *opened, const struct http_request *request, struct http_reply *reply)
{
    struct worker *worker = opened;

    serve(&worker->site, request, reply);
}

static void refuse_request(void *opened, int status, const struct http_request *request, struct http_reply *reply)
{
    struct worker *worker = opened;

    serve_refusal(&worker->site, status, request, reply);
}

static unsigned form_workers(const struct settings *settings)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (number(settings, "workers") > 0)
        return number(settings, "workers");
    return (unsigned)(cores > 0 ? cores : 1) * WORKERS_PER_CORE;
}

static struct server_pool pool_of(const struct settings *settings, const char *name, const char *socket,
                                  unsigned workers, unsigned seconds, unsigned gives_way)
{
    return (struct server_pool){
        .name = name,
        .listen_name = name,
        .socket_path = settings_text(settings, socket),
        .workers = workers,
        .request_seconds = seconds,
        .requests_at_most = number(settings, "requests_at_most"),
        .memory_at_most = (size_t)number(settings, "worker_megabytes") * MEGABYTE,
        .pace = {.bytes_per_second = (size_t)number(settings, "download_least_kilobytes") * KILOBYTE,
                 .seconds = number(settings, "download_pace_seconds")},
        .gives_way = gives_way,
    };
}

static int run(struct program *program)
{
    const struct settings *settings = program->settings;
    const struct server_pool pools[] = {
        pool_of(settings, "form", "form_socket", form_workers(settings), number(settings, "request_seconds"), 0),
        pool_of(settings, "download", "download_socket", number(settings, "download_workers"),
                number(settings, "download_seconds"), number(settings, "download_gives_way")),
    };
    const struct server server = {
        .pools = pools,
        .pool_count = sizeof pools / sizeof *pools,
        .body_at_most = BODY_AT_MOST,
        .fields_at_most = FIELDS_AT_MOST,
        .arena_at_most = ARENA_AT_MOST,
        .base_path = settings_text(settings, "base_path"),
        .context = program,
        .load = load,
        .unload = unload,
        .worker_open = worker_open,
        .worker_close = worker_close,
        .serve = serve_request,
        .refuse = refuse_request,
    };

    return server_run(&server);
}

/* The table of addresses as it is built in: "METHOD pattern reads|writes register|-", a row a line. */
static int print_routes(void)
{
    static const char *const methods[] = {[HTTP_GET] = "GET", [HTTP_POST] = "POST", [HTTP_PATCH] = "PATCH"};
    const struct route *route;

    for (size_t i = 0; (route = route_at(i)); i++)
        printf("%s %s %s %s\n", methods[route->method], route->pattern, route->writes ? "writes" : "reads",
               route->reg ? route->reg : "-");
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    struct program program = {.settings_file = program_settings_file(&argc, argv)};
    const char *why = NULL;
    int status;

    if (argc == 2 && text_equal(argv[1], "--routes"))
        return print_routes();
    log_open("jobbsjanse-worker");
    clock_init();
    program.settings = program_settings_open(program.settings_file);
    if (!secret_read(settings_text(program.settings, "secret_file"), &program.secret, &why)) {
        log_event(LOG_LEVEL_ERROR, "secret-refused", "why=\"%s\"", why);
        return EXIT_FAILURE;
    }
    status = run(&program);
    settings_free(&program.settings);
    return status;
}
