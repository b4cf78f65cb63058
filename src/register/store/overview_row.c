/* The columns of an overview row. */
#include "register/store/overview_row.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

#include "engine/base/text.h"

enum column {
    COLUMN_ID,
    COLUMN_FODSELSNUMMER,
    COLUMN_NAVN,
    COLUMN_KOMMUNENUMMER,
    COLUMN_KOMMUNENAVN,
    COLUMN_BYDEL,
    COLUMN_OPPSTART,
    COLUMN_AVSLUTNING,
    COLUMN_RAPPORTERINGSAR,
    COLUMN_CONFIRMED_YEARS,
    COLUMN_CHANGED_YEARS,
    COLUMN_GAPS,
    COLUMN_STATUS,
    COLUMN_CHANGED_AT,
    COLUMN_CHANGED_BY
};

const char overview_row_columns[] =
    "p.participant_id, p.fodselsnummer, p.shown_name AS navn, p.kommunenummer,"
    " p.kommunenavn, p.bydel, p.oppstartsdato, p.avslutningsdato, p.rapporteringsar, p.confirmed_years,"
    " p.changed_years, p.gaps, p.status, p.changed_at, p.changed_by_name";

static unsigned long long bits_of(const char *value)
{
    return value ? strtoull(value, NULL, 10) : 0; /* a number of 64 bits, from a column of that type */
}

struct overview_row overview_row_of(const char *const *values)
{
    long long id = 0;

    if (!text_to_integer(values[COLUMN_ID], 0, LLONG_MAX, &id))
        assert(!"a participant without a number");
    return (struct overview_row){
        .id = (participant_id)id,
        .fodselsnummer = values[COLUMN_FODSELSNUMMER],
        .navn = values[COLUMN_NAVN],
        .kommunenummer = values[COLUMN_KOMMUNENUMMER],
        .kommunenavn = values[COLUMN_KOMMUNENAVN],
        .bydel = values[COLUMN_BYDEL],
        .oppstartsdato = values[COLUMN_OPPSTART],
        .avslutningsdato = values[COLUMN_AVSLUTNING],
        .rapporteringsar = values[COLUMN_RAPPORTERINGSAR],
        .confirmed_years = bits_of(values[COLUMN_CONFIRMED_YEARS]),
        .changed_years = bits_of(values[COLUMN_CHANGED_YEARS]),
        .gaps = bits_of(values[COLUMN_GAPS]),
        .status = values[COLUMN_STATUS],
        .changed_at = values[COLUMN_CHANGED_AT],
        .changed_by_name = values[COLUMN_CHANGED_BY],
    };
}
