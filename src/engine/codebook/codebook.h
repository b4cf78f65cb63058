/* The codebook: registers, pages, variables, codes and rules, read once from XML,
 * checked, and then constant. Requirements C1-C5. The only room that includes libxml2. */
#ifndef ENGINE_CODEBOOK_CODEBOOK_H
#define ENGINE_CODEBOOK_CODEBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/date.h"
#include "engine/codebook/wording.h"

/* Codes are 0..CODEBOOK_CODE_MOST. */
#define CODEBOOK_CODE_MOST 9999

enum codebook_type {
    CODEBOOK_TEXT,    /* free text; `format` may name a check the caller supplies */
    CODEBOOK_INTEGER, /* within least..most; with `decimals`, counted in the last of them */
    CODEBOOK_DATE,
    CODEBOOK_CODE,  /* one code of the list */
    CODEBOOK_CODES, /* any number of codes of the list */
    CODEBOOK_GROUP  /* a repeating table; its columns are the variables with this as `group` */
};

/* How the question is drawn. Follows the type unless the codebook says otherwise. */
enum codebook_widget {
    CODEBOOK_WIDGET_INPUT,
    CODEBOOK_WIDGET_DATE,
    CODEBOOK_WIDGET_RADIO,
    CODEBOOK_WIDGET_SELECT,
    CODEBOOK_WIDGET_CHECKBOXES,
    CODEBOOK_WIDGET_CHECKBOX, /* one code, ticked or not */
    CODEBOOK_WIDGET_TABLE,
    CODEBOOK_WIDGET_NONE /* not drawn in the form; still shown with its section where all answers are read */
};

/* Who supplies the value. All but the first are never typed by a caseworker. */
enum codebook_source {
    CODEBOOK_SOURCE_MUNICIPALITY, /* Kommune: typed */
    CODEBOOK_SOURCE_SYSTEM,       /* made by the register */
    CODEBOOK_SOURCE_FREG,
    CODEBOOK_SOURCE_PAD,
    CODEBOOK_SOURCE_APPLICATION /* BA/eApply or the login: chosen among what the user has */
};

/* Gates at which an obligatory answer is asked for (requirement C2b), as bits. */
enum codebook_gate {
    CODEBOOK_GATE_CREATE = 1,
    CODEBOOK_GATE_ANNUAL = 2,       /* annual report of anybody */
    CODEBOOK_GATE_ANNUAL_ENDED = 4, /* annual report of one who ended that year */
    CODEBOOK_GATE_DISCHARGE = 8
};

struct codebook_validity {
    struct date from, to; /* both inclusive; unset `to` = still valid */
};

/* Codes that a report counts together. */
struct codebook_class {
    const char *name; /* unique within the register */
    struct wording title;
    bool counted; /* false: told, but no part of the whole that shares are of */
};

struct codebook_code {
    int number;
    struct wording text;
    struct wording guidance; /* when to choose it, or WORDING_NONE */
    const struct codebook_class *counted_as; /* NULL: with no others */
    const char *computed; /* what the register finds out by itself, by its own name for it; NULL: people choose it */
    struct codebook_validity validity;
    bool exclusive; /* chosen alone or not at all */
    bool offered;   /* false: kept and shown, never to be chosen anew */
    int line;       /* in the file, for messages */
};

enum codebook_condition_kind {
    CODEBOOK_HAS,   /* the variable's answer holds at least one of the codes */
    CODEBOOK_LACKS, /* the variable's answer holds none of them (an empty answer lacks all) */
    CODEBOOK_FACT,  /* something the caller knows, by name */
    CODEBOOK_ALL,
    CODEBOOK_ANY
};

struct codebook_variable;

struct codebook_condition {
    enum codebook_condition_kind kind;
    const struct codebook_variable *variable; /* HAS, LACKS */
    const int *codes;
    size_t code_count;
    const char *fact; /* FACT */
    const struct codebook_condition *parts; /* ALL, ANY */
    size_t part_count;
};

enum codebook_rule_kind {
    CODEBOOK_NOT_FUTURE,      /* own-field: the date is at most today */
    CODEBOOK_NOT_BEFORE,      /* between fields: the date is at or after `other`'s */
    CODEBOOK_NOT_AFTER,       /* between fields: the date is at or before `other`'s */
    CODEBOOK_NOT_OLDER_THAN,  /* own-field: the date is at most `years` before today */
    CODEBOOK_USUAL            /* own-field: the number is at most `most`; always a warning, which asks whether it is right */
};

struct codebook_rule {
    enum codebook_rule_kind kind;
    bool warning; /* true: said, but breaks nothing */
    const struct codebook_variable *other;
    int years;
    long long most; /* USUAL: as the variable's own limits */
    struct wording message; /* to the caseworker */
};

