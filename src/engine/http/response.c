/* Answers on their way out, through FastCGI. */
#include "engine/http/response.h"

#include <assert.h>
#include <sys/socket.h>

#include "engine/http/head.h"
#include "engine/http/reply.h"

#define PUT_AT_MOST ((size_t)1 << 30) /* libfcgi counts in int */

static bool reply_put(struct http_reply *reply, const char *bytes, size_t length)
{
    while (length > 0 && reply->state != REPLY_LOST) {
        int piece = (int)(length < PUT_AT_MOST ? length : PUT_AT_MOST);
        if (FCGX_PutStr(bytes, piece, reply->connection->out) != piece) {
            reply->state = REPLY_LOST;
        }
        bytes += piece;
        length -= (size_t)piece;
    }
    return reply->state != REPLY_LOST;
}

static bool reply_put_head(struct http_reply *reply, const struct http_response *response, long long body_length)
{
    assert(reply->state == REPLY_AWAITED);
    struct buffer head;
    buffer_init(&head, reply->request->arena, HEAD_AT_MOST);
    head_add(&head, response, reply->base_path, body_length);
    reply->status = response->status;
    reply->state = REPLY_STREAMING;
    return reply_put(reply, head.bytes, head.length);
}

bool http_reply_send(struct http_reply *reply, const struct http_response *response)
{
    bool wants_body = reply->request->method != HTTP_HEAD;
    bool sent = reply_put_head(reply, response, (long long)response->body_length);
    if (sent && wants_body && response->body_length > 0) {
        sent = reply_put(reply, response->body, response->body_length);
    }
    reply->state = sent ? REPLY_DONE : REPLY_LOST;
    return sent;
}

bool http_reply_begin(struct http_reply *reply, const struct http_response *response)
{
    bool sent = reply_put_head(reply, response, HEAD_LENGTH_UNKNOWN);
    if (sent && reply->request->method == HTTP_HEAD) {
        reply->state = REPLY_DONE;
    }
    return reply->state == REPLY_STREAMING;
}

bool http_reply_write(struct http_reply *reply, const char *bytes, size_t length)
{
    assert(reply->state != REPLY_AWAITED);
    return reply->state == REPLY_STREAMING && reply_put(reply, bytes, length);
}

bool http_reply_end(struct http_reply *reply)
{
    assert(reply->state != REPLY_AWAITED);
    if (reply->state == REPLY_STREAMING) {
        reply->state = FCGX_FFlush(reply->connection->out) == 0 ? REPLY_DONE : REPLY_LOST;
    }
    return reply->state == REPLY_DONE;
}

/* A missing end record alone would not do: nginx takes a closed connection for the end of an answer, unless
 * fastcgi_keep_conn is on. A record of version 0 it takes for what it is, and breaks its own transfer off. */
void http_reply_abort(struct http_reply *reply)
{
    static const char broken[8] = {0};
    ssize_t ignored = send(reply->connection->ipcFd, broken, sizeof broken, MSG_NOSIGNAL);
    (void)ignored; /* it can only fail where nobody is left to be told */
    FCGX_Free(reply->connection, 1);
    reply->state = REPLY_LOST;
}
