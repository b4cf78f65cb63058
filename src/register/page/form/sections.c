/* The questions of a page of the codebook, card by card. */
#include "register/page/form/sections.h"

void sections_show(struct arena *arena, struct values *form, const struct codebook_page *page,
                   const struct question_page *questions)
{
    struct values *sections = values_include(form, "SECTIONS", "sporsmalsdeler.html");

    for (size_t i = 0; i < page->section_count; i++)
        question_show_section(arena, sections, &page->sections[i], questions);
}
