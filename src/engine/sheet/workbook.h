/* What a workbook holds beside its rows: styles, the list of sheets, how the parts belong together. Of this room
 * alone. */
#ifndef ENGINE_SHEET_WORKBOOK_H
#define ENGINE_SHEET_WORKBOOK_H

#include <stddef.h>

#include "engine/base/buffer.h"
#include "engine/sheet/zip.h"

#define WORKBOOK_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORKBOOK_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

/* Numbers of the styles, as attributes hold them; "0" is plain. */
#define WORKBOOK_HEADING "1"
#define WORKBOOK_TEXT "2"
#define WORKBOOK_DATE "3"
enum { WORKBOOK_SHEETS = 64 };

struct workbook_sheet {
    const char *name;
    size_t columns;
    unsigned long rows;
};

struct workbook {
    struct workbook_sheet sheets[WORKBOOK_SHEETS];
    size_t count;
    struct buffer strings; /* "<si>...</si>" of each text that cells name by number */
    size_t string_count;
};

void workbook_begin(struct zip *zip);
/* Opens its entry; NULL where there are too many. */
struct workbook_sheet *workbook_add_sheet(struct workbook *workbook, struct zip *zip, const char *name, size_t columns);
/* "K151", or "$K$151" where `mark` is "$". */
void workbook_add_last_cell(struct buffer *out, const struct workbook_sheet *sheet, const char *mark);
void workbook_end(const struct workbook *workbook, struct zip *zip, struct buffer *scratch);

#endif
