/* How far a long answer has come: told by the worker that sends it, asked by the others of this server, who can also have
 * it stopped. A server knows its own workers alone: of what another one sends nothing is found here. */
#ifndef ENGINE_HTTP_PROGRESS_H
#define ENGINE_HTTP_PROGRESS_H

#include <stdbool.h>

#include "engine/http/response.h"

/* The answer under way is found by `name` until the request is over; at most 32 characters, and nobody can guess it. */
void progress_begin(struct http_reply *reply, const char *name);
/* `count` of it is sent. false: somebody has asked it to stop, and its reader is let go as soon as it waits for her. */
bool progress_tell(struct http_reply *reply, unsigned long long count);

/* false: no such answer is under way here. */
bool progress_find(const char *name, unsigned long long *count_out);
bool progress_stop(const char *name);

#endif
