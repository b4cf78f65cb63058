/* From elements to structs: every value that stands by itself, and then every reference. */
#ifndef ENGINE_CODEBOOK_READ_H
#define ENGINE_CODEBOOK_READ_H

#include "engine/codebook/draft.h"

/* A register being read: what is const to all others is written here. */
struct draft_register {
    struct codebook_register *reg;
    struct codebook_page *pages;
    struct codebook_section **sections; /* per page */
    struct codebook_variable *variables;
    const xmlNode **variable_nodes; /* by index */
    const xmlNode **page_nodes;
};

/* The whole codebook, references resolved; when draft->why is set it must not be used. */
void read_codebook(struct draft *draft, const xmlNode *root, struct codebook *codebook);

/* Attributes, texts and codes of one variable (read_variable.c); the register's classes are read. */
void read_variable(struct draft *draft, const struct codebook_register *reg, const xmlNode *node,
                   struct codebook_variable *variable);

/* What one variable says of others (read_rule.c): its group, conditions and rules. All variables are
 * read before. */
void read_references(struct draft *draft, const struct draft_register *made, size_t index);

/* Texts and their nynorsk (read_wording.c): of an attribute, of an element's content, of the child of that name
 * (WORDING_NONE where there is none). */
struct wording read_attribute_wording(struct draft *draft, const xmlNode *node, const char *attribute);
struct wording read_content_wording(struct draft *draft, const xmlNode *node);
struct wording read_element_wording(struct draft *draft, const xmlNode *node, const char *name);
/* The same of an element and its twin in nynorsk, either of which may be NULL. */
struct wording read_twin_wording(struct draft *draft, const xmlNode *child, const xmlNode *twin);

/* The register's classes (read_class.c); what a code says beside its words; whether all guidance is to a code. */
void read_classes(struct draft *draft, const xmlNode *node, struct codebook_register *reg);
void read_code_class(struct draft *draft, const struct codebook_register *reg, const xmlNode *node,
                     struct codebook_code *code);
void read_guidance(struct draft *draft, const xmlNode *node, const struct codebook_variable *variable);

/* The variable an attribute names; fails the draft where there is none. */
const struct codebook_variable *read_named(struct draft *draft, const struct draft_register *made,
                                           const xmlNode *node, const char *name);

#endif
