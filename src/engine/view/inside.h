/* A view from the inside. Private to the templates' files. */
#ifndef ENGINE_VIEW_INSIDE_H
#define ENGINE_VIEW_INSIDE_H

#include "engine/base/words.h"
#include "engine/view/vocabulary.h"
#include "engine/view/template.h"

enum step_kind { STEP_TEXT, STEP_VALUE, STEP_ADDRESS, STEP_SECTION, STEP_INCLUDE };

/* A template is the steps that write it. */
struct step {
    enum step_kind kind;
    unsigned name; /* of all but a text */
    const char *text;
    size_t length;
    size_t after; /* of a section: the first step behind it */
};

struct program {
    const struct step *steps;
    size_t count;
};

/* Bytes that were escaped when they were written: a template of one text. */
struct view_piece {
    struct program program;
    struct step text;
};

/* Markers whose texts are the same on every page: they are written into the texts around them. */
struct constants {
    struct vocabulary markers;
    const char **texts; /* by their numbers */
};

struct view {
    struct arena *arena; /* holds all of it */
    struct arena *scratch; /* while a template is loaded; NULL later */
    struct vocabulary names;  /* of all templates, so that a misspelt one is found */
    struct vocabulary files;  /* "ramme.html": the same in each language */
    struct program *programs[LANGUAGE_COUNT]; /* by the file's number; NULL: the language has none */
    const char **markers; /* by the file's number: as they stand in the bokmål page, sorted */
    struct constants constants; /* ASSET_X */
    struct vocabulary assets;        /* "app.css" */
    const char **asset_files;   /* by the asset's number */
};

/* Makes the steps of a template's source, with the view's constants written in. NULL, or why it cannot be. */
const char *program_make(struct view *view, const char *source, struct program *program_out);

#endif
