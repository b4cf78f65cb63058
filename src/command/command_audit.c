/* `jobbsjanse audit verify|seal|head|drop`. */
#include <stdio.h>
#include <string.h>

#include "command/admin.h"
#include "command/command.h"
#include "command/secret.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "register/store/audit_check.h"
#include "register/task/audit_sealing.h"
#include "register/task/audit_verify.h"

enum {
    AUDIT_MEMORY = 64 * 1024 * 1024,
    STATEMENT_SECONDS = 3600,
    LINE_SIZE = 400,
    YEARS_FROM = 2000,
    YEARS_TO = 2200
};

struct audit_task {
    const struct settings *settings;
    struct database_settings admin;
    struct store store;
    struct arena *arena;
    unsigned char key[SECRET_SIZE];
    struct audit_sealing sealing;
};

static bool refuse(const char *why)
{
    fprintf(stderr, "audit: %s\n", why);
    return false;
}

static bool open_task(struct audit_task *task, const struct settings *settings)
{
    struct secret secret;
    const char *why = NULL;

    *task = (struct audit_task){
        .settings = settings,
        .admin = admin_database(settings, STATEMENT_SECONDS),
        .arena = arena_new(AUDIT_MEMORY),
    };
    if (!secret_read(settings_text(settings, "secret_file"), &secret, &why))
        return refuse(why);
    secret_key(&secret, SECRET_AUDIT_SEAL, task->key);
    task->store = (struct store){.database = database_new(&task->admin), .schema = task->admin.schema};
    task->sealing = (struct audit_sealing){.store = &task->store, .key = task->key, .key_size = sizeof task->key,
                                           .head_file = settings_text(settings, "audit_head_file")};
    return true;
}

static void close_task(struct audit_task *task)
{
    if (task->store.database)
        database_close(&task->store.database);
    arena_free(&task->arena);
}

static bool is_ok(enum store_result result)
{
    return result == STORE_OK || refuse("the database does not answer as it should; the log above says why");
}

static bool seal_all(struct audit_task *task, unsigned *seals_out)
{
    unsigned seals = 0;
    bool more = true;

    *seals_out = 0;
    while (more) {
        if (!is_ok(audit_sealing_round(&task->sealing, task->arena, &seals, &more)))
            return false;
        *seals_out += seals;
        more = more && seals > 0;
    }
    arena_reset(task->arena);
    return true;
}

static int head(struct audit_task *task)
{
    const char *line = NULL;

    if (!is_ok(audit_sealing_head(&task->store, task->arena, &line)))
        return COMMAND_FAILED;
    printf("%s\n", line ? line : "Nothing is sealed yet.");
    return COMMAND_DONE;
}

static int seal(struct audit_task *task)
{
    unsigned seals = 0;

    if (!seal_all(task, &seals))
        return COMMAND_FAILED;
    printf("%u seals made.\n", seals);
    return head(task);
}

static void say(const char *line)
{
    printf("%s\n", line);
}

/* Every line of the file is an end that the chain had once. One that was half written hides no other. */
static bool compare_lines(struct audit_task *task, struct audit_verify *verify, FILE *in, unsigned long *read_out)
{
    char line[LINE_SIZE];
    bool done = true;

    for (unsigned long number = 1; done && fgets(line, sizeof line, in); number++) {
        enum store_result result = STORE_OK;

        line[strcspn(line, "\n")] = '\0';
        arena_reset(task->arena);
        if (*line && audit_verify_head(verify, task->arena, line, &result))
            ++*read_out;
        else if (*line)
            printf("NOTE: line %lu of the file with the chain's ends cannot be understood\n", number);
        done = is_ok(result);
    }
    return done && !ferror(in);
}

static bool compare_heads(struct audit_task *task, struct audit_verify *verify, const char *file)
{
    unsigned long read = 0;
    FILE *in = fopen(file, "re");
    bool done = in || refuse("the file with the chain's ends cannot be read");

    done = done && compare_lines(task, verify, in, &read);
    if (in)
        fclose(in);
    done = done && (read > 0 || refuse("there is no end of the chain in that file"));
    if (done)
        printf("Compared with %lu ends of the chain that were kept.\n", read);
    return done;
}

/* What nobody can find this way, said each time. */
static void tell_limits(const struct audit_verify *verify, bool compared)
{
    printf("This cannot show: rows that were changed, taken away or written in before they were sealed (%llu wait for a seal "
           "now); what was read or written past the register's own triggers;\n"
           "a chain made anew by somebody who holds the secret file, or one whose latest part was cut off%s.\n",
           verify->unsealed,
           compared ? ", since the newest of the ends that were compared"
                    : " - for that, compare with ends kept elsewhere: --heads FILE");
}

