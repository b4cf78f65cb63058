/* What a change came to, told on the person's page after it. */
#ifndef REGISTER_PAGE_INTRODUKSJON_MESSAGE_H
#define REGISTER_PAGE_INTRODUKSJON_MESSAGE_H

#include "register/domain/introduksjon/person.h"
#include "register/page/visit.h"

enum message { MESSAGE_SAVED, MESSAGE_DELETED, MESSAGE_REOPENED };

/* Back to her page, which tells it. The kind is that of the row. */
enum outcome message_redirect(struct visit *visit, enum message message, enum row_kind kind);

/* Tells what the address names; nothing for any other word. */
void message_show(struct visit *visit, struct values *page);

#endif
