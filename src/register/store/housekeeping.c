/* Sweeping away what has served its time. */
#include "register/store/housekeeping.h"

enum store_result housekeeping_sweep(struct store *store, struct arena *arena, struct housekeeping_swept *swept_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "housekeeping", "CALL jobs_housekeeping()", NULL, 0, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *swept_out = (struct housekeeping_swept){0};
    if (row)
        *swept_out = (struct housekeeping_swept){
            .one_time_keys = store_cell_number(&answer.sets[0], row, "one_time_keys"),
            .sessions = store_cell_number(&answer.sets[0], row, "sessions"),
            .login_attempts = store_cell_number(&answer.sets[0], row, "login_attempts"),
            .person_searches = store_cell_number(&answer.sets[0], row, "person_searches"),
            .mail_emptied = store_cell_number(&answer.sets[0], row, "mail_emptied"),
            .mail_gone = store_cell_number(&answer.sets[0], row, "mail_gone"),
        };
    return result;
}
