/* FastCGI's output records written straight to the connection, without libfcgi's buffer and its copying, and with an
 * eye on the reader. For this room alone. */
#ifndef ENGINE_HTTP_OUTFLOW_H
#define ENGINE_HTTP_OUTFLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/http/scoreboard.h"

struct outflow {
    int descriptor;
    int request_id;
    struct server_pace pace;
    const struct seat_answer *answer; /* once it is stopped, nobody is waited for */
    long long waited_micro; /* for the reader, since `taken` began to count */
    size_t taken;           /* bytes since then */
};

enum outflow_result { OUTFLOW_OK, OUTFLOW_LEFT, OUTFLOW_SLOW, OUTFLOW_STOPPED };

/* All of it, or why not. Blocks while the reader takes nothing, for as long as its pace allows. */
enum outflow_result outflow_send(struct outflow *outflow, const char *bytes, size_t length);
/* Until so much has been taken that the few bytes that end an answer fit in without blocking. */
enum outflow_result outflow_settle(struct outflow *outflow);

#endif
