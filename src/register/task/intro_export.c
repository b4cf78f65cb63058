/* From the store to lines. */
#include "register/task/intro_export.h"

#include "register/store/intro_export.h"
#include "register/task/intro_lines.h"

static bool take(void *context, struct arena *arena, const char *const values[IMPORT_COLUMNS])
{
    struct intro_lines *lines = context;

    intro_lines_add(lines, arena, values);
    return !lines->failed;
}

enum store_result intro_export_run(struct store *store, const struct codebook_register *reg, struct arena *arena, FILE *out,
                                   unsigned long *lines_out, bool *whole_out)
{
    enum store_result result = STORE_OK;
    struct intro_lines lines;

    intro_lines_begin(&lines, reg, arena, out);
    if (!lines.failed)
        result = intro_export_stream(store, arena, take, &lines);
    *lines_out = lines.count;
    *whole_out = result == STORE_OK && !lines.failed && fflush(out) == 0;
    return result;
}
