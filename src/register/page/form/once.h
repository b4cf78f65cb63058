/* What makes a post that is sent twice count once: a one-time key, and a digest of what was posted (requirement P6). */
#ifndef REGISTER_PAGE_FORM_ONCE_H
#define REGISTER_PAGE_FORM_ONCE_H

#include "engine/base/arena.h"
#include "engine/http/request.h"

/* A fresh one-time key, for the hidden field "nokkel". */
const char *form_key(struct arena *arena);

/* The form's one-time key in the store's own shape, whatever was posted as one; NULL: none. */
const char *posted_key(struct arena *arena, const struct http_request *request);

/* The digest of what was posted, without the anti-forgery token: tells a repeat from a new post. */
const char *posted_digest(struct arena *arena, const struct http_request *request);

/* A whole number above 0 that a hidden field holds ("versjon"); -1 where there is none. */
long posted_number(const struct http_request *request, const char *name);

#endif
