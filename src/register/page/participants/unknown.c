/* Mistakes in the overview's address, in words. */
#include "register/page/participants/unknown.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/participants/filter.h"

enum { SHOWN_AT_MOST = 60 };

static const char *beginning(struct arena *arena, const char *text)
{
    size_t left = strlen(text), size, length = 0;

    if (text_length(text) <= SHOWN_AT_MOST)
        return text;
    for (int i = 0; i < SHOWN_AT_MOST; i++, length += size)
        if (text_decode(text + length, left - length, &size) < 0)
            return "";
    return arena_printf(arena, "%s…", arena_copy_n(arena, text, length));
}

static bool is_date(const char *name)
{
    for (size_t i = 0; i < FILTER_BORDERS; i++)
        if (text_equal(filter_borders[i].name, name))
            return true;
    return false;
}

const char *unknown_reason(struct arena *arena, const struct http_field *field)
{
    const char *name = beginning(arena, field->name), *value = beginning(arena, field->value);

    if (is_date(name))
        return arena_printf(
            arena,
            _("Registeret kjenner ikke «%s=%s» i adressen. Skriv en dato som finnes, for eksempel 31.12.2025."), name,
            value);
    if (text_equal(name, "rapporteringsar"))
        return arena_printf(
            arena, _("Registeret kjenner ikke «%s=%s» i adressen. Skriv året med fire siffer, for eksempel 2025."),
            name, value);
    if (text_equal(name, "registrert_av"))
        return arena_printf(arena, _("Registeret kjenner ikke «%s=%s» i adressen. Skriv ett navn, høyst 100 tegn."),
                            name, value);
    if (text_equal(name, "verdier"))
        return arena_printf(
            arena, _("Registeret kjenner ikke «%s=%s» i adressen. Velg koder, tekster eller begge."), name, value);
    if (text_equal(name, "profil"))
        return arena_printf(arena, _("Registeret kjenner ikke «%s=%s» i adressen. Velg excel eller ren, og bare for CSV."),
                            name, value);
    return arena_printf(arena, _("Registeret kjenner ikke «%s=%s» i adressen."), name, value);
}
