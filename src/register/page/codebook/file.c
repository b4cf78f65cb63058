/* From bytes to a download. */
#include "register/page/codebook/file.h"

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/words.h"
#include "register/page/codebook/chosen.h"

enum { FILE_AT_MOST = 8 * 1024 * 1024 };

static void write_in_bokmal(struct visit *visit, file_writer *write, const struct codebook_register *reg,
                            struct buffer *file)
{
    enum language reader = words_language();

    words_use(LANGUAGE_BOKMAL);
    write(visit, reg, file);
    words_use(reader);
}

enum outcome file_answer(struct visit *visit, file_writer *write, const char *type, const char *ending)
{
    const struct codebook_register *reg = chosen_register(visit).reg;
    struct buffer file;
    char today[DATE_TEXT_SIZE];

    if (!reg)
        return OUTCOME_BAD;
    buffer_init(&file, visit->arena, FILE_AT_MOST);
    write_in_bokmal(visit, write, reg, &file);
    if (file.overflowed) {
        log_event(LOG_LEVEL_ERROR, "codebook-file-failed", "ending=%s why=\"above %d bytes\"", ending, FILE_AT_MOST);
        return OUTCOME_FAILED;
    }
    date_format_iso(clock_today(), today);
    visit->response.status = 200;
    visit->response.type = type;
    visit->response.file_name =
        arena_printf(visit->arena, "%s-kodebok-%s.%s", reg->name, today, ending);
    visit->response.body = buffer_text(&file);
    visit->response.body_length = file.length;
    return OUTCOME_READY;
}
