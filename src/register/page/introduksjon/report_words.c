/* The report in words. */
#include "register/page/introduksjon/report_words.h"

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/report_filter.h"

enum { LINE_AT_MOST = 1024 * 1024 };

const char *report_title(enum law law)
{
    return law == LAW_INTEGRERINGSLOVEN ? _("Oversikt over personer avsluttet introduksjonsprogram etter integreringsloven")
                                        : _("Oversikt over personer avsluttet introduksjonsprogram etter introduksjonsloven");
}

/* "Kommune: Asker" without the filter's name. */
static const char *shown_value(const char *label)
{
    const char *at = label;

    while (*at && !(at[0] == ':' && at[1] == ' '))
        at++;
    return *at ? at + 2 : label;
}

/* All that the address gives the field; "Alle" where it gives nothing. */
static const char *values_of(struct arena *arena, const struct list_address *list, const char *name)
{
    const char *all = NULL;

    for (size_t i = 0; i < list->field_count; i++) {
        const struct list_field *field = &list->fields[i];

        if (text_equal(field->name, name))
            all = all ? arena_printf(arena, "%s + %s", all, shown_value(field->label)) : shown_value(field->label);
    }
    return all ? all : _("Alle");
}

static const char *searched(struct arena *arena, const struct report_selection *selection, enum person_search_box box)
{
    const struct person_search *search = selection->list.search;
    const char *all = "";

    for (size_t i = 0; search && i < search->boxes[box].count; i++)
        all = arena_printf(arena, "%s%s%s", all, i ? " + " : "", search->boxes[box].items[i]);
    return all;
}

const char *report_selection_line(struct visit *visit, const struct report_selection *selection)
{
    const struct list_address *list = &selection->list;
    struct arena *arena = visit->arena;
    const char *line = arena_printf(
        arena, _("Lov=%s, Avslutningsår=%s, Avslutningsårsak registrert av=%s, Oppfølgingsfylke=%s, Kommune=%s, Bydel=%s, DUF-nummer=%s, "
                 "Navn=%s, Kategori=%s"),
        report_law_name(selection->law), values_of(arena, list, "avslutningsar"), values_of(arena, list, "registrert_av"),
        values_of(arena, list, "fylke"), values_of(arena, list, "kommune"), values_of(arena, list, "bydel"),
        searched(arena, selection, SEARCH_NUMBERS), searched(arena, selection, SEARCH_NAMES), values_of(arena, list, "kategori"));

    return arena_printf(arena, _("Utvalg: %s"), line);
}

const char *report_selection_words(struct visit *visit, const struct report_selection *selection)
{
    struct buffer out;

    buffer_init(&out, visit->arena, LINE_AT_MOST);
    buffer_add_text(&out, report_title(selection->law));
    for (size_t i = 0; i < selection->list.field_count; i++)
        if (selection->list.fields[i].label)
            buffer_add_format(&out, "\n%s", selection->list.fields[i].label);
    return buffer_text(&out);
}
