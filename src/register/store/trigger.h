/* The text of the triggers on logged tables, in three parts that migrate_trigger.c puts together. */
#ifndef REGISTER_STORE_TRIGGER_H
#define REGISTER_STORE_TRIGGER_H

#include "engine/base/buffer.h"
#include "register/store/logged_table.h"
#include "register/store/migrate_work.h"

enum trigger_event { ON_INSERT, ON_UPDATE, ON_DELETE };

struct trigger_words {
    const char *name, *letter;
    const char *old_row, *new_row; /* NULL where the event has none */
};

extern const struct trigger_words trigger_events[];

/* A row for each column, as information_schema has it. */
enum trigger_column { COLUMN_NAME, COLUMN_TYPE, COLUMN_KEY };

struct trigger {
    const struct logged_table *table;
    enum trigger_event event;
    const struct database_set *columns;
};

bool trigger_has_column(const struct database_set *columns, const char *name);

/* BEFORE: who may write where, and what never changes. */
void trigger_add_guard(struct buffer *sql, const struct trigger *trigger, const struct migrate_work *work);
/* AFTER, first: the row of the log (requirement L1). Needs "tell:" around it, which it leaves where nothing is to be told. */
void trigger_add_log(struct buffer *sql, const struct trigger *trigger);
/* AFTER, then: the history, scopes from grants, pairs, totals. */
void trigger_add_follow(struct buffer *sql, const struct trigger *trigger);

#endif
