/* A request from left to right: route, who asks, may she, the page, the answer. */
#ifndef REGISTER_PAGE_SERVE_H
#define REGISTER_PAGE_SERVE_H

#include "engine/http/request.h"
#include "engine/http/response.h"
#include "register/page/site.h"

void serve(struct site *site, const struct http_request *request, struct http_reply *reply);

/* For requests that never became one: too large, too many fields, unreadable. */
void serve_refusal(struct site *site, int status, const struct http_request *request, struct http_reply *reply);

#endif
