/* The codebook's rules as SQL over one participant's row (NEW). */
#include "register/store/schema_gap.h"

#include "engine/base/text.h"
#include "register/domain/jobbsjansen/gate.h"

enum { BLOCK_AT_MOST = 120 * 1024, CONDITION_AT_MOST = 64 * 1024 };

struct block {
    struct arena *arena;
    const struct codebook_register *reg;
    bool *goes_is_set;       /* by variable->index: it has l_goes_<index> */
    bool *codes_are_set;     /* ... l_codes_<index>, of one with several codes */
    struct buffer names;     /* of l_goes_... */
    struct buffer lists;     /* of l_codes_... */
    struct buffer settings;  /* statements that set them, in an order that works */
    bool asks_today;
};

/* Facts that the codebook asks the register about, of the row alone; any other does not hold. The same as
 * page/participant/world.c knows. */
static const struct {
    const char *name, *sql;
} facts[] = {
    {"kommune_har_bydeler", "EXISTS (SELECT 1 FROM {{main}}.district d WHERE d.kommunenummer = NEW.kommunenummer)"},
};

static const char *fact_sql(const char *name)
{
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        if (text_equal(facts[i].name, name)) {
            return facts[i].sql;
        }
    }
    return "FALSE";
}

/* Her multiple choices stand in `choices` as "a:1,3;b:2"; l_choices has a ';' before each. */
static const char *is_chosen(struct block *block, const struct codebook_variable *variable)
{
    return arena_printf(block->arena, "LOCATE(';%s:', l_choices) > 0", variable->name);
}

/* The local that holds the codes chosen, "1,3", or NULL. */
static const char *codes_local(struct block *block, const struct codebook_variable *variable)
{
    const char *name = arena_printf(block->arena, "l_codes_%zu", variable->index);
    if (!block->codes_are_set[variable->index]) {
        block->codes_are_set[variable->index] = true;
        buffer_add_format(&block->lists, ", %s", name);
        buffer_add_format(&block->settings,
                          "        IF %s THEN\n            SET %s = SUBSTRING_INDEX(SUBSTRING_INDEX(l_choices, ';%s:', -1), ';', 1);\n"
                          "        END IF;\n", is_chosen(block, variable), name, variable->name);
    }
    return name;
}

static const char *iso(struct block *block, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_format_iso(date, text);
    return arena_printf(block->arena, "'%s'", text);
}

/* Requirement C5, as judge_date() of engine/answer; "TRUE" where it is so at every date. */
static const char *exists(struct block *block, const struct codebook_variable *variable)
{
    const struct codebook_validity valid = variable->validity;
    bool begins = date_compare(valid.from, block->reg->first_date) > 0;
    if (!begins && !date_is_set(valid.to)) {
        return "TRUE";
    }
    block->asks_today = true;
    const char *date = arena_printf(block->arena, "GREATEST(COALESCE(NEW.`%s`, l_today), %s)",
                                    variable->page->judged_by->name, iso(block, block->reg->first_date));
    const char *from = begins ? arena_printf(block->arena, "%s >= %s", date, iso(block, valid.from)) : "TRUE";
    const char *to = date_is_set(valid.to) ? arena_printf(block->arena, "%s <= %s", date, iso(block, valid.to)) : "TRUE";
    return arena_printf(block->arena, "%s AND %s", from, to);
}

static const char *is_empty(struct block *block, const struct codebook_variable *variable)
{
    if (variable->type == CODEBOOK_GROUP || variable->group != NULL) {
        return "TRUE";
    }
    if (variable->type == CODEBOOK_CODES) {
        return arena_printf(block->arena, "NOT %s", is_chosen(block, variable));
    }
    return arena_printf(block->arena, variable->type == CODEBOOK_TEXT ? "COALESCE(NEW.`%s`, '') = ''" : "NEW.`%s` IS NULL",
                        variable->name);
}

static const char *holds(struct block *block, const struct codebook_condition *condition);

