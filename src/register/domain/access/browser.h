/* What a client calls itself, cut down to what lets its user know it again (requirement A5). */
#ifndef REGISTER_DOMAIN_ACCESS_BROWSER_H
#define REGISTER_DOMAIN_ACCESS_BROWSER_H

#include "engine/base/arena.h"

/* "Firefox/Windows", "Firefox/", "/Android"; "" for NULL or one that says neither. Nothing else of what it says is kept:
 * versions and models would mark one machine out. */
const char *browser_of(struct arena *arena, const char *user_agent);

#endif
