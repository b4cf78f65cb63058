/* Mail from the queue to the server. */
#include "register/task/mail.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "register/outside/mail_message.h"
#include "register/task/mail_text.h"

enum { JOB_ARENA = 256 * 1024, MESSAGE_AT_MOST = 64 * 1024, NAME_AT_MOST = 100, HASH_TEXT = 2 * CRYPTO_HASH_SIZE + 1 };

/* Where a link leads; NULL: such a mail carries none. */
static const char *const link_paths[MAIL_KINDS] = {
    [MAIL_INVITATION] = "invitasjon",
    [MAIL_PASSWORD] = "logg-inn/nytt-passord",
};

static const char sender_name[] = "Jobbsjanseregisteret";

void mail_task_open(struct mail_task *task)
{
    task->arena = arena_new(JOB_ARENA);
    task->state = MAIL_IDLE;
}

void mail_task_close(struct mail_task *task)
{
    smtp_client_close(&task->client);
    if (task->arena)
        arena_free(&task->arena);
    task->state = MAIL_IDLE;
}

bool mail_task_is_busy(const struct mail_task *task)
{
    return task->state != MAIL_IDLE;
}

/* The same for the same link, now and after a crash: nobody else has both key and salt. */
static const char *make_token(struct mail_task *task)
{
    const char *what = arena_printf(task->arena, "link:%lld:%s", task->job.link, task->job.token_salt);
    char *token = arena_alloc(task->arena, CRYPTO_TOKEN_TEXT);
    unsigned char bytes[CRYPTO_HASH_SIZE];

    crypto_hmac(task->token_key, sizeof task->token_key, what, strlen(what), bytes);
    crypto_base64url(bytes, sizeof bytes, token);
    return token;
}

static const char *hash_of(struct arena *arena, const char *token)
{
    char *text = arena_alloc(arena, HASH_TEXT);
    unsigned char hash[CRYPTO_HASH_SIZE];

    crypto_sha256(token, strlen(token), hash);
    crypto_hex(hash, sizeof hash, text);
    return text;
}

/* Of the mail, and of when it was made: numbers are given anew where a database is put back from a backup. */
static const char *message_id(const struct mail_task *task)
{
    char digits[32];
    size_t count = 0;

    for (const char *c = task->job.made_at; *c && count + 1 < sizeof digits; c++)
        if (*c >= '0' && *c <= '9')
            digits[count++] = *c;
    digits[count] = '\0';
    return arena_printf(task->arena, "mail-%lld.%s@%s", task->job.id, digits, task->host);
}

static enum language language_of(const struct mail_task *task)
{
    enum language language = task->language;

    if (task->job.language && !words_language_named(task->job.language, &language))
        language = task->language;
    return language;
}

static void write_message(struct mail_task *task, const char *to, const char *token, struct buffer *out)
{
    const struct mail_job *job = &task->job;
    const char *link = token ? arena_printf(task->arena, "%s/%s/%s", task->site, link_paths[job->kind], token) : NULL;
    enum language language = language_of(task);
    struct mail_message message = {
        .from_name = sender_name,
        .from = task->from,
        .to_name = mail_line(task->arena, job->recipient_name, NAME_AT_MOST),
        .to = to,
        .date = clock_show_internet(task->arena, job->made_at),
        .id = message_id(task),
        .language = words_language_code(language),
    };
    struct mail_text text;

    words_use(language);
    text = mail_text_make(task->arena, job, link, task->contact);
    words_use(LANGUAGE_BOKMAL);
    message.subject = text.subject;
    message.body = text.body;
    mail_message_write(&message, out);
}

static enum mail_step keep(struct mail_task *task, struct arena *arena);

/* No such address: no server is asked. */
static enum mail_step refuse(struct mail_task *task, struct arena *arena)
{
    task->ended = (struct smtp_ended){.result = MAIL_TRY_REFUSED, .error = "address"};
    task->state = MAIL_KEEPING;
    return keep(task, arena);
}

