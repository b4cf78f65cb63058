/* The statements of a page straight over the database's socket, prepared once and fetched whole: what a page costs at
 * the least.
 *     bare SOCKET USER PASSWORD SCHEMA CONNECTIONS SECONDS < STATEMENTS
 * A statement a line; the first makes the context, once for each connection. Prints pages, their times' median and 99th
 * percentile, and processor time a page of this program alone, in microseconds: "pages p50 p99 cpu". */
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STATEMENTS = 32, TIMES = 200000, COLUMNS = 300, CELL = 1024 };

static struct times {
    unsigned count;
    unsigned micro[TIMES];
} *all;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static _Noreturn void stop(const char *what, const char *why)
{
    fprintf(stderr, "bare: %s: %s\n", what, why);
    _exit(1);
}

static void fetch_set(MYSQL_STMT *statement)
{
    static char cells[COLUMNS][CELL];
    static unsigned long lengths[COLUMNS];
    static my_bool nulls[COLUMNS];
    MYSQL_BIND binds[COLUMNS];
    unsigned columns = mysql_stmt_field_count(statement);

    memset(binds, 0, sizeof binds);
    for (unsigned i = 0; i < columns && i < COLUMNS; i++)
        binds[i] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_STRING, .buffer = cells[i], .buffer_length = CELL,
                                .length = &lengths[i], .is_null = &nulls[i]};
    if (columns > COLUMNS || mysql_stmt_bind_result(statement, binds))
        stop("bind", mysql_stmt_error(statement));
    while (mysql_stmt_fetch(statement) == 0)
        ;
}

static void run(MYSQL_STMT *statement)
{
    int more = 0;

    if (mysql_stmt_execute(statement))
        stop("execute", mysql_stmt_error(statement));
    do {
        if (mysql_stmt_field_count(statement) > 0)
            fetch_set(statement);
        mysql_stmt_free_result(statement);
        more = mysql_stmt_next_result(statement);
    } while (more == 0);
    if (more > 0)
        stop("next set", mysql_stmt_error(statement));
}

static MYSQL_STMT *prepare(MYSQL *connection, const char *text)
{
    MYSQL_STMT *statement = mysql_stmt_init(connection);

    if (!statement || mysql_stmt_prepare(statement, text, strlen(text)))
        stop(text, mysql_error(connection));
    return statement;
}

static void ask_for(char **arguments, char **texts, unsigned count, double seconds, struct times *times)
{
    MYSQL *connection = mysql_init(NULL);
    MYSQL_STMT *statements[STATEMENTS];
    double end;

    if (!mysql_real_connect(connection, NULL, arguments[2], arguments[3], arguments[4], 0, arguments[1],
                            CLIENT_MULTI_RESULTS))
        stop("connect", mysql_error(connection));
    for (unsigned i = 0; i < count; i++) {
        statements[i] = prepare(connection, texts[i]);
        if (i == 0)
            run(statements[i]);
    }
    end = now() + seconds;
    for (double began = now(); began < end && times->count < TIMES; began = now()) {
        for (unsigned i = 1; i < count; i++)
            run(statements[i]);
        times->micro[times->count++] = (unsigned)((now() - began) * 1e6);
    }
    mysql_close(connection);
}

static int by_size(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a, right = *(const unsigned *)b;

    return (left > right) - (left < right);
}

static void report(unsigned connections)
{
    struct rusage used;
    unsigned *micro = malloc((size_t)connections * sizeof all->micro);
    size_t count = 0;

    if (!micro)
        abort();
    getrusage(RUSAGE_CHILDREN, &used);
    for (unsigned i = 0; i < connections; i++) {
        memcpy(micro + count, all[i].micro, all[i].count * sizeof *micro);
        count += all[i].count;
    }
    if (count == 0)
        stop("measure", "no page in the time given");
    qsort(micro, count, sizeof *micro, by_size);
    printf("%zu %u %u %.1f\n", count, micro[count / 2], micro[count * 99 / 100],
           ((double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
            (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec)) / (double)count);
    free(micro);
}

int main(int argument_count, char **arguments)
{
    static char line[1 << 20];
    char *texts[STATEMENTS];
    unsigned count = 0, connections;
    int status = 0, failed = 0;

    if (argument_count != 7)
        stop("usage", "SOCKET USER PASSWORD SCHEMA CONNECTIONS SECONDS");
    while (count < STATEMENTS && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        texts[count++] = strdup(line);
    }
    connections = (unsigned)strtoul(arguments[5], NULL, 10);
    all = mmap(NULL, connections * sizeof *all, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (unsigned i = 0; i < connections; i++)
        if (fork() == 0) {
            ask_for(arguments, texts, count, strtod(arguments[6], NULL), &all[i]);
            _exit(0);
        }
    while (wait(&status) > 0)
        failed |= status;
    if (!failed)
        report(connections);
    return failed != 0;
}