/* Is she asked it? */
static const char *is_open(struct block *block, const struct codebook_variable *variable)
{
    if (!codebook_is_asked(variable)) {
        return "FALSE";
    }
    const char *opens = variable->opens == NULL ? "" : holds(block, variable->opens);
    const char *locks = variable->locks == NULL ? "" : holds(block, variable->locks);
    return arena_printf(block->arena, *locks == '\0' ? "(%s%s%s%s)" : "(%s%s%s AND NOT (%s))", exists(block, variable),
                        *opens == '\0' ? "" : " AND ", opens, locks);
}

/* A value that a rule is about to empty counts as empty in others' rules: NULL where that cannot be, else the local
 * that says so. */
static const char *goes_local(struct block *block, const struct codebook_variable *variable)
{
    if (!codebook_is_asked(variable) || (variable->opens == NULL && variable->locks == NULL)) {
        return NULL;
    }
    const char *name = arena_printf(block->arena, "l_goes_%zu", variable->index);
    if (!block->goes_is_set[variable->index]) {
        /* what it hangs on is written first; the codebook was checked, so this ends */
        const char *open = is_open(block, variable);
        block->goes_is_set[variable->index] = true;
        buffer_add_format(&block->names, ", %s", name);
        buffer_add_format(&block->settings, "        SET %s = %s AND NOT (%s) AND NOT %s;\n", name,
                          exists(block, variable), is_empty(block, variable), open);
    }
    return name;
}

/* One of the codes, whatever is about to become of it. */
static const char *holds_code(struct block *block, const struct codebook_condition *condition)
{
    const struct codebook_variable *variable = condition->variable;
    bool several = variable->type == CODEBOOK_CODES;
    const char *list = several ? codes_local(block, variable) : arena_printf(block->arena, "NEW.`%s`", variable->name);
    const char *held = "";
    for (size_t i = 0; i < condition->code_count; i++) {
        held = arena_printf(block->arena, several ? "%s%sFIND_IN_SET('%d', %s) > 0" : "%s%s%d = %s", held,
                            i == 0 ? "" : " OR ", condition->codes[i], list);
    }
    return arena_printf(block->arena, "COALESCE(%s, FALSE)", held);
}

static const char *has(struct block *block, const struct codebook_condition *condition)
{
    const char *goes = goes_local(block, condition->variable);
    const char *held = holds_code(block, condition);
    return goes == NULL ? held : arena_printf(block->arena, "(%s AND NOT %s)", held, goes);
}

static const char *joined(struct block *block, const struct codebook_condition *condition, const char *none,
                          const char *between)
{
    struct buffer out;
    buffer_init(&out, block->arena, CONDITION_AT_MOST);
    buffer_add_format(&out, "(%s", none);
    for (size_t i = 0; i < condition->part_count; i++) {
        buffer_add_format(&out, " %s %s", between, holds(block, &condition->parts[i]));
    }
    buffer_add_char(&out, ')');
    return buffer_text(&out);
}

static const char *holds(struct block *block, const struct codebook_condition *condition)
{
    switch (condition->kind) {
    case CODEBOOK_HAS:
        return has(block, condition);
    case CODEBOOK_LACKS:
        return arena_printf(block->arena, "NOT %s", has(block, condition));
    case CODEBOOK_FACT:
        return fact_sql(condition->fact);
    case CODEBOOK_ALL:
        return joined(block, condition, "TRUE", "AND");
    case CODEBOOK_ANY:
        return joined(block, condition, "FALSE", "OR");
    }
    return "FALSE";
}

/* Does its date break a rule with another's: " OR ...", or ""? What a rule of its own says was obeyed when it was typed. */
static const char *is_broken(struct block *block, const struct codebook_variable *variable)
{
    const char *broken = "";
    for (size_t i = 0; i < variable->rule_count; i++) {
        const struct codebook_rule *rule = &variable->rules[i];
        if (rule->other == NULL || rule->warning) {
            continue;
        }
        const char *goes = goes_local(block, rule->other);
        broken = arena_printf(block->arena, "%s OR COALESCE(NEW.`%s` %s NEW.`%s`, FALSE)%s%s", broken, variable->name,
                              rule->kind == CODEBOOK_NOT_BEFORE ? "<" : ">", rule->other->name,
                              goes == NULL ? "" : " AND NOT ", goes == NULL ? "" : goes);
    }
    return broken;
}

