/* The small parts of a workbook. */
#include "engine/sheet/workbook.h"

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* In the order of their numbers: plain, heading, text, date. Dates are Norwegian (414) wherever they are read. Texts are
 * of the format "@", so that a cell that is edited stays a text. */
static const char styles[] =
    WORKBOOK_XML "<styleSheet xmlns=\"" WORKBOOK_MAIN "\">"
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[$-414]dd.mm.yyyy\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"4\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

static const char relations[] =
    WORKBOOK_XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" RELATIONS
                 "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

static void workbook_add_entry(struct zip *zip, const char *name, const char *text, size_t length)
{
    zip_entry(zip, name);
    zip_add(zip, text, length);
}

/* First what programs know the kind of file by. */
void workbook_begin(struct zip *zip)
{
    workbook_add_entry(zip, "_rels/.rels", relations, sizeof relations - 1);
    workbook_add_entry(zip, "xl/styles.xml", styles, sizeof styles - 1);
}

struct workbook_sheet *workbook_add_sheet(struct workbook *workbook, struct zip *zip, const char *name, size_t columns)
{
    char entry[] = "xl/worksheets/sheet00.xml";
    if (workbook->count == WORKBOOK_SHEETS) {
        return NULL;
    }
    struct workbook_sheet *sheet = &workbook->sheets[workbook->count++];
    *sheet = (struct workbook_sheet){.name = name, .columns = columns};
    entry[sizeof "xl/worksheets/sheet" - 1] = (char)('0' + workbook->count / 10);
    entry[sizeof "xl/worksheets/sheet"] = (char)('0' + workbook->count % 10);
    zip_entry(zip, entry);
    return sheet;
}

void workbook_add_last_cell(struct buffer *out, const struct workbook_sheet *sheet, const char *mark)
{
    enum { LETTERS = 26 };
    char column[4] = "";
    size_t at = sizeof column - 1;
    for (size_t left = sheet->columns; left > 0 && at > 0; left = (left - 1) / LETTERS) {
        column[--at] = (char)('A' + (left - 1) % LETTERS);
    }
    buffer_add_format(out, "%s%s%s%lu", mark, column + at, mark, sheet->rows);
}

static void workbook_write(struct zip *zip, const char *name, struct buffer *text)
{
    workbook_add_entry(zip, name, text->bytes, text->length);
    buffer_clear(text);
}

/* The filter's own name for its cells, which Excel looks for. */
static void workbook_add_names(const struct workbook *workbook, struct buffer *out)
{
    buffer_add_text(out, "<definedNames>");
    for (size_t i = 0; i < workbook->count; i++) {
        buffer_add_format(out, "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">"
                               "'%s'!$A$1:", i, workbook->sheets[i].name);
        workbook_add_last_cell(out, &workbook->sheets[i], "$");
        buffer_add_text(out, "</definedName>");
    }
    buffer_add_text(out, "</definedNames>");
}

static void workbook_write_sheets(const struct workbook *workbook, struct zip *zip, struct buffer *out)
{
    buffer_add_text(out, WORKBOOK_XML "<workbook xmlns=\"" WORKBOOK_MAIN "\" xmlns:r=\"" RELATIONS "\">"
                                      "<bookViews><workbookView/></bookViews><sheets>");
    for (size_t i = 0; i < workbook->count; i++) {
        buffer_add_format(out, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", workbook->sheets[i].name, i + 1,
                          i + 1);
    }
    buffer_add_text(out, "</sheets>");
    workbook_add_names(workbook, out);
    buffer_add_text(out, "</workbook>");
    workbook_write(zip, "xl/workbook.xml", out);
}

static void workbook_write_relations(const struct workbook *workbook, struct zip *zip, struct buffer *out)
{
    buffer_add_text(out, WORKBOOK_XML "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 1; i <= workbook->count; i++) {
        buffer_add_format(out, "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS "/worksheet\" "
                               "Target=\"worksheets/sheet%02zu.xml\"/>", i, i);
    }
    buffer_add_format(out, "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/>",
                      workbook->count + 1);
    if (workbook->string_count > 0) {
        buffer_add_format(out, "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS "/sharedStrings\" "
                               "Target=\"sharedStrings.xml\"/>", workbook->count + 2);
    }
    buffer_add_text(out, "</Relationships>");
    workbook_write(zip, "xl/_rels/workbook.xml.rels", out);
}

static void workbook_write_types(const struct workbook *workbook, struct zip *zip, struct buffer *out)
{
    buffer_add_text(out, WORKBOOK_XML "<Types xmlns=\"" PACKAGE "content-types\">"
                         "<Default Extension=\"rels\" "
                         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                         "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
                         "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>");
    for (size_t i = 1; i <= workbook->count; i++) {
        buffer_add_format(out, "<Override PartName=\"/xl/worksheets/sheet%02zu.xml\" ContentType=\"" TYPE
                               "worksheet+xml\"/>", i);
    }
    if (workbook->string_count > 0) {
        buffer_add_text(out, "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" TYPE "sharedStrings+xml\"/>");
    }
    buffer_add_text(out, "</Types>");
    workbook_write(zip, "[Content_Types].xml", out);
}

static void workbook_write_strings(const struct workbook *workbook, struct zip *zip)
{
    static const char opening[] = WORKBOOK_XML "<sst xmlns=\"" WORKBOOK_MAIN "\">";
    static const char closing[] = "</sst>";
    if (workbook->string_count > 0) {
        zip_entry(zip, "xl/sharedStrings.xml");
        zip_add(zip, opening, sizeof opening - 1);
        zip_add(zip, workbook->strings.bytes, workbook->strings.length);
        zip_add(zip, closing, sizeof closing - 1);
    }
}

void workbook_end(const struct workbook *workbook, struct zip *zip, struct buffer *scratch)
{
    workbook_write_strings(workbook, zip);
    workbook_write_sheets(workbook, zip, scratch);
    workbook_write_relations(workbook, zip, scratch);
    workbook_write_types(workbook, zip, scratch);
    zip_end(zip);
}
