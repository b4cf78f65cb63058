/* From bytes to a download. */
#include "register/page/codebook/file.h"

#include "engine/base/clock.h"
#include "engine/base/log.h"

enum { FILE_AT_MOST = 8 * 1024 * 1024 };

struct buffer *file_begin(struct visit *visit)
{
    struct buffer *file = arena_alloc(visit->arena, sizeof *file);

    buffer_init(file, visit->arena, FILE_AT_MOST);
    return file;
}

enum outcome file_end(struct visit *visit, const struct buffer *file, const char *type, const char *ending)
{
    char today[DATE_TEXT_SIZE];

    if (file->overflowed) {
        log_event(LOG_LEVEL_ERROR, "codebook-file-failed", "ending=%s why=\"above %d bytes\"", ending, FILE_AT_MOST);
        return OUTCOME_FAILED;
    }
    date_format_iso(clock_today(), today);
    visit->response.status = 200;
    visit->response.type = type;
    visit->response.file_name =
        arena_printf(visit->arena, "%s-kodebok-%s.%s", visit->site->reg->name, today, ending);
    visit->response.body = buffer_text(file);
    visit->response.body_length = file->length;
    return OUTCOME_READY;
}