/* At which of the two gates is it asked for? "" for both. */
static const char *at_gate(const struct block *block, const struct codebook_variable *variable)
{
    bool ended = (variable->gates & gate_next(block->reg, true)) != 0;
    bool goes_on = (variable->gates & gate_next(block->reg, false)) != 0;
    if (ended && goes_on) {
        return "";
    }
    return ended ? " AND NEW.avslutningsdato IS NOT NULL" : " AND NEW.avslutningsdato IS NULL";
}

static const char *all_gaps(struct block *block, const int *bits)
{
    struct buffer out;
    buffer_init(&out, block->arena, BLOCK_AT_MOST);
    buffer_add_char(&out, '0');
    for (size_t i = 0; i < block->reg->variable_count; i++) {
        const struct codebook_variable *variable = block->reg->variables[i];
        if (bits[i] >= 0 && gate_asks(block->reg, variable)) {
            /* what is cheap and mostly false comes first */
            buffer_add_format(&out, "\n            | IF((%s%s)%s AND %s, 1 << %d, 0)", is_empty(block, variable),
                              is_broken(block, variable), at_gate(block, variable), is_open(block, variable), bits[i]);
        }
    }
    return buffer_text(&out);
}

static const char *written(const struct block *block, const char *gaps)
{
    struct buffer out;
    buffer_init(&out, block->arena, BLOCK_AT_MOST);
    buffer_add_format(&out, "    BEGIN\n        DECLARE l_choices%s VARCHAR(4001) CHARACTER SET ascii COLLATE ascii_bin;\n",
                      buffer_text(&block->lists));
    buffer_add_format(&out, "        DECLARE l_unused%s TINYINT DEFAULT 0;\n", buffer_text(&block->names));
    if (block->asks_today) {
        buffer_add_text(&out, "        DECLARE l_today DATE DEFAULT {{main}}.norwegian_date({{main}}.utc_now());\n");
    }
    buffer_add_format(&out, "        SET l_choices = CONCAT(';', COALESCE(NEW.choices, ''));\n%s        SET NEW.gaps = %s;\n    END;\n",
                      buffer_text(&block->settings), gaps);
    return buffer_text(&out);
}

const char *schema_gap_block(struct arena *arena, const struct codebook_register *reg, const int *bits)
{
    struct block block = {.arena = arena, .reg = reg};
    block.goes_is_set = arena_alloc_many(arena, reg->variable_count, sizeof *block.goes_is_set);
    block.codes_are_set = arena_alloc_many(arena, reg->variable_count, sizeof *block.codes_are_set);
    buffer_init(&block.names, arena, BLOCK_AT_MOST);
    buffer_init(&block.lists, arena, BLOCK_AT_MOST);
    buffer_init(&block.settings, arena, BLOCK_AT_MOST);
    return written(&block, all_gaps(&block, bits));
}

static void add_turn(struct buffer *out, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_format_iso(date, text);
    buffer_add_format(out, " OR '%s' > l_day AND '%s' <= l_today", text, text);
}

void schema_gap_turns(struct buffer *out, const struct codebook_register *reg)
{
    buffer_add_text(out, "FALSE");
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        if (codebook_is_asked(variable) && date_compare(variable->validity.from, reg->first_date) > 0) {
            add_turn(out, variable->validity.from);
        }
        if (codebook_is_asked(variable) && date_is_set(variable->validity.to)) {
            add_turn(out, date_add_days(variable->validity.to, 1));
        }
    }
}

void schema_gap_undated(struct buffer *out, const struct codebook_register *reg)
{
    buffer_add_text(out, "(FALSE");
    for (size_t i = 0; i < reg->page_count; i++) {
        buffer_add_format(out, " OR p.`%s` IS NULL", reg->pages[i].judged_by->name);
    }
    buffer_add_char(out, ')');
}
