/* Mail to a server, over libcurl's multi interface. */
#include "register/outside/smtp_client.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/base/arena.h"
#include "engine/base/text.h"
#include "register/outside/smtp_reply.h"

enum { REPLIES_AT_MOST = 64 * 1024, URL_AT_MOST = 600, ANGLED_AT_MOST = 300, SOCKETS = 2 };

struct smtp_client {
    struct smtp_settings settings;
    char url[URL_AT_MOST]; /* with the name, where the library looks for it */
    CURLM *multi;
    CURL *curl;
    struct curl_slist *recipients; /* NULL: nothing is under way */
    const char *bytes;
    size_t length, sent;
    enum smtp_stage stage;
    struct smtp_reply reply; /* to the latest command */
    size_t replied;          /* bytes of replies */
    bool quits;              /* all is said */
    curl_socket_t sockets[SOCKETS]; /* that are open: two while it is tried by two addresses at once, then the one in use */
};

/* Does the address lead to this machine itself? */
static bool is_loopback(const char *host)
{
    return text_equal(host, "127.0.0.1") || text_equal(host, "[::1]") || text_equal(host, "localhost");
}

static const char *refuse(const struct smtp_settings *settings, const char *scheme, const char *host)
{
    bool tls = text_equal(scheme, "smtps") || settings->tls;

    if (!text_equal(scheme, "smtps") && !text_equal(scheme, "smtp"))
        return "smtp_url is neither smtp:// nor smtps://";
    if (!tls && !is_loopback(host))
        return "smtp_starttls = none is for this machine's own address alone";
    if (!tls && *settings->user)
        return "smtp_user is told over TLS alone";
    return NULL;
}

/* The address with the name behind it as its path; false: *why_out. */
static bool make_url(struct smtp_client *client, const char **why_out)
{
    CURLU *parts = curl_url();
    char *scheme = NULL, *host = NULL, *whole = NULL;
    bool made = parts && curl_url_set(parts, CURLUPART_URL, client->settings.url, 0) == CURLUE_OK &&
                curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                curl_url_set(parts, CURLUPART_PATH, client->settings.name, 0) == CURLUE_OK &&
                curl_url_get(parts, CURLUPART_URL, &whole, 0) == CURLUE_OK && strlen(whole) < sizeof client->url;

    *why_out = made ? refuse(&client->settings, scheme, host) : "smtp_url is no address";
    if (made)
        snprintf(client->url, sizeof client->url, "%s", whole);
    curl_free(whole);
    curl_free(host);
    curl_free(scheme);
    curl_url_cleanup(parts);
    return *why_out == NULL;
}

struct smtp_client *smtp_client_new(const struct smtp_settings *settings, const char **why_out)
{
    struct smtp_client *client = calloc(1, sizeof *client);

    if (client && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
        client->multi = curl_multi_init();
        client->curl = curl_easy_init();
    }
    if (!client || !client->multi || !client->curl)
        abort();
    client->settings = *settings;
    for (size_t i = 0; i < SOCKETS; i++)
        client->sockets[i] = CURL_SOCKET_BAD;
    if (!make_url(client, why_out))
        smtp_client_close(&client);
    return client;
}

/* Whatever is under way is broken off. */
static void finish(struct smtp_client *client)
{
    if (client->recipients)
        curl_multi_remove_handle(client->multi, client->curl);
    curl_slist_free_all(client->recipients);
    client->recipients = NULL;
}

void smtp_client_close(struct smtp_client **client)
{
    if (!*client)
        return;
    finish(*client);
    curl_easy_cleanup((*client)->curl);
    curl_multi_cleanup((*client)->multi);
    curl_global_cleanup();
    free(*client);
    *client = NULL;
}

static size_t give_content(char *room, size_t size, size_t count, void *context)
{
    struct smtp_client *client = context;
    size_t left = client->length - client->sent;
    size_t length = size * count < left ? size * count : left;

    memcpy(room, client->bytes + client->sent, length);
    client->sent += length;
    return length;
}

/* Replies, which nobody reads here: only not without end. */
static size_t take_reply(const char *bytes, size_t size, size_t count, void *context)
{
    struct smtp_client *client = context;

    (void)bytes;
    client->replied += size * count;
    return client->replied <= REPLIES_AT_MOST ? size * count : 0;
}

static bool begins(const char *bytes, size_t length, const char *command)
{
    return length >= strlen(command) && strncmp(bytes, command, strlen(command)) == 0;
}

static void hear_no_more(struct smtp_client *client)
{
    client->quits = true;
    for (size_t i = 0; i < SOCKETS; i++)
        if (client->sockets[i] != CURL_SOCKET_BAD)
            shutdown(client->sockets[i], SHUT_RD);
}

