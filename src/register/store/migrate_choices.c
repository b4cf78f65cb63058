/* Participations from before `choices` stood beside them get it, once. */
#include "register/store/migrate_work.h"

static const char fill[] = "CALL {{main}}.ctx.open_system('choices');\n"
                           "UPDATE {{main}}.participant p SET p.choices = {{main}}.choices_of(p.participant_id)\n"
                           "    WHERE p.choices IS NULL AND EXISTS (SELECT 1 FROM {{main}}.participant_choice c\n"
                           "                                        WHERE c.participant_id = p.participant_id);\n"
                           "CALL {{main}}.ctx.`leave`();\n";

bool migrate_choices(struct migrate_work *work)
{
    return work_make(work, "fill/participant.choices", fill);
}
