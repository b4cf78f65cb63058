/* Roles, places and times of access, in words. */
#ifndef REGISTER_PAGE_ACCOUNT_USERS_WORDS_H
#define REGISTER_PAGE_ACCOUNT_USERS_WORDS_H

#include "register/store/people.h"
#include "register/store/place.h"

/* Does she administer people everywhere, and in every role? */
bool users_may_all(const struct account *account);

const char *role_label(enum access_role role);
/* The registers that grants are given in. What stands without a register's name is of the first. */
#define USERS_REGISTERS 2
extern const struct users_register {
    const char *name, *label; /* the label marked N_() */
} users_registers[USERS_REGISTERS];

const char *register_label(const char *reg);
/* "Bydel Grünerløkka, Oslo", "Oslo", "Hele landet". */
const char *gift_place(struct arena *arena, const struct places *places, const char *kommunenummer, const char *bydel);
/* "Kommunebruker i Oslo", with the register where it is another than Jobbsjansen. */
const char *gift_words(struct arena *arena, const struct places *places, const struct people_gift *gift);
/* "Fra 01.02.2026", "01.02.2026–31.03.2026". */
const char *gift_period(struct arena *arena, const struct people_gift *gift);

#endif