/* Where the conversation is, by the command that is sent. */
static void note_command(struct smtp_client *client, const char *bytes, size_t length)
{
    static const struct {
        const char *command;
        enum smtp_stage stage;
    } commands[] = {
        {"EHLO", SMTP_HELLO},  {"HELO", SMTP_HELLO},      {"STARTTLS", SMTP_TLS}, {"AUTH", SMTP_LOGIN},
        {"MAIL", SMTP_SENDER}, {"RCPT", SMTP_RECIPIENT}, {"DATA", SMTP_DATA},
    };

    if (begins(bytes, length, "QUIT")) {
        hear_no_more(client); /* its answer is nothing to wait for */
        return;
    }
    client->reply = (struct smtp_reply){0};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (begins(bytes, length, commands[i].command))
            client->stage = commands[i].stage;
}

static int note(CURL *curl, curl_infotype type, char *bytes, size_t length, void *context)
{
    struct smtp_client *client = context;

    (void)curl;
    if (type == CURLINFO_HEADER_OUT) {
        note_command(client, bytes, length);
    } else if (type == CURLINFO_DATA_OUT) {
        client->stage = SMTP_CONTENT;
        client->reply = (struct smtp_reply){0};
    } else if (type == CURLINFO_HEADER_IN && !client->quits) {
        client->reply = smtp_reply_read(bytes, length);
    }
    return 0;
}

/* One open socket becomes another, or none (CURL_SOCKET_BAD). */
static void change_socket(struct smtp_client *client, curl_socket_t from, curl_socket_t to)
{
    for (size_t i = 0; i < SOCKETS; i++) {
        if (client->sockets[i] == from) {
            client->sockets[i] = to;
            return;
        }
    }
}

static int keep_socket(void *context, curl_socket_t made, curlsocktype purpose)
{
    (void)purpose;
    change_socket(context, CURL_SOCKET_BAD, made);
    return CURL_SOCKOPT_OK;
}

static int close_socket(void *context, curl_socket_t closed)
{
    change_socket(context, closed, CURL_SOCKET_BAD);
    return close(closed);
}

static void set_conversation(struct smtp_client *client)
{
    const struct smtp_settings *settings = &client->settings;
    CURL *curl = client->curl;

    curl_easy_setopt(curl, CURLOPT_URL, client->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* none that the environment names */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)settings->connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)settings->total_ms);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, settings->tls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (*settings->ca_file)
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings->ca_file);
    if (*settings->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings->password);
    }
}

static void set_callbacks(struct smtp_client *client)
{
    CURL *curl = client->curl;

    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_content);
    curl_easy_setopt(curl, CURLOPT_READDATA, client);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_reply);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, client);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_reply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, client);
    curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, keep_socket);
    curl_easy_setopt(curl, CURLOPT_SOCKOPTDATA, client);
    curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
    curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, client);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, note);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, client);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* that is: to `note` */
}

void smtp_client_begin(struct smtp_client *client, const char *from, const char *to, const char *bytes, size_t length)
{
    char angled[ANGLED_AT_MOST];

    finish(client);
    client->bytes = bytes;
    client->length = length;
    client->sent = client->replied = 0;
    client->quits = false;
    client->stage = SMTP_GREETING;
    client->reply = (struct smtp_reply){0};
    curl_easy_reset(client->curl);
    set_conversation(client);
    set_callbacks(client);
    snprintf(angled, sizeof angled, "<%s>", from);
    curl_easy_setopt(client->curl, CURLOPT_MAIL_FROM, angled);
    snprintf(angled, sizeof angled, "<%s>", to);
    client->recipients = curl_slist_append(NULL, angled);
    if (!client->recipients || curl_easy_setopt(client->curl, CURLOPT_MAIL_RCPT, client->recipients) != CURLE_OK ||
        curl_multi_add_handle(client->multi, client->curl) != CURLM_OK)
        abort();
}

/* Trouble that no reply tells of. */
static const char *trouble_word(CURLcode code)
{
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return "late";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
        return "unsafe";
    case CURLE_LOGIN_DENIED:
        return "denied";
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_WRITE_ERROR:
        return "garbage";
    default:
        return "away";
    }
}

static void tell(const struct smtp_client *client, CURLcode code, struct smtp_ended *ended)
{
    const struct smtp_reply *reply = &client->reply;
    const char *stage = smtp_stage_word(client->stage);

    *ended = (struct smtp_ended){.result = MAIL_TRY_SENT};
    if (code == CURLE_OK)
        return;
    ended->result = smtp_reply_judge(client->stage, *reply);
    if (reply->code < 400)
        snprintf(ended->error, sizeof ended->error, "%s %s", stage, trouble_word(code));
    else if (!reply->enhanced_class)
        snprintf(ended->error, sizeof ended->error, "%s %d", stage, reply->code);
    else
        snprintf(ended->error, sizeof ended->error, "%s %d %d.%d.%d", stage, reply->code, reply->enhanced_class,
                 reply->enhanced_subject, reply->enhanced_detail);
}

bool smtp_client_step(struct smtp_client *client, struct smtp_ended *ended_out)
{
    const CURLMsg *message;
    int running = 0, left = 0;

    if (curl_multi_perform(client->multi, &running) != CURLM_OK)
        abort();
    message = curl_multi_info_read(client->multi, &left);
    if (!message || message->msg != CURLMSG_DONE)
        return false;
    tell(client, message->data.result, ended_out);
    finish(client);
    return true;
}
