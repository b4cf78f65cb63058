/* Small things many pages show alike. */
#include "register/page/show.h"

#include "engine/base/date.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/status.h"

const char *show_day(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_norwegian(date, text);
    return arena_copy(arena, text);
}

const char *show_date(struct arena *arena, const char *iso)
{
    struct date date;

    return iso && date_parse_iso(iso, &date) ? show_day(arena, date) : "";
}

const char *show_count(struct arena *arena, unsigned long count)
{
    if (count < 1000)
        return arena_printf(arena, "%lu", count);
    return arena_printf(arena, "%s\u00a0%03lu", show_count(arena, count / 1000), count % 1000);
}

const char *show_share(struct arena *arena, unsigned long part, unsigned long whole)
{
    unsigned long tenths;

    if (whole == 0)
        return "–";
    tenths = (part * 2000 + whole) / (whole * 2);
    if (part < whole && tenths == 1000)
        tenths = 999;
    return arena_printf(arena, "%lu,%lu\u00a0%%", tenths / 10, tenths % 10);
}

void show_notice(struct values *values, const char *color, const char *title, const char *text)
{
    struct values *notice = values_include(values, "NOTICE", "varsel.html");

    values_set(notice, "COLOR", color);
    if (text_equal(color, "warning"))
        values_show(notice, "URGENT");
    values_set(values_section(notice, "HEADING"), "TITLE", title);
    values_set(notice, "TEXT", text);
}

void show_status(struct values *values, const char *status)
{
    static const char *const sections[] = {
        [STATUS_OPPRETTET] = "IS_CREATED",
        [STATUS_ENDRET] = "IS_CHANGED",
        [STATUS_AVSLUTTET] = "IS_ENDED",
        [STATUS_UTSKREVET] = "IS_DISCHARGED",
    };
    enum status known = status_named(status);

    if (known != STATUS_UNKNOWN)
        values_show(values_include(values, "STATUS", "status.html"), sections[known]);
}
