/* A list of the Arbeidsflate: its words, and its rows. */
#ifndef REGISTER_PAGE_INTRODUKSJON_DESK_H
#define REGISTER_PAGE_INTRODUKSJON_DESK_H

#include "register/page/visit.h"
#include "register/store/intro_summary.h"

#define DESK_LISTS 3

struct desk_list {
    enum intro_waiting waiting;
    const char *name;  /* in the address */
    const char *title; /* these marked N_() */
    const char *text, *seen, *none; /* what to do; what others than those who do it are told; nobody waits */
    const char *day;   /* heading of the day */
};

extern const struct desk_list desk_lists[DESK_LISTS];

/* How many a list has of the places. */
unsigned long desk_count(const struct desk_list *list, const struct intro_figures *total);

/* Persons are for those who can do something about them; others see how many there are. */
bool desk_acts(const struct visit *visit);

/* One more LIST of the page, with its rows; returns its values. `with_places`: persons of several places are told apart. */
struct values *desk_fill(struct visit *visit, struct values *page, const struct desk_list *list, unsigned long total,
                         const struct intro_persons *persons, bool with_places);

#endif
