/* The tables whose columns the codebook gives. */
#include "register/store/schema_table.h"

#include <string.h>

#include "engine/base/text.h"

/* Columns as wide as an index can take make the overview's own index: any order but the name's, and every count,
 * is read from it alone. The name has one of its own, as it can be 602 letters and a key 3072 bytes, and so has the
 * number; both hold all that the list is filtered by (O5). Before what they sort by stands whether she is listed: the
 * list leaves out the discharged (P11), and after some decades most are. */
#define OVERVIEW_COLUMNS                                                                                       \
    "listed, changed_at, participant_id, status, oppstartsdato, avslutningsdato, rapporteringsar, confirmed_years, "   \
    "changed_years, gaps, finansieringstype, fodselsnummer, kommunenavn, changed_by_name, created_by_name"

#define FILTER_COLUMNS                                                                                          \
    "participant_id, status, oppstartsdato, avslutningsdato, confirmed_years, gaps, finansieringstype, created_by_name"

const struct schema_index schema_indexes[] = {
    {"participant", "all", "all_id", "participant_id, row_version"},
    {"participant", "all", "all_changed", OVERVIEW_COLUMNS ", kommunenummer, bydel"},
    {"participant", "all", "all_name", "listed, shown_name, " FILTER_COLUMNS ", kommunenummer, bydel"},
    {"participant", "all", "all_number", "listed, fodselsnummer, " FILTER_COLUMNS ", kommunenummer, bydel"},
    {"participant", "all", "all_person", "person_id, participant_id"},
    {"participant", "municipality", "municipality_id", "kommunenummer, participant_id"},
    {"participant", "municipality", "municipality_changed", "kommunenummer, " OVERVIEW_COLUMNS ", bydel"},
    {"participant", "municipality", "municipality_name", "kommunenummer, listed, shown_name, " FILTER_COLUMNS ", bydel"},
    {"participant", "municipality", "municipality_number", "kommunenummer, listed, fodselsnummer, " FILTER_COLUMNS ", bydel"},
    {"participant", "municipality", "municipality_person", "kommunenummer, person_id"},
    {"participant", "district", "district_id", "kommunenummer, bydel, participant_id"},
    {"participant", "district", "district_changed", "kommunenummer, bydel, " OVERVIEW_COLUMNS},
    {"participant", "district", "district_name", "kommunenummer, bydel, listed, shown_name, " FILTER_COLUMNS},
    {"participant", "district", "district_number", "kommunenummer, bydel, listed, fodselsnummer, " FILTER_COLUMNS},
    {"participant", "district", "district_person", "kommunenummer, bydel, person_id"},
    {"participant_choice", "all", "choice_all", "participant_id, variabel, kode, kommunenummer, bydel"},
    {"participant_choice", "municipality", "choice_municipality", "kommunenummer, participant_id, variabel, kode"},
    {"participant_choice", "district", "choice_district", "kommunenummer, bydel, participant_id, variabel, kode"},
    {"participant_test", "all", "test_all", "participant_id, test_no, kommunenummer, bydel"},
    {"participant_test", "municipality", "test_municipality", "kommunenummer, participant_id, test_no"},
    {"participant_test", "district", "test_district", "kommunenummer, bydel, participant_id, test_no"},
    {"participant_deleted", NULL, "deleted_person", "person_id"},
    {NULL, NULL, NULL, NULL},
};

const char *const schema_list_columns[] = {
    "participant_id", "fodselsnummer", "shown_name", "kommunenummer", "kommunenavn", "bydel", "oppstartsdato",
    "avslutningsdato", "rapporteringsar", "confirmed_years", "changed_years", "gaps", "finansieringstype", "status", "listed",
    "changed_at", "changed_by_name", "created_by_name", NULL,
};

#define ID "BIGINT UNSIGNED NOT NULL", "bigint(20) unsigned"
#define PERSON "CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL", "char(36)"
#define NUMBER "CHAR(11) CHARACTER SET ascii COLLATE ascii_bin NULL", "char(11)"
#define MUNICIPALITY "CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''", "char(4)"
#define DISTRICT "CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''", "char(6)"
#define INSTANT "DATETIME(6) NOT NULL", "datetime(6)"
#define USER "BIGINT UNSIGNED NULL", "bigint(20) unsigned"
#define USER_NAME "VARCHAR(100) NOT NULL DEFAULT ''", "varchar(100)"
#define BITS "BIGINT UNSIGNED NOT NULL DEFAULT 0", "bigint(20) unsigned"
#define VARIABLE "VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL", "varchar(64)"

