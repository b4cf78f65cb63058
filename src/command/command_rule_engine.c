/* `jobbsjanse regelmotor [--date YYYY-MM-DD] [--dry-run]`. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/admin.h"
#include "command/command.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "register/task/rule_engine.h"

enum { PAGE_MEMORY = 16 * 1024 * 1024, STATEMENT_SECONDS = 600 };

/* Ids are 63 bits at random. */
static const unsigned long long middle_id = 1ULL << 62;

struct order {
    struct date date;
    bool dry;
};

struct program {
    struct database_settings admin;
    struct store store;
    const struct codebook *codebook;
    struct rule_engine engine;
    struct arena *arena;
};

static bool refuse(const char *why)
{
    fprintf(stderr, "regelmotor: %s\n", why);
    return false;
}

static bool read_order(int argument_count, char **arguments, struct order *order_out)
{
    *order_out = (struct order){.date = clock_today()};
    for (int i = 0; i < argument_count; i++) {
        if (text_equal(arguments[i], "--dry-run")) {
            order_out->dry = true;
        } else if (text_equal(arguments[i], "--date") && i + 1 < argument_count) {
            if (!date_parse_iso(arguments[++i], &order_out->date))
                return refuse("--date takes a day of the calendar, as in 2026-02-28");
        } else {
            return refuse("usage: jobbsjanse regelmotor [--date YYYY-MM-DD] [--dry-run]");
        }
    }
    if (!order_out->dry && date_compare(order_out->date, clock_today()) != 0)
        return refuse("another day than today is for --dry-run alone: what is written is how it stands today");
    return true;
}

static bool open_codebook(struct program *program, const struct settings *settings)
{
    char *why = NULL;
    bool loaded = codebook_load(settings_text(settings, "codebook_file"), settings_text(settings, "codebook_schema"),
                                &program->codebook, &why);

    if (!loaded)
        refuse(why);
    free(why);
    return loaded;
}

static bool open_program(struct program *program, const struct settings *settings)
{
    const char *missing = NULL;

    *program = (struct program){
        .admin = admin_database(settings, STATEMENT_SECONDS),
        .arena = arena_new(PAGE_MEMORY),
    };
    program->store = (struct store){.database = database_new(&program->admin), .schema = program->admin.schema};
    if (!open_codebook(program, settings))
        return false;
    if (rule_engine_open(&program->engine, program->codebook, &program->store, &missing))
        return true;
    fprintf(stderr, "regelmotor: the codebook lacks \"%s\" of the introduction programme\n", missing);
    return false;
}

static void close_program(struct program *program)
{
    if (program->codebook)
        codebook_free(&program->codebook);
    database_close(&program->store.database);
    arena_free(&program->arena);
}

static void tell(const struct order *order, const struct rule_engine_counts *counts, unsigned trips)
{
    char day[DATE_TEXT_SIZE];

    date_format_iso(order->date, day);
    printf("Regelmotor for %s%s\n", day, order->dry ? ": what it would do; nothing was written" : "");
    printf("%-20s %10s %10s %10s\n", "cause", "entered", "withdrawn", "replaced");
    for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
        printf("%-20s %10lu %10lu %10lu\n", computed_cause_name(cause), counts->entered[cause], counts->withdrawn[cause],
               counts->replaced[cause]);
    printf("%-20s %10lu %10lu %10lu\n", "all", rule_engine_total(counts->entered), rule_engine_total(counts->withdrawn),
           rule_engine_total(counts->replaced));
    printf("%lu persons, %lu deadlines moved, %lu left for the next round since they were changed meanwhile; %u round trips.\n",
           counts->persons, counts->deadlines, counts->left, trips);
}

/* Half of the persons, by a process of its own on its own connection: what the database does for one half it does while the other is
 * read, decided, and waited for. */
struct lane {
    struct rule_engine_run run;
    enum store_result result;
    unsigned trips;
};

static void go_through(struct program *program, struct lane *lane)
{
    while (!lane->run.done && lane->result == STORE_OK) {
        lane->result = rule_engine_page(&program->engine, program->arena, &lane->run);
        arena_reset(program->arena);
    }
    lane->trips = store_statements_taken(&program->store);
}

/* Tells what became of it through the pipe, and ends; with whoever began it, at the latest. */
static _Noreturn void be_other(struct program *program, struct lane *lane, pid_t first, int out)
{
    bool told;

    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != first)
        _exit(EXIT_FAILURE);
    go_through(program, lane);
    told = write(out, lane, sizeof *lane) == (ssize_t)sizeof *lane;
    database_close(&program->store.database);
    _exit(told ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* Who does not tell how it went is said to have failed: what it had done is done. */
static void hear_other(pid_t other, int in, struct lane *lane)
{
    struct lane heard;

    if (other > 0 && read(in, &heard, sizeof heard) == (ssize_t)sizeof heard)
        *lane = heard;
    else
        lane->result = STORE_FAILED;
    if (other > 0)
        waitpid(other, NULL, 0);
}

/* Both halves at once; the first one's lane holds the whole of it. No connection is open yet. */
static void go_through_both(struct program *program, struct lane *first, struct lane *second)
{
    pid_t self = getpid();
    pid_t other;
    int ends[2];

    if (pipe(ends) != 0) {
        first->result = STORE_FAILED;
        return;
    }
    other = fork();
    if (other == 0) {
        close(ends[0]);
        be_other(program, second, self, ends[1]);
    }
    close(ends[1]);
    go_through(program, first);
    hear_other(other, ends[0], second);
    close(ends[0]);
    rule_engine_add(&first->run.counts, &second->run.counts);
    first->trips += second->trips;
    if (first->result == STORE_OK)
        first->result = second->result;
}

static int work(struct program *program, const struct order *order)
{
    struct lane first = {.run = {.today = order->date, .dry = order->dry, .last = middle_id}};
    struct lane second = {.run = {.today = order->date, .dry = order->dry, .after = middle_id}};

    go_through_both(program, &first, &second);
    tell(order, &first.run.counts, first.trips);
    if (first.result != STORE_OK)
        refuse("the database does not answer as it should, the log above says why; what was counted is done, and the next run does "
               "the rest");
    if (first.run.counts.failed > 0)
        fprintf(stderr, "regelmotor: %lu persons could not be gone through, the log above says why\n", first.run.counts.failed);
    return first.result == STORE_OK && first.run.counts.failed == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

int command_rule_engine(const struct settings *settings, int argument_count, char **arguments)
{
    struct program program;
    struct order order;
    int result = COMMAND_FAILED;

    if (!read_order(argument_count, arguments, &order))
        return COMMAND_MISUSED;
    if (open_program(&program, settings))
        result = work(&program, &order);
    close_program(&program);
    return result;
}
