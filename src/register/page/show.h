/* Small things many pages show alike. */
#ifndef REGISTER_PAGE_SHOW_H
#define REGISTER_PAGE_SHOW_H

#include "engine/base/arena.h"
#include "engine/base/date.h"
#include "engine/view/template.h"

/* yyyy-mm-dd as dd.mm.yyyy; "" for NULL or no date. */
const char *show_date(struct arena *arena, const char *iso);
/* The same of a date; "" for none. */
const char *show_day(struct arena *arena, struct date date);
/* 1 234 with a no-break space. */
const char *show_count(struct arena *arena, unsigned long count);
/* "70,7 %" with a no-break space; "–" of none. All of them alone is 100,0 %. */
const char *show_share(struct arena *arena, unsigned long part, unsigned long whole);
/* A notice with a heading, included as NOTICE; `color` as in varsel.html. A warning is read out at once. */
void show_notice(struct values *values, const char *color, const char *title, const char *text);
/* The status tag, included as STATUS. */
void show_status(struct values *values, const char *status);

#endif
