/* Answers on their way out, through FastCGI. */
#include "engine/http/response.h"

#include <assert.h>
#include <string.h>
#include <sys/socket.h>

#include "engine/base/log.h"
#include "engine/http/head.h"
#include "engine/http/reply.h"

enum { GATHER = 16 * 1024 };

/* Nothing more can be said on it: libfcgi would block on a reader that takes nothing. */
static void reply_lose(struct http_reply *reply, enum outflow_result result)
{
    if (result == OUTFLOW_SLOW) {
        log_event(LOG_LEVEL_INFO, "reader-too-slow", "request=%s", reply->request->request_id);
    }
    http_reply_abort(reply);
}

static bool reply_stream(struct http_reply *reply, const char *bytes, size_t length)
{
    enum outflow_result result = outflow_send(&reply->outflow, bytes, length);
    if (result != OUTFLOW_OK) {
        reply_lose(reply, result);
    }
    return result == OUTFLOW_OK;
}

static void reply_open(struct http_reply *reply, const struct http_response *response, long long body_length)
{
    struct buffer head;
    assert(reply->state == REPLY_AWAITED);
    buffer_init(&head, reply->request->arena, HEAD_AT_MOST);
    head_add(&head, response, reply->base_path, body_length);
    reply->status = response->status;
    reply->state = REPLY_STREAMING;
    reply->outflow = (struct outflow){.descriptor = reply->connection->ipcFd,
                                      .request_id = reply->connection->requestId,
                                      .pace = reply->pace,
                                      .answer = &reply->seat->answer};
    reply->gathered = arena_alloc(reply->request->arena, GATHER);
    http_reply_write(reply, head.bytes, head.length);
}

bool http_reply_send(struct http_reply *reply, const struct http_response *response)
{
    reply_open(reply, response, (long long)response->body_length);
    if (reply->request->method != HTTP_HEAD && response->body_length > 0) {
        http_reply_write(reply, response->body, response->body_length);
    }
    return http_reply_end(reply);
}

bool http_reply_begin(struct http_reply *reply, const struct http_response *response)
{
    reply_open(reply, response, HEAD_LENGTH_UNKNOWN);
    courtesy_begin(&reply->courtesy);
    if (reply->state == REPLY_STREAMING && reply->request->method == HTTP_HEAD) {
        http_reply_end(reply);
    }
    return reply->state == REPLY_STREAMING;
}

bool http_reply_write(struct http_reply *reply, const char *bytes, size_t length)
{
    assert(reply->state != REPLY_AWAITED);
    if (reply->state == REPLY_STREAMING && length > GATHER - reply->gathered_length) {
        http_reply_flush(reply);
    }
    if (reply->state != REPLY_STREAMING) {
        return false;
    }
    if (length > GATHER) {
        return reply_stream(reply, bytes, length);
    }
    if (length > 0) {
        memcpy(reply->gathered + reply->gathered_length, bytes, length);
        reply->gathered_length += length;
    }
    return true;
}

bool http_reply_flush(struct http_reply *reply)
{
    assert(reply->state != REPLY_AWAITED);
    size_t length = reply->gathered_length;
    reply->gathered_length = 0;
    return reply->state == REPLY_STREAMING && reply_stream(reply, reply->gathered, length);
}

bool http_reply_end(struct http_reply *reply)
{
    assert(reply->state != REPLY_AWAITED);
    if (reply->state == REPLY_STREAMING && http_reply_flush(reply)) {
        enum outflow_result result = outflow_settle(&reply->outflow);
        reply->state = REPLY_DONE;
        if (result != OUTFLOW_OK) {
            reply_lose(reply, result);
        }
    }
    return reply->state == REPLY_DONE;
}

unsigned http_reply_give_way(struct http_reply *reply)
{
    courtesy_show(&reply->courtesy);
    return reply->courtesy.rests;
}

/* A missing end record alone would not do: nginx takes a closed connection for the end of an answer, unless
 * fastcgi_keep_conn is on. A record of version 0 it takes for what it is, and breaks its own transfer off. */
void http_reply_abort(struct http_reply *reply)
{
    static const char broken[8] = {0};
    if (reply->connection->ipcFd >= 0) {
        ssize_t ignored = send(reply->connection->ipcFd, broken, sizeof broken, MSG_NOSIGNAL | MSG_DONTWAIT);
        (void)ignored; /* where it fails nobody is left to be told, or a record stands half written, which tells too */
        FCGX_Free(reply->connection, 1);
    }
    reply->state = REPLY_LOST;
}
