/* A list's address, read and written: `?FILTER=...&sok=...&sorter=-navn&vis=...&antall=50&side=2`. */
#ifndef REGISTER_PAGE_LIST_ADDRESS_H
#define REGISTER_PAGE_LIST_ADDRESS_H

#include "engine/base/arena.h"
#include "engine/http/request.h"
#include "register/page/list/shape.h"

/* One of the address's fields that choose rows, and how it is called. */
struct list_field {
    const char *name, *value;
    const char *label; /* "Rapporteringsår: 2025"; of a search that it is one, and never for whom. NULL: it chooses the list
                        * itself, and is no filter that could be taken away */
};

extern const char list_search_field[]; /* "sok" */

struct list_address {
    const struct list_shape *shape;
    struct list_field *fields; /* that choose rows, in the order of list_add */
    size_t field_count;
    const char *reference;             /* that `sok` names, or NULL */
    const struct person_search *search; /* behind it, once the page has opened it; or NULL */
    const struct list_column *order;   /* NULL: the list's own */
    bool descending;
    const char *order_asked; /* as `sorter` has it, or NULL */
    const char *shown;       /* `vis`, or NULL */
    unsigned size;           /* rows a page */
    unsigned long page;      /* from 1; may lie beyond the end */
    bool untidy; /* an empty field, or a value not as the register writes it: the clean form is list_query */
};

/* Reads the fields; filters go to `into`. `also` names fields that the caller reads itself, with NULL at the end, or is
 * NULL. NULL, or the field that is not known. `fields` of the result are none yet: list_add. */
const struct http_field *list_read(const struct http_fields *fields, const struct list_shape *shape, const char *const *also,
                                   void *into, struct list_address *address_out);

/* What is said of a field that is not known: its name, its value (the beginning, where it is long), and what could stand
 * there. */
const char *list_unknown(struct arena *arena, const struct http_field *field, const char *hint);
/* The same with the hint of the shape's filter of that name. */
const char *list_unknown_of(struct arena *arena, const struct list_shape *shape, const struct http_field *field);

/* One more of the fields that choose rows. The texts are not copied. */
void list_add(struct arena *arena, struct list_address *address, const char *name, const char *value, const char *label);

/* How many of its fields are filters. */
size_t list_filter_count(const struct list_address *address);

/* The query of another page of the same list: "?status=endret&side=2", or "". Page 0 leaves page and size out: for files. */
const char *list_query(struct arena *arena, const struct list_address *address, unsigned long page);
/* Of the next page, which goes on from a row by that text of `etter`. Neither name nor number may stand in it. */
const char *list_query_after(struct arena *arena, const struct list_address *address, const char *after);
/* Of the first page without one of its fields, by its place among them, or without all filters (LIST_ALL); the rest stays. */
#define LIST_ALL ((size_t)-1)
const char *list_query_without(struct arena *arena, const struct list_address *address, size_t one);

/* The fields of an address without all of that name, at its first page. */
struct http_fields list_fields_without(struct arena *arena, const struct http_fields *fields, const char *name);

enum { LIST_SIZES = 4 };
extern const unsigned list_sizes[LIST_SIZES];

#endif
