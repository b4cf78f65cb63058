/* A server with a trivial serve(), for the process tests; and the parent that hands sockets to it.
 *
 *   echo SERVE-OPTIONS            the server
 *   echo --hold SERVE-OPTIONS     listens on --forms itself, runs the server on that socket (LISTEN_FDS) and starts
 *                                 it again whenever it ends, until SIGTERM; prints what it says to its service manager
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/buffer.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/text.h"
#include "engine/http/progress.h"
#include "engine/http/server.h"

struct options {
    const char *forms, *downloads;
    const char *generation_file; /* its first line is the generation; "broken" is refused, "dies" kills workers */
    const char *base;
    unsigned workers, seconds, requests;
    unsigned way;  /* as many times as it worked a download rests while forms are answered */
    unsigned pace; /* kilobytes a second that a stream's reader must take, judged each second */
    size_t memory;
    bool drain; /* false: the control, workers that die of SIGTERM at once */
    bool hold;
};

static struct options options = {.base = "", .workers = 2, .drain = true};

struct echo {
    const char *generation;
    unsigned number;
};

static bool echo_load(void *context, void **generation_out, const char **why_out)
{
    (void)context;
    char line[100] = "none";
    FILE *file = options.generation_file == NULL ? NULL : fopen(options.generation_file, "r");
    if (file != NULL) {
        if (fgets(line, sizeof line, file) == NULL) {
            line[0] = '\0';
        }
        fclose(file);
    }
    line[strcspn(line, "\n")] = '\0';
    if (strcmp(line, "broken") == 0) {
        *why_out = "it says that it is broken";
        return false;
    }
    *generation_out = strdup(line);
    return true;
}

static void echo_unload(void *context, void *generation)
{
    (void)context;
    free(generation);
}

static void *echo_open(void *context, void *generation, unsigned number)
{
    (void)context;
    if (strcmp(generation, "dies") == 0) {
        return NULL;
    }
    if (strcmp(generation, "hangs") == 0) {
        pause();
    }
    if (!options.drain) {
        sigset_t term;
        sigemptyset(&term);
        sigaddset(&term, SIGTERM);
        signal(SIGTERM, SIG_DFL);
        sigprocmask(SIG_UNBLOCK, &term, NULL);
    }
    struct echo *echo = malloc(sizeof *echo);
    assert(echo != NULL);
    *echo = (struct echo){.generation = generation, .number = number};
    return echo;
}

static void echo_close(void *worker)
{
    free(worker);
}

static void echo_sleep(const struct http_request *request)
{
    long long milliseconds = 0;
    text_to_integer(http_fields_get(&request->query, "ms"), 0, 3600000, &milliseconds);
    struct timespec rest = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
    while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
    }
}

static void echo_add_fields(struct buffer *page, const char *kind, const struct http_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        buffer_add_format(page, "%s %s=%s\n", kind, fields->items[i].name, fields->items[i].value);
    }
}

static void echo_send(const struct http_request *request, struct http_reply *reply, struct buffer *page)
{
    (void)request;
    struct http_response response = {.status = 200,
                                     .type = "text/plain; charset=utf-8",
                                     .body = buffer_text(page),
                                     .body_length = page->length};
    http_reply_send(reply, &response);
}

static void echo_show(const struct echo *echo, const struct http_request *request, struct http_reply *reply)
{
    static const char *const methods[] = {"GET", "HEAD", "POST", "PATCH", "OTHER"};
    struct buffer page;
    struct server_counts counts;
    server_count(0, &counts);
    buffer_init(&page, request->arena, (size_t)8 << 20);
    buffer_add_format(&page, "method %s\npath %s\nnumber %u\nprocess %ld\ngeneration %s\n", methods[request->method],
                      request->path, echo->number, (long)getpid(), echo->generation);
    buffer_add_format(&page, "counts %u %u %llu %llu %llu\n", counts.workers, counts.busy, counts.requests,
                      counts.crashed, counts.late);
    echo_add_fields(&page, "query", &request->query);
    echo_add_fields(&page, "form", &request->form);
    echo_add_fields(&page, "cookie", &request->cookies);
    echo_send(request, reply, &page);
}

static void echo_big(const struct http_request *request, struct http_reply *reply)
{
    long long bytes = 0;
    text_to_integer(http_fields_get(&request->query, "bytes"), 0, 7 << 20, &bytes);
    struct buffer page;
    buffer_init(&page, request->arena, (size_t)8 << 20);
    char *text = arena_alloc(request->arena, (size_t)bytes + 1);
    memset(text, 'x', (size_t)bytes);
    buffer_add(&page, text, (size_t)bytes);
    echo_send(request, reply, &page);
}

