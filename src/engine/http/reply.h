/* The inside of an answer under way. For this room alone. */
#ifndef ENGINE_HTTP_REPLY_H
#define ENGINE_HTTP_REPLY_H

#include <fcgiapp.h>

#include "engine/http/courtesy.h"
#include "engine/http/outflow.h"
#include "engine/http/response.h"
#include "engine/http/scoreboard.h"

enum reply_state { REPLY_AWAITED, REPLY_STREAMING, REPLY_DONE, REPLY_LOST };

struct http_reply {
    FCGX_Request *connection;
    const struct http_request *request;
    const char *base_path;
    struct seat *seat; /* the worker's */
    enum reply_state state;
    int status; /* 0 until answered */
    struct server_pace pace;
    struct courtesy courtesy; /* of a stream */
    struct outflow outflow; /* of a stream */
    char *gathered;
    size_t gathered_length;
};

#endif
