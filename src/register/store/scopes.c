/* What a user sees, as views and conditions. */
#include "register/store/scopes.h"

#include "engine/base/text.h"

const char *scopes_view(enum scope_kind kind)
{
    static const char *const views[] = {
        [SCOPE_ALL] = "all",
        [SCOPE_MUNICIPALITY] = "municipality",
        [SCOPE_DISTRICT] = "district",
    };

    return views[kind];
}

static bool covers(const struct scope *wide, const struct scope *narrow)
{
    if (wide->kind == SCOPE_ALL)
        return true;
    if (wide->kind != SCOPE_MUNICIPALITY && wide->kind != narrow->kind)
        return false;
    return text_equal(wide->kommunenummer, narrow->kommunenummer) &&
           (wide->kind == SCOPE_MUNICIPALITY || text_equal(wide->bydel, narrow->bydel));
}

bool scopes_cover(const struct scope *scopes, size_t count, size_t index)
{
    for (size_t i = 0; i < count; i++) {
        bool both = covers(&scopes[i], &scopes[index]);

        if (i != index && both && (!covers(&scopes[index], &scopes[i]) || i < index))
            return true;
    }
    return false;
}

/* One place, as values. */
void scopes_add_place(struct sentence *sentence, const struct scope *scope)
{
    struct buffer *sql = &sentence->sql;

    buffer_add_text(sql, scope->kind == SCOPE_ALL ? " WHERE TRUE" : " WHERE p.kommunenummer = ?");
    if (scope->kind != SCOPE_ALL)
        sentence_value(sentence, database_text(scope->kommunenummer));
    if (scope->kind == SCOPE_DISTRICT) {
        buffer_add_text(sql, " AND p.bydel = ?");
        sentence_value(sentence, database_text(scope->bydel));
    }
}
