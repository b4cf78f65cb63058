/* The columns of the report. */
#include "register/page/introduksjon/report_column.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/code.h"
#include "register/page/introduksjon/report_filter.h"
#include "register/page/list/place.h"

const struct list_column report_columns[REPORT_COLUMNS] = {
    {"duf_nummer", N_("DUF-nummer"), INTRO_REPORT_BY_DUF},
    {"navn", N_("Navn"), INTRO_REPORT_BY_NAME},
    {"kategori", N_("Kategori"), INTRO_REPORT_BY_CATEGORY},
    {"sluttmal", N_("Sluttmål"), INTRO_REPORT_BY_GOAL},
    {"avslutningsarsak", N_("Årsak"), INTRO_REPORT_BY_CAUSE},
    {"gruppe", N_("Gruppe"), INTRO_REPORT_BY_GROUP},
    {"avslutningsdato", N_("Avsluttet"), INTRO_REPORT_BY_END},
    {"fylke", N_("Fylke"), INTRO_REPORT_BY_COUNTY},
    {"kommune", N_("Kommune"), INTRO_REPORT_BY_MUNICIPALITY},
    {"bydel", N_("Bydel"), INTRO_REPORT_BY_DISTRICT},
    {"registrert", N_("Registrert"), INTRO_REPORT_BY_ENTERED},
    {"registrert_av", N_("Registrert av"), INTRO_REPORT_BY_ENTERER},
    {"frist", N_("Frist"), INTRO_REPORT_BY_DEADLINE},
};

/* A file stands alone, and a table on screen has little room. */
const char *report_heading_in_file(enum intro_report_column column)
{
    switch (column) {
    case INTRO_REPORT_BY_CAUSE: return _("Avslutningsårsak");
    case INTRO_REPORT_BY_GROUP: return _("Avslutningsårsakgruppe");
    case INTRO_REPORT_BY_END: return _("Avslutningsdato");
    case INTRO_REPORT_BY_COUNTY: return _("Oppfølgingsfylke");
    case INTRO_REPORT_BY_MUNICIPALITY: return _("Oppfølgingskommune");
    case INTRO_REPORT_BY_ENTERED: return _("Registrert dato");
    case INTRO_REPORT_BY_DEADLINE: return _("Frist for gjennomføring");
    default: break;
    }
    for (size_t i = 0; i < REPORT_COLUMNS; i++)
        if (report_columns[i].key == (int)column)
            return words_text(report_columns[i].label);
    return "";
}

static void hide(bool shown[REPORT_COLUMNS], enum intro_report_column column)
{
    for (size_t i = 0; i < REPORT_COLUMNS; i++)
        if (report_columns[i].key == (int)column)
            shown[i] = false;
}

void report_columns_of_file(const struct report_selection *selection, bool shown_out[REPORT_COLUMNS])
{
    for (size_t i = 0; i < REPORT_COLUMNS; i++)
        shown_out[i] = true;
    if (selection->law == LAW_INTRODUKSJONSLOVEN)
        hide(shown_out, INTRO_REPORT_BY_GOAL);
}

static bool sees_counties(const struct visit *visit, const struct places *places)
{
    const char *first = NULL;

    for (size_t i = 0; i < places->municipality_count; i++) {
        const struct municipality *one = &places->municipalities[i];

        if (one->is_former || !list_sees_municipality(visit->context.account, one->kommunenummer))
            continue;
        if (first && !text_equal(first, one->fylkesnavn))
            return true;
        first = one->fylkesnavn;
    }
    return false;
}

void report_columns_of_page(const struct visit *visit, const struct report_selection *selection, bool shown_out[REPORT_COLUMNS])
{
    report_columns_of_file(selection, shown_out);
    if (!list_has_districts(visit->context.account, selection->places))
        hide(shown_out, INTRO_REPORT_BY_DISTRICT);
    if (!sees_counties(visit, selection->places))
        hide(shown_out, INTRO_REPORT_BY_COUNTY);
}

static struct wording code_words(const struct visit *visit, const char *variable, const char *value)
{
    const struct codebook_code *code = code_named(visit, variable, value);

    return code ? code->text : WORDING_NONE;
}

static struct wording group_words(const struct visit *visit, const char *cause)
{
    const struct codebook_code *code = code_named(visit, "avslutningsarsak", cause);

    return code && code->counted_as ? code->counted_as->title : WORDING_NONE;
}

struct wording report_cell_words(const struct visit *visit, enum intro_report_column column,
                                 const struct intro_report_row *row)
{
    switch (column) {
    case INTRO_REPORT_BY_CATEGORY: return code_words(visit, "kategori", row->kategori);
    case INTRO_REPORT_BY_GOAL: return code_words(visit, "sluttmal", row->sluttmal);
    case INTRO_REPORT_BY_CAUSE: return code_words(visit, "avslutningsarsak", row->avslutningsarsak);
    case INTRO_REPORT_BY_GROUP: return group_words(visit, row->avslutningsarsak);
    default: return WORDING_NONE;
    }
}

static const char *municipality_name(const struct places *places, const char *kommunenummer)
{
    const struct municipality *one = places_municipality(places, kommunenummer);

    return one ? one->kommunenavn : kommunenummer;
}

static const char *county_of(const struct places *places, const char *kommunenummer)
{
    const struct municipality *one = places_municipality(places, kommunenummer);

    return one ? one->fylkesnavn : NULL;
}

/* The day it was entered, here. */
static const char *day_of(struct arena *arena, const char *instant)
{
    char day[DATE_TEXT_SIZE];

    if (!instant)
        return NULL;
    date_format_iso(clock_date(instant), day);
    return arena_copy(arena, day);
}

const char *report_cell(struct arena *arena, const struct visit *visit, const struct report_selection *selection,
                        enum intro_report_column column, const struct intro_report_row *row)
{
    const char *words = wording_shown(report_cell_words(visit, column, row));

    if (words)
        return words;
    switch (column) {
    case INTRO_REPORT_BY_DUF: return row->duf_nummer;
    case INTRO_REPORT_BY_NAME: return row->navn;
    case INTRO_REPORT_BY_CATEGORY: return row->kategori; /* a code that the codebook has no more: its number */
    case INTRO_REPORT_BY_GOAL: return row->sluttmal;
    case INTRO_REPORT_BY_CAUSE: return row->avslutningsarsak;
    case INTRO_REPORT_BY_GROUP: break;
    case INTRO_REPORT_BY_END: return row->avslutningsdato;
    case INTRO_REPORT_BY_COUNTY: return county_of(selection->places, row->kommunenummer);
    case INTRO_REPORT_BY_MUNICIPALITY: return municipality_name(selection->places, row->kommunenummer);
    case INTRO_REPORT_BY_DISTRICT: return places_name(selection->places, row->bydel);
    case INTRO_REPORT_BY_ENTERED: return day_of(arena, row->entered_at);
    case INTRO_REPORT_BY_ENTERER: return row->entered_by_name;
    case INTRO_REPORT_BY_DEADLINE: return row->gjennomforingsfrist;
    }
    return NULL;
}

enum cell_type report_cell_type(enum intro_report_column column)
{
    return column == INTRO_REPORT_BY_END || column == INTRO_REPORT_BY_ENTERED || column == INTRO_REPORT_BY_DEADLINE
               ? CELL_DATE
               : CELL_TEXT;
}
