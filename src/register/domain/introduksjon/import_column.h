/* The columns of the exchange file as a table. Of this folder alone. */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_IMPORT_COLUMN_H
#define REGISTER_DOMAIN_INTRODUKSJON_IMPORT_COLUMN_H

#include "register/domain/introduksjon/import_line.h"

enum import_type {
    IMPORT_TYPE_KIND,
    IMPORT_TYPE_DUF,
    IMPORT_TYPE_YES_NO,
    IMPORT_TYPE_PLACE, /* `most` digits; the zero in front may have been lost in a spreadsheet */
    IMPORT_TYPE_TEXT,  /* at most `most` characters */
    IMPORT_TYPE_CODE,  /* of the codebook's variable of the same name */
    IMPORT_TYPE_DATE,
    IMPORT_TYPE_NUMBER, /* 0 to `most` */
    IMPORT_TYPE_HOURS,
    IMPORT_TYPE_SINCE /* yes or no of a decision; of a person the names of facts, with blanks between */
};

struct import_column_rule {
    const char *name;
    enum import_type type;
    char use[IMPORT_KINDS + 1]; /* for each kind of line: '!' must be filled in, '?' may be, ' ' must be empty */
    int most;
};

extern const struct import_column_rule import_columns[IMPORT_COLUMNS];

#endif
