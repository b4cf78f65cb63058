/* A QR code as the path of an SVG drawing. */
#include "engine/view/qr.h"

#include <qrencode.h>

#include "engine/base/buffer.h"

enum { PATH_AT_MOST = 256 * 1024, IS_DARK = 1 };

static void add_row(struct buffer *path, const unsigned char *modules, int width, int row)
{
    for (int from = 0; from < width; from++) {
        int to = from;

        while (to < width && (modules[to] & IS_DARK))
            to++;
        if (to > from)
            buffer_add_format(path, "M%d,%dh%dv1h-%dz", from, row, to - from, to - from);
        from = to;
    }
}

const struct qr *qr_draw(struct arena *arena, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    struct qr *qr;
    struct buffer path;

    if (!code)
        return NULL;
    qr = arena_alloc(arena, sizeof *qr);
    buffer_init(&path, arena, PATH_AT_MOST);
    for (int row = 0; row < code->width; row++)
        add_row(&path, code->data + row * code->width, code->width, row);
    *qr = (struct qr){.width = code->width, .path = buffer_text(&path)};
    QRcode_free(code);
    return qr;
}
