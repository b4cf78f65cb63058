/* A QR code as the path of an SVG drawing: no image, no style, no script. */
#ifndef ENGINE_VIEW_QR_H
#define ENGINE_VIEW_QR_H

#include "engine/base/arena.h"

struct qr {
    int width;        /* modules, without the quiet zone of four around it */
    const char *path; /* "M0,0h7v1h-7z...", a unit per module */
};

/* NULL: the text is too long for one. Lives in the arena. */
const struct qr *qr_draw(struct arena *arena, const char *text);

#endif
