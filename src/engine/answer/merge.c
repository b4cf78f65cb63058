/* What a post changes, field by field. */
#include "engine/answer/merge.h"

#include <limits.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"

enum { CANONICAL_AT_MOST = 4096 };

const char *answer_canonical(struct arena *arena, const struct answer *answer)
{
    struct buffer out;

    if (answer->code_count == 0)
        return answer->text;
    buffer_init(&out, arena, CANONICAL_AT_MOST);
    for (size_t i = 0; i < answer->code_count; i++)
        buffer_add_format(&out, "%s%d", i ? "," : "", answer->codes[i]);
    return buffer_text(&out);
}

static struct answer codes_from_canonical(struct arena *arena, const char *text)
{
    int *codes = arena_alloc_many(arena, strlen(text) / 2 + 1, sizeof *codes);
    char *rest = arena_copy(arena, text);
    size_t count = 0;

    for (char *part = strsep(&rest, ","); part; part = strsep(&rest, ",")) {
        long long number;

        if (!text_to_integer(part, 0, INT_MAX, &number))
            return (struct answer){0};
        codes[count++] = (int)number;
    }
    return (struct answer){.codes = codes, .code_count = count};
}

struct answer answer_from_canonical(struct arena *arena, const struct codebook_variable *variable,
                                    const char *text)
{
    if (!text || !*text)
        return (struct answer){0};
    if (variable->type == CODEBOOK_CODES)
        return codes_from_canonical(arena, text);
    return (struct answer){.text = text};
}

/* The first change after the page was drawn tells what it was drawn with. */
static struct answer drawn_with(struct arena *arena, const struct answers *stored,
                                const struct codebook_variable *variable, const struct answer_change *changes,
                                size_t change_count)
{
    for (size_t i = 0; i < change_count; i++)
        if (changes[i].variable == variable)
            return answer_from_canonical(arena, variable, changes[i].old_text);
    return *answers_get(stored, variable);
}

static const struct answer_change *last_of_others(const struct codebook_variable *variable,
                                                  const struct answer_change *changes, size_t change_count)
{
    for (size_t i = change_count; i > 0; i--)
        if (changes[i - 1].variable == variable)
            return changes[i - 1].mine ? NULL : &changes[i - 1];
    return NULL;
}

static void add_conflict(struct answer_merge *merge, const struct codebook_variable *variable,
                         const struct answer *mine, const struct answer *theirs, const struct answer_change *change)
{
    merge->conflicts[merge->conflict_count++] = (struct answer_conflict){
        .variable = variable,
        .mine = *mine,
        .theirs = *theirs,
        .who = change->who,
        .when = change->when,
        .version = change->version,
    };
}

struct answer_merge answer_merge(struct arena *arena, const struct answers *stored, const struct answers *posted,
                                 const struct codebook_variable *const *variables, size_t variable_count,
                                 const struct answer_change *changes, size_t change_count)
{
    struct answer_merge merge = {.merged = answers_copy(arena, stored)};

    merge.changed = arena_alloc_many(arena, variable_count + 1, sizeof *merge.changed);
    merge.conflicts = arena_alloc_many(arena, variable_count + 1, sizeof *merge.conflicts);
    for (size_t i = 0; i < variable_count; i++) {
        const struct answer *mine = answers_get(posted, variables[i]);
        const struct answer *now = answers_get(stored, variables[i]);
        const struct answer drawn = drawn_with(arena, stored, variables[i], changes, change_count);
        const struct answer_change *theirs = last_of_others(variables[i], changes, change_count);

        if (answer_equal(mine, now) || answer_equal(mine, &drawn))
            continue;
        if (theirs) {
            add_conflict(&merge, variables[i], mine, now, theirs);
            continue;
        }
        answers_set(merge.merged, variables[i], *mine);
        merge.changed[merge.changed_count++] = variables[i];
    }
    return merge;
}
