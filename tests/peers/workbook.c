/* The full dataset by libxlsxwriter, in its constant memory: rows come as mariadb --quick writes them.
 *     mariadb --quick ... | workbook CELLS FILE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { CELLS = 1000, CODES = 4000, COLUMNS = 400, NUMBER = 1000, VARIABLES = 400, TEST_COLUMNS = 7 };

enum kind { TEXT, NUMBERED, DATE, WORDS, FLAG };

static struct variable {
    char *name, *texts[NUMBER], *chosen;
} variables[VARIABLES];
static size_t variable_count;
static struct {
    char *heading;
    enum kind kind;
    int at, code;
    struct variable *variable;
} cells[CELLS];
static size_t cell_count;
static int choices_at, width;

static struct variable *variable_named(const char *name)
{
    for (size_t i = 0; i < variable_count; i++)
        if (strcmp(variables[i].name, name) == 0)
            return &variables[i];
    variables[variable_count].name = strdup(name);
    return &variables[variable_count++];
}

static enum kind kind_named(const char *name)
{
    static const char *const names[] = {"text", "number", "date", "words", "flag"};
    for (int i = 0; i < 5; i++)
        if (strcmp(names[i], name) == 0)
            return (enum kind)i;
    exit(2);
}

static void read_cells(const char *file)
{
    char line[10000], *at, *word;
    FILE *in = fopen(file, "r");
    while (in && fgets(line, sizeof line, in)) {
        at = line;
        line[strcspn(line, "\n")] = '\0';
        word = strsep(&at, "\t");
        if (strcmp(word, "choices") == 0) {
            choices_at = atoi(strsep(&at, "\t"));
            width = atoi(at);
        } else if (strcmp(word, "code") == 0) {
            struct variable *variable = variable_named(strsep(&at, "\t"));
            int number = atoi(strsep(&at, "\t"));
            variable->texts[number % NUMBER] = strdup(at);
        } else {
            cells[cell_count].heading = strdup(strsep(&at, "\t"));
            cells[cell_count].kind = kind_named(strsep(&at, "\t"));
            cells[cell_count].at = atoi(strsep(&at, "\t"));
            cells[cell_count].variable = variable_named(strsep(&at, "\t"));
            cells[cell_count++].code = atoi(at);
        }
    }
}

static void read_choices(char *choices)
{
    for (size_t i = 0; i < variable_count; i++)
        variables[i].chosen = NULL;
    for (char *part; strcmp(choices ? choices : "NULL", "NULL") != 0 && (part = strsep(&choices, ";"));) {
        const char *name = strsep(&part, ":");
        variable_named(name)->chosen = part;
    }
}

static void write_chosen(lxw_worksheet *sheet, lxw_row_t row, size_t i, lxw_format *text)
{
    char words[10000] = "";
    int is_chosen = 0;
    if (!cells[i].variable->chosen)
        return;
    for (const char *at = cells[i].variable->chosen; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        int code = atoi(at);
        is_chosen |= code == cells[i].code;
        if (cells[i].kind == WORDS) {
            strcat(words, *words ? "; " : "");
            strcat(words, cells[i].variable->texts[code % NUMBER]);
        }
    }
    if (cells[i].kind == FLAG)
        worksheet_write_number(sheet, row, (lxw_col_t)i, is_chosen, NULL);
    else
        worksheet_write_string(sheet, row, (lxw_col_t)i, words, text);
}

static void write_value(lxw_worksheet *sheet, lxw_row_t row, size_t i, const char *value, lxw_format *text, lxw_format *day)
{
    lxw_col_t column = (lxw_col_t)i;
    if (*value == '\0' || strcmp(value, "NULL") == 0)
        return;
    if (cells[i].kind == NUMBERED) {
        worksheet_write_number(sheet, row, column, atof(value), NULL);
    } else if (cells[i].kind == DATE) {
        lxw_datetime date = {.year = atoi(value), .month = atoi(value + 5), .day = atoi(value + 8)};
        worksheet_write_datetime(sheet, row, column, &date, day);
    } else {
        const char *shown = cells[i].kind == WORDS ? cells[i].variable->texts[atoi(value) % NUMBER] : value;
        worksheet_write_string(sheet, row, column, shown ? shown : "", text);
    }
}

/* "TEST", whose it is in three columns, its date, type and result: a row of the second sheet, with the texts of both. */
static void write_test(lxw_worksheet *sheet, lxw_row_t row, char **values, lxw_format *text, lxw_format *day)
{
    static const char *const coded[] = {"provetype", "proveresultat"};
    for (lxw_col_t i = 1; i <= 4; i++) {
        lxw_datetime date = {.year = atoi(values[i]), .month = atoi(values[i] + 5), .day = atoi(values[i] + 8)};
        if (i <= 2)
            worksheet_write_string(sheet, row, i - 1, values[i], text);
        else if (strcmp(values[i], "NULL") != 0)
            worksheet_write_datetime(sheet, row, i - 1, &date, day);
    }
    for (lxw_col_t i = 0; i < 2; i++) {
        const char *value = values[5 + i], *words = variable_named(coded[i])->texts[atoi(value) % NUMBER];
        if (strcmp(value, "NULL") == 0)
            continue;
        worksheet_write_number(sheet, row, 4 + 2 * i, atof(value), NULL);
        worksheet_write_string(sheet, row, 5 + 2 * i, words ? words : "", text);
    }
}

int main(int argc, char **argv)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    char *line = NULL, *values[COLUMNS];
    size_t size = 0;
    lxw_row_t row = 1, test = 1;
    if (argc != 3)
        return 2;
    read_cells(argv[1]);
    lxw_workbook *book = workbook_new_opt(argv[2], &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "datasett");
    lxw_worksheet *tests = workbook_add_worksheet(book, "prover");
    lxw_format *text = workbook_add_format(book), *day = workbook_add_format(book);
    format_set_num_format(text, "@");
    format_set_num_format(day, "dd.mm.yyyy");
    for (size_t i = 0; i < cell_count; i++)
        worksheet_write_string(sheet, 0, (lxw_col_t)i, cells[i].heading, text);
    while (getline(&line, &size, stdin) > 0) {
        int count = 0;
        char *at = line;
        line[strcspn(line, "\n")] = '\0';
        while (count < COLUMNS && (values[count] = strsep(&at, "\t")))
            count++;
        if (count == TEST_COLUMNS && strcmp(values[0], "TEST") == 0)
            write_test(tests, test++, values, text, day);
        if (count != width) /* what the context said */
            continue;
        read_choices(values[choices_at]);
        for (size_t i = 0; i < cell_count; i++) {
            if (cells[i].at < 0)
                write_chosen(sheet, row, i, text);
            else
                write_value(sheet, row, i, values[cells[i].at], text, day);
        }
        row++;
    }
    return workbook_close(book) != LXW_NO_ERROR;
}