/* Rows until all are out, the client has left, or (abort=N) we cut it; after the first, flushed, a rest (ms=N). */
static void echo_stream(const struct http_request *request, struct http_reply *reply)
{
    long long rows = 0, cut = -1, row = 0;
    text_to_integer(http_fields_get(&request->query, "rows"), 0, 100000000, &rows);
    text_to_integer(http_fields_get(&request->query, "abort"), 0, 100000000, &cut);
    struct http_response response = {.status = 200, .type = "text/csv", .file_name = "rows.csv"};
    const char *name = http_fields_get(&request->query, "name");
    unsigned rests = 0;
    bool open = http_reply_begin(reply, &response);
    if (name != NULL) {
        progress_begin(reply, name);
    }
    for (; open && row < rows && row != cut; row++) {
        char line[64];
        open = (name == NULL || progress_tell(reply, (unsigned long long)row)) &&
               http_reply_write(reply, line, (size_t)snprintf(line, sizeof line, "%020lld;0123456789\r\n", row));
        rests = http_reply_give_way(reply);
        if (row == 0) {
            open = open && http_reply_flush(reply);
            echo_sleep(request);
        }
    }
    if (row == cut) {
        http_reply_abort(reply);
        open = http_reply_write(reply, "x", 1);
        assert(!open);
    }
    bool whole = http_reply_end(reply);
    log_event(LOG_LEVEL_INFO, "streamed", "rows=%lld whole=%d rests=%u", row, whole, rests);
}

/* The stream of that name: how far it is, and (stop=1) an end of it. */
static void echo_progress(const struct http_request *request, struct http_reply *reply)
{
    const char *name = http_fields_get(&request->query, "name");
    unsigned long long count;
    struct buffer page;
    buffer_init(&page, request->arena, 100);
    if (progress_find(name, &count)) {
        buffer_add_format(&page, "%llu", count);
    }
    if (http_fields_get(&request->query, "stop") != NULL) {
        buffer_add_text(&page, progress_stop(name) ? " stopped" : "nothing");
    }
    echo_send(request, reply, &page);
}

static void echo_serve(void *worker, const struct http_request *request, struct http_reply *reply)
{
    if (strcmp(request->path, "/crash") == 0) {
        abort();
    } else if (strcmp(request->path, "/silent") == 0) {
        return;
    } else if (strcmp(request->path, "/leak") == 0) {
        static char *leaked[100];
        static size_t count;
        leaked[count] = malloc((size_t)32 << 20);
        memset(leaked[count++], 'x', (size_t)32 << 20);
    } else if (strcmp(request->path, "/big") == 0) {
        echo_big(request, reply);
        return;
    } else if (strcmp(request->path, "/stream") == 0) {
        echo_stream(request, reply);
        return;
    } else if (strcmp(request->path, "/progress") == 0) {
        echo_progress(request, reply);
        return;
    }
    echo_sleep(request);
    echo_show(worker, request, reply);
}

static void echo_refuse(void *worker, int status, const struct http_request *request, struct http_reply *reply)
{
    (void)worker;
    struct http_response response = {.status = status, .type = "text/plain", .body = request->path,
                                     .body_length = strlen(request->path)};
    http_reply_send(reply, &response);
}

static int echo_run(void)
{
    struct server_pool pools[] = {
        {.name = "forms", .socket_path = options.forms, .listen_name = "forms", .workers = options.workers,
         .request_seconds = options.seconds, .requests_at_most = options.requests, .memory_at_most = options.memory,
         .pace = {.bytes_per_second = (size_t)options.pace << 10, .seconds = 1}},
        {.name = "downloads", .socket_path = options.downloads, .listen_name = "downloads", .workers = 1,
         .request_seconds = options.seconds, .gives_way = options.way},
    };
    struct server server = {
        .pools = pools,
        .pool_count = options.downloads == NULL ? 1 : 2,
        .body_at_most = 100000,
        .fields_at_most = 2000,
        .arena_at_most = (size_t)32 << 20,
        .base_path = options.base,
        .load = echo_load,
        .unload = echo_unload,
        .worker_open = echo_open,
        .worker_close = echo_close,
        .serve = echo_serve,
        .refuse = echo_refuse,
    };
    log_open("echo");
    return server_run(&server);
}

static volatile sig_atomic_t hold_is_over;

static void hold_on_term(int signal_number)
{
    (void)signal_number;
    hold_is_over = 1;
}

