/* A reporting year's dates: typed, checked, shown. */
#include "register/page/reporting/dates.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/show.h"

static const struct {
    const char *name, *label, *hint, *missing;
} fields[DATES_FIELD_COUNT] = {
    [DATES_YEAR] = {"ar", N_("Rapporteringsår"), N_("Året det rapporteres for, fire siffer."),
                    N_("Skriv rapporteringsåret med fire siffer.")},
    [DATES_OPENS] = {"apner", N_("Åpner"), N_("Første dag kommunene kan bekrefte, dd.mm.åååå."),
                     N_("Skriv dagen årsrapporten åpner, for eksempel 02.01.2026.")},
    [DATES_DEADLINE] = {"frist", N_("Frist"), N_("Fristen kommunene ser, dd.mm.åååå."),
                        N_("Skriv fristen kommunene skal se, for eksempel 31.03.2026.")},
    [DATES_CLOSES] = {"stenger", N_("Stenger"), N_("Siste dag kommunene kan bekrefte, dd.mm.åååå."),
                      N_("Skriv siste dag kommunene kan bekrefte, for eksempel 30.04.2026.")},
};

static const struct {
    enum dates_field field;
    const char *message;
} faults[] = {
    [ANNUAL_REPORT_YEAR] = {DATES_YEAR, N_("Velg et år fra 2022 til og med neste år.")},
    [ANNUAL_REPORT_OPENS] = {DATES_OPENS, N_("Årsrapporten kan ikke åpne før året den gjelder.")},
    [ANNUAL_REPORT_DEADLINE] = {DATES_DEADLINE, N_("Fristen kan ikke være før årsrapporten åpner.")},
    [ANNUAL_REPORT_CLOSES] = {DATES_CLOSES, N_("Årsrapporten kan ikke stenge før fristen.")},
    [ANNUAL_REPORT_TOO_LATE] = {DATES_CLOSES, N_("Årsrapporten må stenge senest fem år etter året den gjelder.")},
};

static const char *iso(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    return arena_copy(arena, text);
}

const char *dates_shown(struct visit *visit, const struct reporting_year *year)
{
    if (!year)
        return "";
    return arena_printf(visit->arena, "%s %s %s", iso(visit->arena, year->opens), iso(visit->arena, year->deadline),
                        iso(visit->arena, year->closes));
}

bool dates_parse_shown(struct visit *visit, const char *shown, struct reporting_year *year_out)
{
    struct date *const dates[] = {&year_out->opens, &year_out->deadline, &year_out->closes};
    char *rest = arena_copy(visit->arena, shown);

    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const char *part = strsep(&rest, " ");

        if (!part || !date_parse_iso(part, dates[i]))
            return false;
    }
    return rest == NULL;
}

struct dates_form dates_form_of(struct visit *visit, const struct reporting_year *year)
{
    struct dates_form form = {.shown = dates_shown(visit, year), .is_new = !year};

    if (!year)
        return form;
    form.texts[DATES_YEAR] = arena_printf(visit->arena, "%d", year->year);
    form.texts[DATES_OPENS] = show_day(visit->arena, year->opens);
    form.texts[DATES_DEADLINE] = show_day(visit->arena, year->deadline);
    form.texts[DATES_CLOSES] = show_day(visit->arena, year->closes);
    return form;
}

static bool is_right(const struct dates_form *form)
{
    for (int i = 0; i < DATES_FIELD_COUNT; i++)
        if (form->problems[i])
            return false;
    return true;
}

static void read_texts(struct visit *visit, struct dates_form *form, struct reporting_year *year)
{
    struct date *const dates[] = {[DATES_OPENS] = &year->opens, [DATES_DEADLINE] = &year->deadline,
                                  [DATES_CLOSES] = &year->closes};
    long long number = 0;

    for (int i = 0; i < DATES_FIELD_COUNT; i++) {
        const char *typed = http_fields_get(&visit->request->form, fields[i].name);
        bool readable;

        form->texts[i] = typed ? typed : "";
        if (i == DATES_YEAR)
            readable = text_to_integer(form->texts[i], 1000, 9999, &number);
        else
            readable = date_parse_typed(form->texts[i], clock_today(), dates[i]);
        if (!readable)
            form->problems[i] = words_text(fields[i].missing);
    }
    year->year = (int)number;
}

static const struct reporting_year *find(const struct reporting_years *years, int year)
{
    for (size_t i = 0; i < years->count; i++)
        if (years->items[i].year == year)
            return &years->items[i];
    return NULL;
}

bool dates_read(struct visit *visit, const struct reporting_years *years, struct dates_form *form_out,
                struct reporting_year *year_out)
{
    const char *shown = http_fields_get(&visit->request->form, "vist");
    enum annual_report_fault fault;

    *form_out = (struct dates_form){.shown = shown ? shown : "", .is_new = text_is_empty(shown)};
    *year_out = (struct reporting_year){0};
    read_texts(visit, form_out, year_out);
    if (!is_right(form_out))
        return false;
    fault = annual_report_check(year_out, clock_today());
    if (fault != ANNUAL_REPORT_RIGHT)
        form_out->problems[faults[fault].field] = words_text(faults[fault].message);
    else if (form_out->is_new && find(years, year_out->year))
        form_out->problems[DATES_YEAR] = _("Året finnes allerede. Velg det øverst på siden for å endre datoene.");
    return is_right(form_out);
}

static void fill_field(struct values *card, const struct dates_form *form, enum dates_field at)
{
    struct values *field = values_section(card, "FIELD");

    values_set(field, "NAME", fields[at].name);
    values_set(field, "LABEL", words_text(fields[at].label));
    values_set(field, "HINT", words_text(fields[at].hint));
    values_set(field, "VALUE", form->texts[at]);
    if (!form->problems[at])
        return;
    values_show(field, "INVALID");
    values_set(values_section(field, "PROBLEM"), "PROBLEM_TEXT", form->problems[at]);
}

static void fill_summary(struct visit *visit, struct values *page, const struct dates_form *form)
{
    struct values *summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    long long count = 0;

    values_show(visit->values, "WITH_ERRORS");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Datoene er ikke lagret"));
    for (int i = 0; i < DATES_FIELD_COUNT; i++) {
        struct values *error;

        if (!form->problems[i])
            continue;
        error = values_section(summary, "ERROR");
        values_set(error, "MESSAGE", form->problems[i]);
        values_set(error, "FIELD", fields[i].name);
        values_show(error, i == DATES_YEAR && !form->is_new ? "NO_FIELD" : "ON_PAGE");
        count++;
    }
    values_set_number(summary, "ERROR_COUNT", count);
}

void dates_fill(struct visit *visit, struct values *page, const struct dates_form *form)
{
    struct values *card = values_section(page, "SET");

    values_set(card, "SHOWN", form->shown);
    if (form->is_new)
        values_show(card, "SET_NEW");
    else
        values_set(values_section(card, "SET_YEAR"), "YEAR_NUMBER", form->texts[DATES_YEAR]);
    for (int i = form->is_new ? DATES_YEAR : DATES_OPENS; i < DATES_FIELD_COUNT; i++)
        fill_field(card, form, (enum dates_field)i);
    if (!is_right(form))
        fill_summary(visit, page, form);
}