struct codebook_variable {
    size_t index;      /* dense, in the register's order: for arrays beside the codebook */
    const char *id;    /* "10-A" */
    const char *name;  /* "deltatt_intro": column, form field, heading */
    struct wording label; /* the question on screen */
    struct wording description; /* help behind the "i" */
    struct wording hint;  /* short line under the label, or WORDING_NONE */
    enum codebook_type type;
    const char *type_text; /* "Kodeverk", as written in the data standard */
    enum codebook_widget widget;
    enum codebook_source source;
    const char *source_text; /* "Kommune", as written in the data standard */
    const char *format; /* a named check the caller supplies, or NULL */
    bool obligatory;   /* the data standard's importance */
    unsigned gates;    /* enum codebook_gate bits; 0 = never a gap */
    struct codebook_validity validity;
    const struct codebook_code *codes; /* in the data standard's order */
    size_t code_count;
    long long least, most; /* CODEBOOK_INTEGER */
    unsigned decimals;     /* CODEBOOK_INTEGER: of them; with 1, values and limits are tenths: 375 is "37,5" */
    size_t max_length;     /* CODEBOOK_TEXT, in code points */
    const struct codebook_condition *opens; /* open only while this holds; NULL = always */
    struct wording opens_text;              /* "Gjelder bare hvis ..."; set when opens is */
    const struct codebook_condition *locks; /* locked while this holds; NULL = never */
    struct wording locks_text;              /* the reason */
    const struct codebook_rule *rules;
    size_t rule_count;
    const struct codebook_page *page;
    const struct codebook_section *section; /* NULL where no section shows it: columns of a group */
    const struct codebook_variable *group;  /* the table it is a column of, or NULL */
    int line; /* in the file, for messages */
};

/* A card on a page. */
struct codebook_section {
    const char *name; /* unique within the register; for ids on screen */
    struct wording title;
    const struct codebook_page *page;
    const struct codebook_variable *const *variables; /* in the order of the screen */
    size_t variable_count;
};

struct codebook_page {
    size_t index;
    const char *name;  /* the address's last part, "person-og-prosjekt" */
    struct wording title; /* "Person og prosjekt" */
    const struct codebook_variable *judged_by; /* the date at which validity is judged (C5) */
    bool repeats; /* a person has any number of rows of it, each judged by itself; false: she has its answers once */
    const struct codebook_section *sections;
    size_t section_count;
    const struct codebook_variable *const *variables; /* all, in order, group columns too */
    size_t variable_count;
};

struct codebook_register {
    const char *name; /* "jobbsjansen" */
    struct wording title;
    struct date first_date; /* validity is never judged earlier (C5) */
    const struct codebook_class *classes; /* in the order of the file */
    size_t class_count;
    bool annual_report;     /* each year's figures are confirmed (Y1); false: nothing of it is shown or taken */
    const struct codebook_page *pages;
    size_t page_count;
    const struct codebook_variable *const *variables; /* by index */
    const struct codebook_variable *const *by_name;   /* the same, for codebook_find_variable */
    size_t variable_count;
};

struct codebook {
    const char *version; /* as written in the file */
    char digest[65];     /* SHA-256 of the file, hex: which codebook exactly */
    const char *source;  /* the file itself, to be kept and loaded again */
    size_t source_length;
    const struct codebook_register *registers;
    size_t register_count;
};

/* Loads, checks against the schema and the room's own checks, and freezes. On failure nothing
 * is made and *why_out is "file:line: reason" (freed with free()). DOCTYPE, entities and network
 * are refused; files above 4 MiB too. */
bool codebook_load(const char *file, const char *schema_file, const struct codebook **codebook_out,
                   char **why_out);
/* The same from memory; `name` stands for the file in messages. Without a schema_file (NULL) what it alone would
 * refuse is passed over: for a codebook that was accepted once. */
bool codebook_load_source(const char *name, const char *source, size_t length, const char *schema_file,
                          const struct codebook **codebook_out, char **why_out);
void codebook_free(const struct codebook **codebook);

/* NULL where there is none of that name. */
const struct codebook_register *codebook_find_register(const struct codebook *codebook, const char *name);
const struct codebook_variable *codebook_find_variable(const struct codebook_register *reg, const char *name);
const struct codebook_page *codebook_find_page(const struct codebook_register *reg, const char *name);
const struct codebook_code *codebook_find_code(const struct codebook_variable *variable, int number);
const struct codebook_class *codebook_find_class(const struct codebook_register *reg, const char *name);
/* The code that stands for what the register finds out, by the register's name for it. */
const struct codebook_code *codebook_find_computed(const struct codebook_variable *variable, const char *name);

bool codebook_valid_at(struct codebook_validity validity, struct date date);
/* Typed in the form by a caseworker (source Kommune or chosen among what the login has)? */
bool codebook_is_asked(const struct codebook_variable *variable);

#endif