/* Variables that the store itself reads or joins by; they must be in the codebook, and have these columns. */
static const struct schema_column fixed_variables[] = {
    {"person_id", PERSON, NULL},
    {"fodselsnummer", NUMBER, NULL},
    {"kommunenummer", MUNICIPALITY, NULL},
    {"bydel", DISTRICT, NULL},
    {"kommunenavn", "VARCHAR(100) NULL", "varchar(100)", NULL},
    {"navn", "VARCHAR(602) NULL", "varchar(602)", NULL},
    {"finansieringstype", "SMALLINT UNSIGNED NULL", "smallint(5) unsigned", NULL},
    {"oppstartsdato", "DATE NULL", "date", NULL},
    {"avslutningsdato", "DATE NULL", "date", NULL},
};

static const struct schema_column participant_before[] = {
    {"participant_id", ID, NULL},
    {"row_version", "INT UNSIGNED NOT NULL DEFAULT 1", "int(10) unsigned", NULL},
};

/* The statuses stand in alphabetic order, so that they sort as read (requirement O2). */
static const struct schema_column participant_after[] = {
    {"status", "ENUM('avsluttet', 'endret', 'opprettet', 'utskrevet') NOT NULL DEFAULT 'opprettet'",
     "enum('avsluttet','endret','opprettet','utskrevet')", NULL},
    {"discharged_at", "DATETIME(6) NULL", "datetime(6)", NULL},
    {"rapporteringsar", "SMALLINT UNSIGNED NULL", "smallint(5) unsigned", NULL},
    {"confirmed_years", BITS, NULL},
    {"changed_years", BITS, NULL},
    {"created_at", INSTANT, NULL},
    {"created_by", USER, NULL},
    {"created_by_name", USER_NAME, NULL},
    {"changed_at", INSTANT, NULL},
    {"changed_by", USER, NULL},
    {"changed_by_name", USER_NAME, NULL},
    /* Looking her up (P3): how it stands, since when, when answered; how often another name came. */
    {"lookup_state", "ENUM('absent', 'failing', 'found', 'none', 'waiting', 'withheld') NOT NULL DEFAULT 'none'",
     "enum('absent','failing','found','none','waiting','withheld')", NULL},
    {"lookup_asked_at", "DATETIME(6) NULL", "datetime(6)", NULL},
    {"lookup_at", "DATETIME(6) NULL", "datetime(6)", NULL},
    {"lookup_round", "INT UNSIGNED NOT NULL DEFAULT 0", "int(10) unsigned", NULL},
    {"lookup_notes", "SET('man', 'name_arrived', 'name_changed', 'number_changed') NOT NULL DEFAULT ''",
     "set('man','name_arrived','name_changed','number_changed')", NULL},
    {"snapshot_at", "DATETIME(6) NULL", "datetime(6)", NULL}, /* what is kept as it was then: marital status */
    {"identity_reason", "VARCHAR(500) NULL", "varchar(500)", NULL}, /* how she is known, where no name could be had */
    /* All of participant_choice's of hers in one text, "a:1,3;b:2", so that the dataset is read in any order without a
     * look at that table for each row. choices_of makes it; NULL where there are none. */
    {"choices", "VARCHAR(4000) CHARACTER SET ascii COLLATE ascii_bin NULL", "varchar(4000)", NULL},
};

/* Is she in the list, unless it is asked for the discharged; the name it shows of her (P11); what she lacks (P15): a bit of
 * gap_bit for each question, from the trigger before each write. */
static const struct schema_column derived_columns[] = {
    {"listed", "TINYINT UNSIGNED AS (IF(status = 'utskrevet', 0, 1)) STORED", "tinyint(3) unsigned", NULL},
    {"shown_name", "VARCHAR(602) AS (IF(status = 'utskrevet', NULL, navn)) STORED", "varchar(602)", NULL},
    {"gaps", BITS, NULL},
};

static const struct schema_column choice_columns[] = {
    {"participant_id", ID, NULL},
    {"variabel", VARIABLE, NULL},
    {"kode", "SMALLINT UNSIGNED NOT NULL", "smallint(5) unsigned", NULL},
    {"kommunenummer", MUNICIPALITY, NULL},
    {"bydel", DISTRICT, NULL},
};

static const struct schema_column test_columns[] = {
    {"participant_id", ID, NULL},
    {"test_no", "SMALLINT UNSIGNED NOT NULL", "smallint(5) unsigned", NULL},
    {"kommunenummer", MUNICIPALITY, NULL},
    {"bydel", DISTRICT, NULL},
};

static const struct schema_column change_columns[] = {
    {"participant_id", ID, NULL},
    {"version", "INT UNSIGNED NOT NULL", "int(10) unsigned", NULL},
    {"variabel", VARIABLE, NULL},
    {"old_value", "TEXT NULL", "text", NULL},
    {"new_value", "TEXT NULL", "text", NULL},
    {"user_id", USER, NULL},
    {"user_name", USER_NAME, NULL},
    {"changed_at", INSTANT, NULL},
};

