/* Totals of a register from before they were kept, once. */
#include "register/store/migrate_work.h"

bool migrate_tally(struct migrate_work *work)
{
    return work_make(work, "fill/participant_tally", "CALL {{main}}.tally_fill();\n");
}
