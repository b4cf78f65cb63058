/* What stands on the four pages of one invented participant. */
#ifndef REGISTER_DOMAIN_DEMO_PAGES_H
#define REGISTER_DOMAIN_DEMO_PAGES_H

#include "register/domain/demo/course.h"
#include "register/domain/demo/demo.h"
#include "register/domain/demo/place.h"
#include "register/domain/demo/questions.h"

/* One participant on her way from facts to answers. */
struct pages {
    const struct demo *demo;
    unsigned long n;
    const struct demo_place *place;
    struct course course;
    struct date born;
    struct date judged; /* the date pages 1-3 are judged at (requirement C5) */
    int arrival;        /* the year she came to Norway */
    struct questions questions;
};

void demo_page_person(struct pages *pages, const char *digits);
void demo_page_background(struct pages *pages);
void demo_page_programme(struct pages *pages);
void demo_page_end(struct pages *pages); /* only for one who has ended */

#endif
