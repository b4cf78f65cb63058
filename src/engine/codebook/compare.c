/* Two codebooks side by side. */
#include "engine/codebook/compare.h"

#include <stdarg.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/decimal.h"
#include "engine/base/text.h"

enum { RULES_AT_MOST = 64 * 1024 };

struct comparison {
    struct arena *arena;
    struct codebook_difference *items;
    size_t count, capacity;
    const struct codebook_variable *variable; /* what is being told of */
    const struct codebook_code *code;
    int line;
};

static void tell(struct comparison *comparison, enum codebook_weight weight, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void tell(struct comparison *comparison, enum codebook_weight weight, const char *format, ...)
{
    const struct codebook_variable *variable = comparison->variable;
    const struct codebook_code *code = comparison->code;
    if (comparison->count == comparison->capacity) {
        size_t larger = comparison->capacity == 0 ? 64 : comparison->capacity * 2;
        struct codebook_difference *items = arena_alloc_many(comparison->arena, larger, sizeof *items);
        if (comparison->count > 0) {
            memcpy(items, comparison->items, comparison->count * sizeof *items);
        }
        comparison->items = items;
        comparison->capacity = larger;
    }
    va_list arguments;
    va_start(arguments, format);
    const char *what = arena_vprintf(comparison->arena, format, arguments);
    va_end(arguments);
    if (code != NULL) {
        what = arena_printf(comparison->arena, "%s: code %d \"%s\" %s", variable->name, code->number,
                            code->text.bokmal, what);
    } else if (variable != NULL) {
        what = arena_printf(comparison->arena, "%s: %s", variable->name, what);
    }
    comparison->items[comparison->count++] =
        (struct codebook_difference){weight, variable, code, comparison->line, what};
}

static const char *day(struct comparison *comparison, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_format_iso(date, text);
    return arena_copy(comparison->arena, text);
}

/* Is `after` the shorter? No end is later than any. */
static bool ends_earlier(struct date before, struct date after)
{
    return date_is_set(after) && (!date_is_set(before) || date_compare(after, before) < 0);
}

static void compare_validity(struct comparison *comparison, struct codebook_validity before,
                             struct codebook_validity after)
{
    int begins = date_compare(after.from, before.from);
    if (begins != 0) {
        tell(comparison, begins > 0 ? CODEBOOK_TOUCHES : CODEBOOK_TOLD, "begins %s instead of %s",
             day(comparison, after.from), day(comparison, before.from));
    }
    if (date_is_set(after.to) && date_compare(after.to, before.to) != 0) {
        tell(comparison, ends_earlier(before.to, after.to) ? CODEBOOK_TOUCHES : CODEBOOK_TOLD, "ends %s%s",
             day(comparison, after.to),
             date_is_set(before.to) ? arena_printf(comparison->arena, " instead of %s", day(comparison, before.to)) : "");
    } else if (date_is_set(before.to) && !date_is_set(after.to)) {
        tell(comparison, CODEBOOK_TOLD, "goes on: it ended %s", day(comparison, before.to));
    }
}

static bool same_words(struct wording before, struct wording after)
{
    return text_equal(before.bokmal, after.bokmal) && text_equal(before.nynorsk, after.nynorsk);
}

/* The bokmål is the data standard; the nynorsk says the same. */
static void compare_wording(struct comparison *comparison, const char *verb, struct wording before, struct wording after)
{
    if (!text_equal(before.bokmal, after.bokmal)) {
        tell(comparison, CODEBOOK_TOUCHES, "now %s \"%s\" instead of \"%s\"", verb, after.bokmal, before.bokmal);
    } else if (!same_words(before, after)) {
        tell(comparison, CODEBOOK_TOLD, "is worded otherwise in nynorsk");
    }
}

static const char *class_title(const struct codebook_code *code)
{
    return code->counted_as ? code->counted_as->title.bokmal : "nothing";
}

static bool same_class(const struct codebook_code *before, const struct codebook_code *after)
{
    return before->counted_as == NULL || after->counted_as == NULL
               ? before->counted_as == after->counted_as
               : text_equal(before->counted_as->name, after->counted_as->name);
}

static void compare_code(struct comparison *comparison, const struct codebook_code *before,
                         const struct codebook_code *after)
{
    comparison->code = before;
    comparison->line = after->line;
    compare_wording(comparison, "means", before->text, after->text);
    compare_validity(comparison, before->validity, after->validity);
    if (before->offered != after->offered) {
        tell(comparison, CODEBOOK_TOLD, after->offered ? "is offered again" : "is not offered any more");
    }
    if (!same_words(before->guidance, after->guidance)) {
        tell(comparison, CODEBOOK_TOLD, "is explained otherwise");
    }
    if (!same_class(before, after)) {
        tell(comparison, CODEBOOK_TOUCHES, "is counted as %s instead of %s", class_title(after), class_title(before));
    }
    if (!text_equal(before->computed, after->computed)) {
        tell(comparison, CODEBOOK_TOLD, after->computed ? "is computed" : "is not computed any more");
    }
    if (before->exclusive != after->exclusive) {
        tell(comparison, CODEBOOK_TOLD, after->exclusive ? "excludes the others" : "excludes the others no more");
    }
}

static void compare_codes(struct comparison *comparison, const struct codebook_variable *before,
                          const struct codebook_variable *after)
{
    for (size_t i = 0; i < after->code_count; i++) {
        const struct codebook_code *held = codebook_find_code(before, after->codes[i].number);
        if (held != NULL) {
            compare_code(comparison, held, &after->codes[i]);
            continue;
        }
        comparison->code = &after->codes[i];
        comparison->line = after->codes[i].line;
        tell(comparison, CODEBOOK_NEW, "is new");
    }
    for (size_t i = 0; i < before->code_count; i++) {
        if (codebook_find_code(after, before->codes[i].number) == NULL) {
            comparison->code = &before->codes[i];
            comparison->line = after->line;
            tell(comparison, CODEBOOK_UNHELD, "is gone");
        }
    }
    comparison->code = NULL;
    comparison->line = after->line;
}

static void write_condition(struct buffer *out, const struct codebook_condition *condition)
{
    if (condition == NULL) {
        buffer_add_char(out, '-');
        return;
    }
    buffer_add_format(out, "%d %s %s", (int)condition->kind, condition->variable ? condition->variable->name : "",
                      condition->fact ? condition->fact : "");
    for (size_t i = 0; i < condition->code_count; i++) {
        buffer_add_format(out, " %d", condition->codes[i]);
    }
    buffer_add_char(out, '(');
    for (size_t i = 0; i < condition->part_count; i++) {
        write_condition(out, &condition->parts[i]);
    }
    buffer_add_char(out, ')');
}

/* All that decides when it is asked and what is accepted, as one text to compare. */
static const char *rules_of(struct comparison *comparison, const struct codebook_variable *variable)
{
    struct buffer out;
    buffer_init(&out, comparison->arena, RULES_AT_MOST);
    write_condition(&out, variable->opens);
    write_condition(&out, variable->locks);
    for (size_t i = 0; i < variable->rule_count; i++) {
        const struct codebook_rule *rule = &variable->rules[i];
        buffer_add_format(&out, "\n%d %d %d %lld %s %s", (int)rule->kind, (int)rule->warning, rule->years, rule->most,
                          rule->other ? rule->other->name : "", rule->message.bokmal);
    }
    buffer_add_format(&out, "\n%s", variable->format ? variable->format : "");
    return buffer_text(&out);
}

static const char *limit(struct comparison *comparison, const struct codebook_variable *variable, long long number)
{
    return decimal_write(comparison->arena, number, variable->decimals, '.');
}

static void compare_limits(struct comparison *comparison, const struct codebook_variable *before,
                           const struct codebook_variable *after)
{
    if (before->least != after->least || before->most != after->most) {
        bool narrower = after->least > before->least || after->most < before->most;
        tell(comparison, narrower ? CODEBOOK_TOUCHES : CODEBOOK_TOLD, "takes %s to %s instead of %s to %s",
             limit(comparison, after, after->least), limit(comparison, after, after->most),
             limit(comparison, before, before->least), limit(comparison, before, before->most));
    }
    if (before->max_length != after->max_length) {
        tell(comparison, after->max_length < before->max_length ? CODEBOOK_TOUCHES : CODEBOOK_TOLD,
             "takes %zu characters instead of %zu", after->max_length, before->max_length);
    }
}

static void compare_words(struct comparison *comparison, const struct codebook_variable *before,
                          const struct codebook_variable *after)
{
    compare_wording(comparison, "asks", before->label, after->label);
    if (!same_words(before->hint, after->hint) || !same_words(before->description, after->description)) {
        tell(comparison, CODEBOOK_TOLD, "is explained otherwise");
    }
    if (!text_equal(before->id, after->id)) {
        tell(comparison, CODEBOOK_TOLD, "is numbered %s instead of %s", after->id, before->id);
    }
    if (!text_equal(before->page->name, after->page->name)) {
        tell(comparison, CODEBOOK_TOLD, "moves from page %s to %s", before->page->name, after->page->name);
    }
}

static void compare_rules(struct comparison *comparison, const struct codebook_variable *before,
                          const struct codebook_variable *after)
{
    if (before->gates != after->gates || before->obligatory != after->obligatory) {
        tell(comparison, CODEBOOK_TOLD, "is asked for by other gates");
    }
    if (before->source != after->source) {
        tell(comparison, CODEBOOK_TOLD, "is supplied by %s instead of %s", after->source_text, before->source_text);
    }
    if (!text_equal(rules_of(comparison, before), rules_of(comparison, after))) {
        tell(comparison, CODEBOOK_TOLD, "has other rules");
    }
}

/* With other decimals the numbers that are held would be others. */
static bool same_values(const struct codebook_variable *before, const struct codebook_variable *after)
{
    return before->type == after->type && before->decimals == after->decimals;
}

static bool same_table(const struct codebook_variable *before, const struct codebook_variable *after)
{
    if (before->page->repeats != after->page->repeats) {
        return false;
    }
    return before->group == NULL || after->group == NULL ? before->group == after->group
                                                         : text_equal(before->group->name, after->group->name);
}

static void compare_variable(struct comparison *comparison, const struct codebook_variable *before,
                             const struct codebook_variable *after)
{
    comparison->variable = before;
    comparison->line = after->line;
    if (!same_values(before, after) || !same_table(before, after)) {
        tell(comparison, CODEBOOK_NEVER, "is of another type: end it, and add one of another name");
        return;
    }
    compare_words(comparison, before, after);
    compare_validity(comparison, before->validity, after->validity);
    compare_limits(comparison, before, after);
    compare_rules(comparison, before, after);
    compare_codes(comparison, before, after);
}

/* Those that come or go are told of with the codes that are counted in them. */
static void compare_classes(struct comparison *comparison, const struct codebook_register *before,
                            const struct codebook_register *after)
{
    for (size_t i = 0; i < after->class_count; i++) {
        const struct codebook_class *now = &after->classes[i];
        const struct codebook_class *then = codebook_find_class(before, now->name);
        if (then != NULL && !same_words(then->title, now->title)) {
            tell(comparison, CODEBOOK_TOLD, "the class %s is called \"%s\" instead of \"%s\"", now->name, now->title.bokmal,
                 then->title.bokmal);
        }
        if (then != NULL && then->counted != now->counted) {
            tell(comparison, CODEBOOK_TOLD, now->counted ? "the class %s is part of the whole that shares are of"
                                                         : "the class %s is no part of the whole that shares are of any more",
                 now->name);
        }
    }
}

static void compare_register(struct comparison *comparison, const struct codebook_register *before,
                             const struct codebook_register *after)
{
    if (date_compare(before->first_date, after->first_date) != 0) {
        tell(comparison, CODEBOOK_TOLD, "the register's first date is %s instead of %s",
             day(comparison, after->first_date), day(comparison, before->first_date));
    }
    if (before->annual_report != after->annual_report) {
        tell(comparison, CODEBOOK_TOLD, after->annual_report ? "the register has an annual report from now on"
                                                             : "the register has no annual report any more");
    }
}

struct codebook_differences codebook_compare(struct arena *arena, const struct codebook_register *before,
                                             const struct codebook_register *after)
{
    struct comparison comparison = {.arena = arena};
    compare_register(&comparison, before, after);
    compare_classes(&comparison, before, after);
    for (size_t i = 0; i < after->variable_count; i++) {
        const struct codebook_variable *held = codebook_find_variable(before, after->variables[i]->name);
        if (held != NULL) {
            compare_variable(&comparison, held, after->variables[i]);
            continue;
        }
        comparison.variable = after->variables[i];
        comparison.line = after->variables[i]->line;
        tell(&comparison, CODEBOOK_NEW, "is new");
    }
    comparison.line = 0;
    for (size_t i = 0; i < before->variable_count; i++) {
        if (codebook_find_variable(after, before->variables[i]->name) == NULL) {
            comparison.variable = before->variables[i];
            tell(&comparison, CODEBOOK_TOUCHES, "is gone: what was answered is kept in the database, but not shown");
        }
    }
    return (struct codebook_differences){comparison.items, comparison.count};
}