static int tell_verdict(const struct audit_verify *verify, long long began, bool compared)
{
    const struct audit_findings *findings = &verify->findings;
    double seconds = (double)(clock_monotonic_micro() - began) / 1e6;

    if (findings->findings > AUDIT_FINDINGS_TOLD)
        printf("... and %llu more findings.\n", findings->findings - AUDIT_FINDINGS_TOLD);
    if (findings->notices > AUDIT_NOTICES_TOLD)
        printf("... and %llu more notes.\n", findings->notices - AUDIT_NOTICES_TOLD);
    printf("%llu seals and %llu rows checked in %.1f seconds (%.0f rows a minute), %llu rows of them sealed late; %llu rows "
           "dropped by retention.\n",
           verify->seals, verify->rows, seconds, seconds > 0 ? (double)verify->rows / seconds * 60 : 0, verify->late,
           verify->dropped);
    if (findings->first_seal > 0)
        printf("The first broken block is that of seal %llu.\n", findings->first_seal);
    printf(findings->findings > 0 ? "The logs are NOT as they should be.\n" : "The logs are as they were sealed.\n");
    tell_limits(verify, compared);
    return findings->findings > 0 ? COMMAND_BEHIND : COMMAND_DONE;
}

static int verify(struct audit_task *task, const char *heads)
{
    struct audit_verify checked = {.store = &task->store, .key = task->key, .key_size = sizeof task->key,
                                   .findings = {.say = say}};
    long long began = clock_monotonic_micro();

    if (!is_ok(audit_verify(&checked, task->arena)) || !is_ok(audit_verify_triggers(&checked, task->arena)) ||
        (heads && !compare_heads(task, &checked, heads)))
        return COMMAND_FAILED;
    return tell_verdict(&checked, began, heads != NULL);
}

static int this_year(void)
{
    return clock_today().year;
}

static bool may_go(const struct audit_task *task, long long year)
{
    long long keep = settings_number(task->settings, "audit_keep_years");

    if (keep == 0)
        return refuse("audit_keep_years is 0: the logs are kept for ever");
    if (year + keep >= this_year()) {
        fprintf(stderr, "audit: the logs of %lld are kept until the end of %lld (audit_keep_years)\n", year, year + keep);
        return false;
    }
    return true;
}

/* First everything is sealed and found whole, then a seal says that the year goes, then it goes. */
static int drop(struct audit_task *task, long long year)
{
    unsigned seals = 0;
    unsigned long long rows = 0;
    bool said = false;

    if (!may_go(task, year) || !seal_all(task, &seals))
        return COMMAND_FAILED;
    if (verify(task, NULL) != COMMAND_DONE) {
        refuse("nothing is dropped from logs that are not whole");
        return COMMAND_BEHIND;
    }
    arena_reset(task->arena);
    if (!is_ok(audit_check_year(&task->store, task->arena, (unsigned)year, &rows, &said)))
        return COMMAND_FAILED;
    if (rows == 0) {
        refuse("nothing of that year was sealed");
        return COMMAND_FAILED;
    }
    if (!said && !is_ok(audit_sealing_drop(&task->sealing, task->arena, (unsigned)year, rows)))
        return COMMAND_FAILED;
    if (!is_ok(audit_check_drop(&task->store, task->arena, (unsigned)year)))
        return COMMAND_FAILED;
    printf("The logs of %lld are gone: %llu rows. Their seals stay.\n", year, rows);
    return head(task);
}

static int misused(void)
{
    fprintf(stderr, "usage: jobbsjanse audit verify [--heads FILE] | seal | head | drop YEAR\n");
    return COMMAND_MISUSED;
}

int command_audit(const struct settings *settings, int argument_count, char **arguments)
{
    const char *verb = argument_count > 0 ? arguments[0] : "";
    const char *heads = argument_count == 3 && text_equal(arguments[1], "--heads") ? arguments[2] : NULL;
    bool verifies = text_equal(verb, "verify") && (argument_count == 1 || heads);
    bool drops = text_equal(verb, "drop") && argument_count == 2;
    bool plain = (text_equal(verb, "seal") || text_equal(verb, "head")) && argument_count == 1;
    long long year = 0;
    struct audit_task task;
    int result = COMMAND_FAILED;

    if ((!verifies && !drops && !plain) || (drops && !text_to_integer(arguments[1], YEARS_FROM, YEARS_TO, &year)))
        return misused();
    if (open_task(&task, settings))
        result = verifies ? verify(&task, heads) : drops ? drop(&task, year) : text_equal(verb, "seal") ? seal(&task) : head(&task);
    close_task(&task);
    return result;
}