static enum mail_step let_go(struct mail_task *task, enum mail_step step)
{
    task->state = MAIL_IDLE;
    arena_reset(task->arena);
    return step;
}

/* From the queue to the first byte for the server. */
static enum mail_step begin(struct mail_task *task, struct arena *arena)
{
    bool has_link = task->job.link != 0;
    const char *to = mail_message_address(task->arena, task->job.recipient);
    const char *token = has_link ? make_token(task) : NULL;
    struct buffer message;
    bool wanted = false;

    task->began = clock_monotonic_micro();
    if (!to)
        return refuse(task, arena);
    if (mail_ready(task->store, task->arena, &task->job, has_link ? hash_of(task->arena, token) : NULL, &wanted) != STORE_OK)
        return let_go(task, MAIL_STEP_DOWN);
    if (!wanted)
        return let_go(task, MAIL_STEP_WORKED);
    buffer_init(&message, task->arena, MESSAGE_AT_MOST);
    write_message(task, to, token, &message);
    smtp_client_begin(task->client, task->from, to, message.bytes, message.length);
    task->state = MAIL_SENDING;
    return MAIL_STEP_BUSY;
}

static enum mail_step take(struct mail_task *task, struct arena *arena)
{
    enum mail_taken taken;

    if (!task->client)
        return MAIL_STEP_IDLE;
    if (mail_take(task->store, task->arena, task->lease_seconds, &taken, &task->job) != STORE_OK)
        return let_go(task, MAIL_STEP_DOWN);
    if (taken == MAIL_TAKEN)
        return begin(task, arena);
    return let_go(task, taken == MAIL_TAKEN_OVER ? MAIL_STEP_WORKED : MAIL_STEP_IDLE);
}

static unsigned by_chance(void)
{
    unsigned char bytes[sizeof(unsigned)];
    unsigned number = 0;

    crypto_random(bytes, sizeof bytes);
    memcpy(&number, bytes, sizeof number);
    return number;
}

static void log_ended(const struct mail_task *task, const char *state)
{
    bool sent = task->ended.result == MAIL_TRY_SENT;

    log_event(sent ? LOG_LEVEL_INFO : LOG_LEVEL_WARNING, "mail", "mail=%lld state=%s tries=%u why=\"%s\" micro=%lld", task->job.id,
              state, task->job.tries + 1, task->ended.error, clock_monotonic_micro() - task->began);
}

/* A database that is away is waited for, as long as it takes: what the server said is known here alone. */
static enum mail_step keep(struct mail_task *task, struct arena *arena)
{
    static const char *const words[] = {
        [MAIL_SENT] = "sent", [MAIL_REFUSED] = "refused", [MAIL_GIVEN_UP] = "given-up", [MAIL_WAITING] = "waiting"};
    struct mail_next next = mail_next_after(task->job.tries, task->job.age_seconds, task->first_delay_ms, by_chance());
    enum mail_state state = task->ended.result == MAIL_TRY_SENT      ? MAIL_SENT
                            : task->ended.result == MAIL_TRY_REFUSED ? MAIL_REFUSED
                            : next.given_up                          ? MAIL_GIVEN_UP
                                                                     : MAIL_WAITING;
    enum store_result kept = mail_done(task->store, arena, &task->job, state, next.delay_ms, task->ended.error);

    if (kept == STORE_DOWN)
        return MAIL_STEP_DOWN;
    log_ended(task, words[state]);
    return let_go(task, kept == STORE_OK ? MAIL_STEP_WORKED : MAIL_STEP_DOWN);
}

enum mail_step mail_step(struct mail_task *task, struct arena *arena)
{
    if (task->state == MAIL_IDLE)
        return take(task, arena);
    if (task->state == MAIL_SENDING && !smtp_client_step(task->client, &task->ended))
        return MAIL_STEP_BUSY;
    task->state = MAIL_KEEPING;
    return keep(task, arena);
}
