/* A form that came in: its fields, and the codebooks it may have been drawn with. */
#ifndef REGISTER_PAGE_FORM_POST_H
#define REGISTER_PAGE_FORM_POST_H

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"
#include "engine/http/request.h"

struct form_post {
    struct arena *arena;
    const struct http_request *request;
    const struct codebook_register *reg; /* whose questions are asked */
    const struct codebook *codebook;     /* in use */
    const struct codebook *const *before; /* those in use before, the newest first */
    size_t before_count;
};

#endif
