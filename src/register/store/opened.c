/* Lists of people that a page shows. */
#include "register/store/opened.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/base/buffer.h"

enum { LIST_AT_MOST = 200, ID_SIZE = 21 }; /* the procedure takes no more */

static int compare(const void *a, const void *b)
{
    const participant_id *one = a, *other = b;

    return (*one > *other) - (*one < *other);
}

enum store_result opened_list(struct store *store, struct arena *arena, const char *what, participant_id *ids, size_t count)
{
    struct database_value values[] = {database_text(what), database_text(NULL)};
    struct database_answer answer;
    struct buffer list;

    assert(count <= LIST_AT_MOST);
    if (count == 0)
        return STORE_OK;
    qsort(ids, count, sizeof *ids, compare);
    buffer_init(&list, arena, LIST_AT_MOST * ID_SIZE + 1);
    for (size_t i = 0; i < count; i++)
        buffer_add_format(&list, "%s%lld", i ? "," : "", (long long)ids[i]);
    values[1] = database_text(buffer_text(&list));
    return store_ask(store, arena, "list-opened", "CALL list_opened(?, ?)", values, 2, &answer);
}
