/* What the workers stand on, made anew at each reload: settings, codebook, templates. */
#ifndef COMMAND_GENERATION_H
#define COMMAND_GENERATION_H

#include "command/secret.h"
#include "engine/base/settings.h"
#include "engine/codebook/codebook.h"
#include "engine/view/template.h"
#include "register/domain/jobbsjansen/names.h"

#define GENERATION_BEFORE_MOST 5

struct generation {
    struct settings *settings;
    const struct codebook *codebook;
    const struct codebook_register *reg; /* Jobbsjansen */
    const struct codebook_register *introduksjon; /* NULL where the codebook leaves it out */
    struct names names;
    struct view *view;
    const struct codebook *before[GENERATION_BEFORE_MOST]; /* applied before it, the newest first */
    size_t before_count;
};

/* NULL, and why, where something is refused; a codebook's faults are in the log with file and line. The codebook must
 * have been applied to the database (requirement C6). At the first start there is nothing to stay with: then the one
 * applied last takes the place of a file that is refused, and a database that is away is no hindrance. */
struct generation *generation_load(const char *settings_file, const struct secret *secret, bool first,
                                   const char **why_out);
void generation_free(struct generation **generation);

#endif
