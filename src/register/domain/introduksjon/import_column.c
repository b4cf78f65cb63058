/* The columns, and what the heading of a file may be. */
#include "register/domain/introduksjon/import_column.h"

#include <assert.h>

#include "engine/base/text.h"

const struct import_column_rule import_columns[IMPORT_COLUMNS] = {
    /* person, decision, goal, termination */
    [IMPORT_RAD] = {"rad", IMPORT_TYPE_KIND, "!!!!", 0},
    [IMPORT_DUF] = {"duf_nummer", IMPORT_TYPE_DUF, "!!!!", 0},
    [IMPORT_DUF_CONFIRMED] = {"duf_bekreftet", IMPORT_TYPE_YES_NO, "?   ", 0},
    [IMPORT_MUNICIPALITY] = {"kommunenummer", IMPORT_TYPE_PLACE, "!!!!", 4},
    [IMPORT_DISTRICT] = {"bydel", IMPORT_TYPE_PLACE, "?   ", 6},
    [IMPORT_NAME] = {"navn", IMPORT_TYPE_TEXT, "!   ", 602},
    [IMPORT_CATEGORY] = {"kategori", IMPORT_TYPE_CODE, "!   ", 0},
    [IMPORT_LAW] = {"lov", IMPORT_TYPE_CODE, "!   ", 0},
    [IMPORT_START_DEADLINE] = {"oppstartsfrist", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_STARTED] = {"oppstartsdato", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_DEADLINE] = {"gjennomforingsfrist", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_DEADLINE_REASON] = {"frist_begrunnelse", IMPORT_TYPE_TEXT, "?   ", 500},
    [IMPORT_DAYS_OFF] = {"fravarsdager", IMPORT_TYPE_NUMBER, "?   ", 3650},
    [IMPORT_DEAD] = {"dod_dato", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_EMIGRATED] = {"utvandret_dato", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_MOVED] = {"flyttet_dato", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_OUT_OF_CATEGORY] = {"ute_av_kategori_dato", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_REOPENED] = {"gjenapnet_dato", IMPORT_TYPE_DATE, "?   ", 0},
    [IMPORT_SINCE] = {"etter_gjenapning", IMPORT_TYPE_SINCE, "??  ", 0},
    [IMPORT_DECISION_KIND] = {"vedtakstype", IMPORT_TYPE_CODE, " !  ", 0},
    [IMPORT_DECISION_RESULT] = {"vedtaksresultat", IMPORT_TYPE_CODE, " !  ", 0},
    [IMPORT_DECISION_DATE] = {"vedtaksdato", IMPORT_TYPE_DATE, " !  ", 0},
    [IMPORT_GOAL_KIND] = {"sluttmal", IMPORT_TYPE_CODE, "  ! ", 0},
    [IMPORT_GOAL_DATE] = {"sluttmal_dato", IMPORT_TYPE_DATE, "  ! ", 0},
    [IMPORT_END_DATE] = {"avslutningsdato", IMPORT_TYPE_DATE, "   !", 0},
    [IMPORT_END_CAUSE] = {"avslutningsarsak", IMPORT_TYPE_CODE, "   !", 0},
    [IMPORT_END_HOURS] = {"timer_per_uke", IMPORT_TYPE_HOURS, "   ?", 0},
};

const char *import_column_name(enum import_column column)
{
    assert(column < IMPORT_COLUMNS);
    return import_columns[column].name;
}

bool import_column_is_date(enum import_column column)
{
    assert(column < IMPORT_COLUMNS);
    return import_columns[column].type == IMPORT_TYPE_DATE;
}

static enum import_column find_column(const char *name)
{
    enum import_column column = 0;

    while (column < IMPORT_COLUMNS && !text_equal(import_columns[column].name, name))
        column++;
    return column;
}

static void say_missing(const bool *is_there, struct problems *problems)
{
    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++)
        if (!is_there[column] && column != IMPORT_SINCE)
            problems_add(problems, import_columns[column].name, "the column is missing in the heading");
}

bool import_heading_read(const char *const *cells, size_t count, struct import_heading *heading_out, struct problems *problems)
{
    bool is_there[IMPORT_COLUMNS] = {false};
    size_t before = problems->count;

    heading_out->count = count;
    for (size_t i = 0; i < count; i++) {
        enum import_column column = find_column(cells[i]);

        if (column == IMPORT_COLUMNS) {
            problems_add(problems, "", arena_printf(problems->arena, "the heading's cell %zu names no column of this file", i + 1));
        } else if (is_there[column]) {
            problems_add(problems, cells[i], "the column stands twice in the heading");
        } else {
            if (i < IMPORT_COLUMNS) /* a longer heading has a problem anyway */
                heading_out->columns[i] = column;
            is_there[column] = true;
        }
    }
    say_missing(is_there, problems);
    return problems->count == before;
}
