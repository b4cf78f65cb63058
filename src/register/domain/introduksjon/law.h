/* The two laws of the introduction programme, and what stands by code about a programme (domain.md 6). The numbers are the
 * codebook's: 0 is "not answered" everywhere. */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_LAW_H
#define REGISTER_DOMAIN_INTRODUKSJON_LAW_H

enum law {
    LAW_NONE,
    LAW_INTEGRERINGSLOVEN,
    LAW_INTRODUKSJONSLOVEN /* offers before 2021: no goal is set */
};

enum category {
    CATEGORY_NONE,
    CATEGORY_RIGHT, /* Rett til introduksjonsprogram */
    CATEGORY_OFFER  /* Kan tilbys introduksjonsprogram */
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

enum decision_kind { /* vedtakstype */
    DECISION_NONE,
    DECISION_PROGRAMME,
    DECISION_EXTENSION,
    DECISION_TEMPORARY_STOP,
    DECISION_PERMANENT_STOP
};

enum decision_result { /* vedtaksresultat */
    RESULT_NONE,
    RESULT_MADE,
    RESULT_REJECTED, /* by the person; of a programme's decision alone */
    RESULT_ANNULLED  /* holds no more */
};

#endif
