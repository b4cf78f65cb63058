/* The register's codebook, an arena and a day, for tests of answers. */
#ifndef TESTS_UNIT_ANSWER_SCENE_H
#define TESTS_UNIT_ANSWER_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/answer/answer.h"
#include "engine/base/text.h"

struct scene {
    const struct codebook *codebook;
    const struct codebook_register *reg;
    struct arena *arena;
    struct answer_world world; /* today is 01.08.2026 */
};

static inline int scene_open_file(void **state, const char *file, const char *reg)
{
    struct scene *scene = calloc(1, sizeof *scene);
    assert_non_null(scene);
    char *why = NULL;
    if (!codebook_load(file, TEST_SOURCE_DIR "/codebook.rng", &scene->codebook, &why)) {
        fail_msg("%s", why);
    }
    scene->reg = codebook_find_register(scene->codebook, reg);
    scene->arena = arena_new((size_t)64 * 1024 * 1024);
    *state = scene;
    return 0;
}

static inline int scene_open(void **state)
{
    return scene_open_file(state, TEST_SOURCE_DIR "/codebook.xml", "jobbsjansen");
}

/* A small codebook with what the register's own does not have, such as a choice of several that expired. */
static inline int scene_open_small(void **state)
{
    return scene_open_file(state, TEST_SOURCE_DIR "/tests/codebook/accept/small.xml", "prove");
}

/* Between tests: nothing known of the last one. */
static inline int scene_reset(void **state)
{
    struct scene *scene = *state;
    arena_reset(scene->arena);
    scene->world = (struct answer_world){.today = {2026, 8, 1}};
    return 0;
}

static inline int scene_close(void **state)
{
    struct scene *scene = *state;
    codebook_free(&scene->codebook);
    arena_free(&scene->arena);
    free(scene);
    return 0;
}

static inline const struct codebook_variable *scene_variable(const struct scene *scene, const char *name)
{
    const struct codebook_variable *variable = codebook_find_variable(scene->reg, name);
    assert_non_null(variable);
    return variable;
}

/* Answers from "name=value name=1,3,99 ..."; dates as yyyy-mm-dd. */
static inline struct answers *scene_answers(const struct scene *scene, const char *text)
{
    struct answers *answers = answers_new(scene->arena, scene->reg);
    char *rest = arena_copy(scene->arena, text);
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        char *value = word;
        const char *name = strsep(&value, "=");
        if (*name == '\0') {
            continue;
        }
        const struct codebook_variable *variable = scene_variable(scene, name);
        struct answer answer = {.text = value};
        int codes[32];
        if (variable->type == CODEBOOK_CODES) {
            answer = (struct answer){.codes = codes};
            for (char *code; (code = strsep(&value, ",")) != NULL;) {
                codes[answer.code_count++] = (int)strtol(code, NULL, 10);
            }
        }
        answers_set(answers, variable, answer);
    }
    return answers;
}

static inline struct answer_judgement *scene_judge(const struct scene *scene, const char *text)
{
    return answer_judge(scene->arena, scene_answers(scene, text), &scene->world);
}

static inline const struct answer_state *
scene_state(const struct scene *scene, const struct answer_judgement *judgement, const char *name)
{
    return answer_state_of(judgement, scene_variable(scene, name));
}

#endif
