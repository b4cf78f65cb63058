/* The chapters of the guide, and which of them tells of which screen (requirement U4). */
#ifndef REGISTER_PAGE_HELP_TOPICS_H
#define REGISTER_PAGE_HELP_TOPICS_H

#include <stdbool.h>
#include <stddef.h>

enum help_group { HELP_START, HELP_PARTICIPANTS, HELP_PROGRAMME, HELP_REPORTS, HELP_REGISTER, HELP_GROUPS };

struct help_topic {
    const char *name;  /* in the address: /hjelp/{name} */
    const char *title; /* bokmål, for words_text */
    const char *lead;  /* what the chapter tells, one line for the contents; bokmål */
    const char *file;  /* the template */
    enum help_group group;
    bool open; /* may be read without login */
};

/* In the order of the contents. */
extern const struct help_topic help_topics[];
extern const size_t help_topic_count;

/* NULL: no such chapter. */
const struct help_topic *help_topic_named(const char *name);
/* The chapter of a screen, by the pattern of its route; NULL for the guide's own pages and for what is no screen. */
const struct help_topic *help_topic_of(const char *pattern);

#endif
