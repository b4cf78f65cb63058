/* The fields by which a person is described and given access: read, checked, shown (requirement A3). */
#ifndef REGISTER_PAGE_ACCOUNT_USERS_FORM_H
#define REGISTER_PAGE_ACCOUNT_USERS_FORM_H

#include "register/page/visit.h"
#include "register/store/people.h"

enum users_field {
    USERS_NAME,     /* `navn` */
    USERS_EMAIL,    /* `epost` */
    USERS_PHONE,    /* `telefon` */
    USERS_ROLE,     /* `rolle`: caseworker and so on */
    USERS_REGISTER, /* `register`: jobbsjansen or introduksjon; asked for where she has both */
    USERS_PLACE,    /* `sted`: "0301", "0301-030102", or empty */
    USERS_FROM,     /* `fra` */
    USERS_TO,       /* `til`, may be empty */
    USERS_FIELD_COUNT
};

#define USERS_BIT(field) (1U << (field))
#define USERS_PERSON (USERS_BIT(USERS_NAME) | USERS_BIT(USERS_PHONE))
#define USERS_DATES (USERS_BIT(USERS_FROM) | USERS_BIT(USERS_TO))
#define USERS_GIFT (USERS_BIT(USERS_ROLE) | USERS_BIT(USERS_REGISTER) | USERS_BIT(USERS_PLACE) | USERS_DATES)
#define USERS_INVITED (USERS_PERSON | USERS_BIT(USERS_EMAIL) | USERS_GIFT)

struct users_form {
    unsigned asked; /* which fields it has: bits */
    const char *texts[USERS_FIELD_COUNT];    /* as typed */
    const char *problems[USERS_FIELD_COUNT]; /* or NULL */
    const char *refusal; /* what belongs to no field; or NULL */
};

struct users_typed {
    const char *name, *email, *phone;
    struct people_gift gift;
};

/* The form as it is first shown: from today. */
struct users_form users_form_new(struct visit *visit, unsigned asked);
/* False where something is wrong, which the form then says. */
bool users_form_read(struct visit *visit, unsigned asked, struct users_form *form_out, struct users_typed *typed_out);
/* It came without the page's token: what was typed is to be sent once more. */
void users_form_stale(struct users_form *form);

/* What the database refused, at its field. Not for PEOPLE_DONE and PEOPLE_ABSENT. */
void users_form_refuse(struct users_form *form, enum people_outcome outcome);
bool users_form_is_right(const struct users_form *form);

/* Fields as FORM_FIELDS of the page (brukerfelt.html), and the error summary under that title. */
void users_form_fill(struct visit *visit, const struct places *places, struct values *page, const struct users_form *form,
                     const char *title);

const char *users_field_name(enum users_field field);

#endif
