/* The two laws of the introduction programme, and what a programme is to lead to (domain.md 6.1). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_LAW_H
#define REGISTER_DOMAIN_INTRODUKSJON_LAW_H

#include <stdbool.h>

enum law {
    LAW_INTRODUKSJONSLOVEN, /* offers before 2021: no goal is set */
    LAW_INTEGRERINGSLOVEN
};

/* Final goals (sluttmål) of integreringsloven §§ 13 and 14. */
enum goal {
    GOAL_NONE,
    GOAL_PRIOR_EDUCATION,       /* § 13: has upper secondary or higher from before */
    GOAL_WORK,                  /* § 14: kvalifisere til arbeid */
    GOAL_PART_UPPER_SECONDARY,  /* deler av videregående opplæring */
    GOAL_WHOLE_UPPER_SECONDARY, /* fullført videregående opplæring */
    GOAL_VOCATIONAL,            /* fag- og yrkesopplæring */
    GOALS
};

#endif
