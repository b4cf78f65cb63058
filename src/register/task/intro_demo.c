/* Two files, and the rule engine after each. */
#include "register/task/intro_demo.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/base/log.h"
#include "register/domain/demo/introduksjon.h"
#include "register/store/intro_import.h"
#include "register/task/intro_lines.h"

enum { PAGE_ARENA = 16 * 1024 * 1024 };

struct making {
    struct intro_lines lines;
    struct arena *line_arena;
};

static void take_line(void *context, const char *const values[IMPORT_COLUMNS])
{
    struct making *making = context;

    intro_lines_add(&making->lines, making->line_arena, values);
    arena_reset(making->line_arena);
}

static bool make_file(const struct intro_demo *intro, enum demo_part part, struct arena *arena, FILE *out)
{
    struct making making = {.line_arena = arena_new(PAGE_ARENA)};

    intro_lines_begin(&making.lines, intro->import.rules.reg, arena, out);
    demo_introduksjon(intro->demo, part, take_line, &making);
    arena_free(&making.line_arena);
    return !making.lines.failed && fflush(out) == 0;
}

/* What the demonstration makes is right: a problem is a fault of ours. */
static enum store_result import_part(struct intro_demo *intro, enum demo_part part, struct arena *arena, unsigned long *new_out)
{
    struct intro_import_report report = {0};
    enum store_result result = STORE_FAILED;
    FILE *file = tmpfile();

    if (!file || !make_file(intro, part, arena, file)) {
        log_event(LOG_LEVEL_ERROR, "demo-file", "part=%d", part);
    } else {
        rewind(file);
        result = intro_import_run(&intro->import, arena, file, &report);
    }
    if (file)
        fclose(file);
    for (size_t i = 0; i < report.told_count; i++)
        log_event(LOG_LEVEL_ERROR, "demo-line", "part=%d line=%lu column=%s why=\"%s\"", part, report.told[i].line,
                  report.told[i].column, report.told[i].message);
    *new_out = report.counts.persons_new;
    return report.problems > 0 ? STORE_FAILED : result;
}

static enum store_result run_engine(struct intro_demo *intro, struct arena *arena)
{
    struct rule_engine_run run = {.today = intro->demo->today, .due_only = true};
    enum store_result result = STORE_OK;

    while (!run.done && result == STORE_OK)
        result = rule_engine_page(&intro->engine, arena, &run);
    return run.counts.failed > 0 ? STORE_FAILED : result;
}

enum store_result intro_demo_load(struct intro_demo *intro, struct arena *arena, unsigned long *loaded_out)
{
    bool is_empty = false;
    enum store_result result = intro_import_is_first(intro->import.store, arena, &is_empty);

    *loaded_out = 0;
    for (enum demo_part part = 0; is_empty && part < DEMO_PARTS && result == STORE_OK; part++) {
        unsigned long new = 0;

        result = import_part(intro, part, arena, &new);
        if (result == STORE_OK)
            result = run_engine(intro, arena);
        *loaded_out += new;
    }
    return result;
}