static int hold_socket(int type, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int made = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    unlink(path);
    if (made < 0 || bind(made, (struct sockaddr *)&address, sizeof address) != 0 ||
        (type == SOCK_STREAM && listen(made, 512) != 0)) {
        perror(path);
        exit(1);
    }
    int high = fcntl(made, F_DUPFD_CLOEXEC, 10); /* out of the way of those handed over */
    close(made);
    return high;
}

/* The server as a service manager starts it: its sockets from 3 on, its own process named. A second socket that no
 * pool knows stands beside it, to be closed. */
static pid_t hold_start(int listening, const char *notify_path)
{
    pid_t child = fork();
    assert(child >= 0);
    if (child != 0) {
        return child;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* a test that was broken off leaves nothing running */
    char process[20];
    snprintf(process, sizeof process, "%ld", (long)getpid());
    setenv("LISTEN_PID", process, 1);
    setenv("LISTEN_FDS", "2", 1);
    setenv("LISTEN_FDNAMES", "stranger:forms", 1);
    setenv("NOTIFY_SOCKET", notify_path, 1);
    setenv("WATCHDOG_USEC", "600000", 1);
    dup2(listening, 4);
    dup2(listening, 3);
    exit(echo_run());
}

static void hold_print(int notified)
{
    char words[500];
    ssize_t length = recv(notified, words, sizeof words - 1, MSG_DONTWAIT);
    for (ssize_t i = 0; i < length; i++) {
        if (words[i] == '\n') {
            words[i] = ' ';
        }
    }
    if (length > 0) {
        printf("notify %.*s\n", (int)length, words);
    }
}

static int hold_run(void)
{
    char notify_path[120];
    snprintf(notify_path, sizeof notify_path, "%s.notify", options.forms);
    int listening = hold_socket(SOCK_STREAM, options.forms);
    int notified = hold_socket(SOCK_DGRAM, notify_path);
    struct sigaction leave = {.sa_handler = hold_on_term};
    sigaction(SIGTERM, &leave, NULL);
    setvbuf(stdout, NULL, _IOLBF, 0);
    pid_t child = 0;
    while (!hold_is_over) {
        int status;
        if (child == 0) {
            child = hold_start(listening, notify_path);
            printf("started %ld\n", (long)child);
        }
        struct pollfd words = {.fd = notified, .events = POLLIN};
        if (poll(&words, 1, 5) > 0) {
            hold_print(notified);
        }
        if (waitpid(child, &status, WNOHANG) == child) {
            printf("ended %d\n", status);
            child = 0;
        }
    }
    kill(child, SIGTERM);
    int status = 0;
    return child == 0 || waitpid(child, &status, 0) != child || status != 0;
}

static long long number_of(const char *text)
{
    long long number;
    if (!text_to_integer(text, 0, 1LL << 40, &number)) {
        fprintf(stderr, "echo: %s is no number\n", text);
        exit(2);
    }
    return number;
}

int main(int argc, char **argv)
{
    static const struct option names[] = {
        {"forms", required_argument, NULL, 'f'},      {"downloads", required_argument, NULL, 'd'},
        {"generation", required_argument, NULL, 'g'}, {"base", required_argument, NULL, 'b'},
        {"workers", required_argument, NULL, 'w'},    {"seconds", required_argument, NULL, 's'},
        {"requests", required_argument, NULL, 'r'},   {"memory", required_argument, NULL, 'm'},
        {"pace", required_argument, NULL, 'p'},       {"way", required_argument, NULL, 'y'},
        {"no-drain", no_argument, NULL, 'n'},         {"hold", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    for (int name; (name = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (name) {
        case 'f': options.forms = optarg; break;
        case 'd': options.downloads = optarg; break;
        case 'g': options.generation_file = optarg; break;
        case 'b': options.base = optarg; break;
        case 'w': options.workers = (unsigned)number_of(optarg); break;
        case 's': options.seconds = (unsigned)number_of(optarg); break;
        case 'r': options.requests = (unsigned)number_of(optarg); break;
        case 'm': options.memory = (size_t)number_of(optarg); break;
        case 'p': options.pace = (unsigned)number_of(optarg); break;
        case 'y': options.way = (unsigned)number_of(optarg); break;
        case 'n': options.drain = false; break;
        case 'h': options.hold = true; break;
        default: return 2;
        }
    }
    if (options.forms == NULL) {
        fprintf(stderr, "echo: --forms SOCKET is missing\n");
        return 2;
    }
    return options.hold ? hold_run() : echo_run();
}
