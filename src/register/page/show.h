/* Small things many pages show alike. */
#ifndef REGISTER_PAGE_SHOW_H
#define REGISTER_PAGE_SHOW_H

#include "engine/base/arena.h"
#include "engine/view/template.h"

/* yyyy-mm-dd as dd.mm.yyyy; "" for NULL or no date. */
const char *show_date(struct arena *arena, const char *iso);
/* 1 234 with a no-break space. */
const char *show_count(struct arena *arena, unsigned long count);
/* The status tag, included as STATUS. */
void show_status(struct values *values, const char *status);

#endif