/* Which version was confirmed for a year, and how it looked then: filled by a trigger, never changed (requirement Y2). */
static const struct schema_column confirmation_columns[] = {
    {"participant_id", ID, NULL},
    {"year", "SMALLINT UNSIGNED NOT NULL", "smallint(5) unsigned", NULL},
    {"version", "INT UNSIGNED NOT NULL", "int(10) unsigned", NULL},
    {"kommunenummer", MUNICIPALITY, NULL},
    {"bydel", DISTRICT, NULL},
    {"confirmed_at", INSTANT, NULL},
    {"confirmed_by", USER, NULL},
    {"confirmed_by_name", USER_NAME, NULL},
    {"codebook_version", "VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''", "varchar(20)", NULL},
    {"codebook_digest", "CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''", "char(64)", NULL},
    {"figures", "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT ''", "longtext", NULL},
};

static const struct schema_column deleted_columns[] = {
    {"deleted_at", INSTANT, NULL},
    {"deleted_by", USER, NULL},
    {"deleted_by_name", USER_NAME, NULL},
};

#define TO(table, name) \
    ", CONSTRAINT " name " FOREIGN KEY (participant_id) REFERENCES {{main}}." table " (participant_id)"
#define TO_PARTICIPANT(name) TO("participant", name)
#define TO_DELETED(name) TO("participant_deleted", name)

static const struct schema_table bare_tables[] = {
    {"participant", "participant_id",
     ", CONSTRAINT participant_person FOREIGN KEY (person_id) REFERENCES {{main}}.person (person_id)"
     ", CONSTRAINT participant_municipality_known FOREIGN KEY (kommunenummer) "
     "REFERENCES {{main}}.municipality (kommunenummer)",
     true, NULL, 0},
    {"participant_choice", "participant_id, variabel, kode", TO_PARTICIPANT("choice_participant"), true, NULL, 0},
    {"participant_test", "participant_id, test_no", TO_PARTICIPANT("test_participant"), true, NULL, 0},
    {"participant_change", "participant_id, version, variabel", TO_PARTICIPANT("change_participant"), false, NULL, 0},
    {"participant_confirmation", "participant_id, year, version", TO_PARTICIPANT("confirmation_participant"), false, NULL, 0},
    {"participant_deleted", "participant_id",
     ", CONSTRAINT deleted_person_known FOREIGN KEY (person_id) REFERENCES {{main}}.person (person_id)", false, NULL, 0},
    {"participant_choice_deleted", "participant_id, variabel, kode", TO_DELETED("choice_deleted"), false, NULL, 0},
    {"participant_test_deleted", "participant_id, test_no", TO_DELETED("test_deleted"), false, NULL, 0},
    {"participant_change_deleted", "participant_id, version, variabel", TO_DELETED("change_deleted"), false, NULL, 0},
    {"participant_confirmation_deleted", "participant_id, year, version", TO_DELETED("confirmation_deleted"), false, NULL, 0},
};

/* The first ones hold what is there; to the rest, a twin of each, it moves when it is deleted (requirement P12). */
enum { TABLE_COUNT = sizeof bare_tables / sizeof bare_tables[0], LIVE_COUNT = TABLE_COUNT / 2 };

#define ADD_ALL(table, columns) add_all(table, columns, sizeof(columns) / sizeof(columns)[0])

static void add_all(struct schema_table *table, const struct schema_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        table->columns[table->column_count++] = columns[i];
    }
}

static const struct schema_column *fixed_named(const char *name)
{
    for (size_t i = 0; i < sizeof fixed_variables / sizeof fixed_variables[0]; i++) {
        if (text_equal(fixed_variables[i].name, name)) {
            return &fixed_variables[i];
        }
    }
    return NULL;
}

static struct schema_column column_of(struct arena *arena, const struct codebook_variable *variable)
{
    const struct schema_column *fixed = fixed_named(variable->name);
    struct schema_column column = {.name = variable->name};
    if (fixed != NULL) {
        column = *fixed;
    } else if (variable->type == CODEBOOK_DATE) {
        column.type = "DATE NULL";
        column.known_as = "date";
    } else if (variable->type == CODEBOOK_INTEGER) {
        column.type = "INT NULL";
        column.known_as = "int(11)";
    } else if (variable->type == CODEBOOK_CODE) {
        column.type = "SMALLINT UNSIGNED NULL";
        column.known_as = "smallint(5) unsigned";
    } else {
        column.type = arena_printf(arena, "VARCHAR(%zu) NULL", variable->max_length);
        column.known_as = arena_printf(arena, "varchar(%zu)", variable->max_length);
    }
    column.variable = variable;
    return column;
}

