/* Fictional persons of the introduction programme, taken up from a file as real ones are and ended by the real rule engine, so that
 * every state is one that the register can come to by itself (requirement I3). */
#ifndef REGISTER_TASK_INTRO_DEMO_H
#define REGISTER_TASK_INTRO_DEMO_H

#include "register/domain/demo/demo.h"
#include "register/task/intro_import.h"
#include "register/task/rule_engine.h"

struct intro_demo {
    const struct demo *demo; /* its seed and its today */
    struct intro_import_task import;
    struct rule_engine engine;
};

/* Nobody where the register has any persons already: *loaded_out is how many were made. */
enum store_result intro_demo_load(struct intro_demo *intro, struct arena *arena, unsigned long *loaded_out);

#endif
