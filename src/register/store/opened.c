/* Lists of people that a page shows. */
#include "register/store/opened.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/base/buffer.h"

enum { ID_SIZE = 21 };

static int compare(const void *a, const void *b)
{
    const participant_id *one = a, *other = b;

    return (*one > *other) - (*one < *other);
}

const char *opened_ids(struct arena *arena, const participant_id *ids, size_t count)
{
    struct buffer list;

    assert(count <= OPENED_AT_MOST);
    buffer_init(&list, arena, OPENED_AT_MOST * ID_SIZE + 1);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_char(&list, ',');
        buffer_add_number(&list, (long long)ids[i]);
    }
    return buffer_text(&list);
}

enum store_result opened_list(struct store *store, struct arena *arena, const char *what, participant_id *ids, size_t count)
{
    struct database_value values[] = {database_text(what), database_text(NULL)};
    struct database_answer answer;

    if (count == 0)
        return STORE_OK;
    qsort(ids, count, sizeof *ids, compare);
    values[1] = database_text(opened_ids(arena, ids, count));
    return store_ask(store, arena, "list-opened", "CALL list_opened(?, ?)", values, 2, &answer);
}