/* Columns of the register's variables: those of the repeating table, or those of the participant's own row. */
static void add_variables(struct arena *arena, struct schema_table *table, const struct codebook_register *reg,
                          bool of_group)
{
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        bool single = variable->type != CODEBOOK_CODES && variable->type != CODEBOOK_GROUP;
        if (single && (variable->group != NULL) == of_group) {
            table->columns[table->column_count++] = column_of(arena, variable);
        }
    }
}

static const char *missing_variable(const struct codebook_register *reg)
{
    for (size_t i = 0; i < sizeof fixed_variables / sizeof fixed_variables[0]; i++) {
        if (codebook_find_variable(reg, fixed_variables[i].name) == NULL) {
            return fixed_variables[i].name;
        }
    }
    return NULL;
}

static bool is_among(const struct schema_column *columns, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(columns[i].name, name)) {
            return true;
        }
    }
    return false;
}

#define IS_AMONG(columns, name) is_among(columns, sizeof(columns) / sizeof *(columns), name)

/* A variable that would share a column with something of the register's own. */
static const char *taken_name(const struct codebook_register *reg)
{
    for (size_t i = 0; i < reg->variable_count; i++) {
        const char *name = reg->variables[i]->name;
        if (fixed_named(name) == NULL && (IS_AMONG(participant_before, name) || IS_AMONG(participant_after, name) ||
                                          IS_AMONG(derived_columns, name) || IS_AMONG(test_columns, name) ||
                                          IS_AMONG(deleted_columns, name))) {
            return name;
        }
    }
    return NULL;
}

bool schema_column_is_derived(const struct schema_column *column)
{
    return column->variable == NULL && IS_AMONG(derived_columns, column->name);
}

const struct schema_tables *schema_tables_of(struct arena *arena, const struct codebook_register *reg,
                                             const char **why_out)
{
    const char *missing = missing_variable(reg);
    if (missing != NULL) {
        *why_out = arena_printf(arena, "the codebook lacks the variable %s", missing);
        return NULL;
    }
    const char *taken = taken_name(reg);
    if (taken != NULL) {
        *why_out = arena_printf(arena, "no variable can be called %s: the register's tables have that name for something else", taken);
        return NULL;
    }
    struct schema_tables *tables = arena_alloc(arena, sizeof *tables);
    *tables = (struct schema_tables){reg, arena_alloc_many(arena, TABLE_COUNT, sizeof *tables->items), TABLE_COUNT};
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        tables->items[i] = bare_tables[i];
        tables->items[i].columns = arena_alloc_many(arena, reg->variable_count + 32, sizeof(struct schema_column));
    }
    ADD_ALL(&tables->items[0], participant_before);
    add_variables(arena, &tables->items[0], reg, false);
    ADD_ALL(&tables->items[0], participant_after);
    ADD_ALL(&tables->items[1], choice_columns);
    ADD_ALL(&tables->items[2], test_columns);
    add_variables(arena, &tables->items[2], reg, true);
    ADD_ALL(&tables->items[3], change_columns);
    ADD_ALL(&tables->items[4], confirmation_columns);
    for (size_t i = 0; i < LIVE_COUNT; i++) {
        add_all(&tables->items[LIVE_COUNT + i], tables->items[i].columns, tables->items[i].column_count);
    }
    ADD_ALL(&tables->items[0], derived_columns);
    ADD_ALL(&tables->items[LIVE_COUNT], deleted_columns);
    return tables;
}

static void retire(struct arena *arena, struct schema_table *table, const struct schema_column *column)
{
    struct schema_column *columns = arena_alloc_many(arena, table->column_count + 1, sizeof *columns);
    memcpy(columns, table->columns, table->column_count * sizeof *columns);
    columns[table->column_count++] = *column;
    table->columns = columns;
}

void schema_tables_retire(struct arena *arena, const struct schema_tables *tables, const char *table, const char *column,
                          const char *type)
{
    const struct schema_column retired = {.name = column, .type = arena_printf(arena, "%s NULL", type), .known_as = type};
    for (size_t i = 0; i < LIVE_COUNT; i++) {
        if (text_equal(tables->items[i].name, table)) {
            retire(arena, &tables->items[i], &retired);
            retire(arena, &tables->items[LIVE_COUNT + i], &retired);
        }
    }
}

const struct schema_table *schema_table_named(const struct schema_tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->count; i++) {
        if (text_equal(tables->items[i].name, name)) {
            return &tables->items[i];
        }
    }
    return NULL;
}
