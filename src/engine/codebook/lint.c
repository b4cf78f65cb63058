/* Periods of codes and variables: gaps, overlaps, and what is over before it begins. */
#include "engine/codebook/lint.h"

#include <stdio.h>

#include "engine/base/text.h"
#include "engine/codebook/lint_work.h"

void lint_say(struct lint *lint, bool refused, int line, const char *format, ...)
{
    if (lint->findings.count == CODEBOOK_FINDINGS_MOST) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    lint->findings.items[lint->findings.count++] =
        (struct codebook_finding){refused, line, arena_vprintf(lint->arena, format, arguments)};
    va_end(arguments);
}

const char *lint_day(struct lint *lint, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_format_iso(date, text);
    return arena_copy(lint->arena, text);
}

const char *lint_period(struct lint *lint, struct codebook_validity period)
{
    const char *from = lint_day(lint, period.from);
    return date_is_set(period.to) ? arena_printf(lint->arena, "%s to %s", from, lint_day(lint, period.to))
                                  : arena_printf(lint->arena, "%s on", from);
}

struct date lint_day_after(struct date date)
{
    return date_add_days(date, 1);
}

static struct date earlier_end(struct date a, struct date b)
{
    if (!date_is_set(a) || !date_is_set(b)) {
        return date_is_set(a) ? a : b;
    }
    return date_compare(a, b) < 0 ? a : b;
}

bool lint_common(struct codebook_validity a, struct codebook_validity b, struct codebook_validity *common_out)
{
    common_out->from = date_compare(a.from, b.from) > 0 ? a.from : b.from;
    common_out->to = earlier_end(a.to, b.to);
    return !date_is_set(common_out->to) || date_compare(common_out->from, common_out->to) <= 0;
}

/* The last day of an unbroken row of valid codes that begins at `day`; `day` itself unset where none is valid then. */
static bool lint_reach(const struct codebook_variable *owner,
                       bool (*counts)(const struct codebook_code *code, const void *context), const void *context,
                       struct date day, struct date *last_out)
{
    bool valid = false;
    for (size_t i = 0; i < owner->code_count; i++) {
        const struct codebook_code *code = &owner->codes[i];
        if (!counts(code, context) || !codebook_valid_at(code->validity, day)) {
            continue;
        }
        if (!date_is_set(code->validity.to)) {
            *last_out = DATE_NONE;
            return true;
        }
        *last_out = !valid || date_compare(code->validity.to, *last_out) > 0 ? code->validity.to : *last_out;
        valid = true;
    }
    return valid;
}

/* The day before the next counted code begins; unset where none does. */
static struct date lint_gap_end(const struct codebook_variable *owner,
                                bool (*counts)(const struct codebook_code *code, const void *context),
                                const void *context, struct date day, struct date end)
{
    struct date next = DATE_NONE;
    for (size_t i = 0; i < owner->code_count; i++) {
        struct date from = owner->codes[i].validity.from;
        if (counts(&owner->codes[i], context) && date_compare(from, day) > 0) {
            next = earlier_end(next, from);
        }
    }
    return date_is_set(next) ? earlier_end(date_add_days(next, -1), end) : end;
}

bool lint_gap(struct lint *lint, const struct codebook_variable *within, const struct codebook_variable *owner,
              bool (*counts)(const struct codebook_code *code, const void *context), const void *context,
              struct codebook_validity *gap_out)
{
    struct codebook_validity time;
    struct date last = DATE_NONE;
    if (!lint_common(within->validity, (struct codebook_validity){lint->reg->first_date, DATE_NONE}, &time)) {
        return false;
    }
    struct date day = time.from;
    while (lint_reach(owner, counts, context, day, &last)) {
        if (!date_is_set(last) || (date_is_set(time.to) && date_compare(last, time.to) >= 0)) {
            return false;
        }
        day = lint_day_after(last);
    }
    *gap_out = (struct codebook_validity){day, lint_gap_end(owner, counts, context, day, time.to)};
    return true;
}

static bool is_offered(const struct codebook_code *code, const void *context)
{
    (void)context;
    return code->offered;
}

/* A question without answers is empty; one that a gate asks for besides can never be answered. */
static void lint_answers(struct lint *lint, const struct codebook_variable *variable)
{
    struct codebook_validity gap;
    if (variable->code_count == 0 || !codebook_is_asked(variable) ||
        !lint_gap(lint, variable, variable, is_offered, NULL, &gap)) {
        return;
    }
    lint_say(lint, variable->gates != 0, variable->line, "%s: %s no code can be chosen%s", variable->name,
             lint_period(lint, gap), variable->gates != 0 ? ", but a gate asks for an answer" : "");
}

/* Two that say the same are one that was numbered anew: they should follow each other without a gap. */
static void lint_pair(struct lint *lint, const struct codebook_variable *variable, const struct codebook_code *first,
                      const struct codebook_code *second)
{
    struct codebook_validity common;
    if ((first->computed == NULL) != (second->computed == NULL)) {
        return; /* the same cause, told by people and found out by the register: neither is the other numbered anew */
    }
    if (lint_common(first->validity, second->validity, &common)) {
        lint_say(lint, false, second->line, "%s: codes %d and %d have the same text, and %s both are valid",
                 variable->name, first->number, second->number, lint_period(lint, common));
        return;
    }
    bool in_order = date_compare(first->validity.from, second->validity.from) < 0;
    const struct codebook_code *older = in_order ? first : second, *newer = in_order ? second : first;
    struct date after = lint_day_after(older->validity.to);
    if (date_compare(after, newer->validity.from) < 0) {
        struct codebook_validity gap = {after, date_add_days(newer->validity.from, -1)};
        lint_say(lint, false, newer->line, "%s: codes %d and %d have the same text, and %s neither is valid",
                 variable->name, older->number, newer->number, lint_period(lint, gap));
    }
}

static void lint_codes(struct lint *lint, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];
        if (date_is_set(code->validity.to) && date_compare(code->validity.to, lint->reg->first_date) < 0) {
            lint_say(lint, false, code->line, "%s: code %d ended before the register's first date: nobody could choose it",
                     variable->name, code->number);
        }
        for (size_t j = 0; j < i; j++) {
            if (text_equal(code->text.bokmal, variable->codes[j].text.bokmal)) {
                lint_pair(lint, variable, &variable->codes[j], code);
            }
        }
    }
}

static void lint_question_twice(struct lint *lint, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->index; i++) {
        const struct codebook_variable *other = lint->reg->variables[i];
        struct codebook_validity common;
        if (other->page == variable->page && other->group == variable->group &&
            text_equal(other->label.bokmal, variable->label.bokmal) && lint_common(other->validity, variable->validity, &common)) {
            lint_say(lint, false, variable->line, "%s and %s ask the same, and %s both are asked", other->name,
                     variable->name, lint_period(lint, common));
        }
    }
}

static void lint_variable(struct lint *lint, const struct codebook_variable *variable)
{
    struct date to = variable->validity.to;
    if (date_is_set(to) && date_compare(to, lint->reg->first_date) < 0) {
        lint_say(lint, false, variable->line, "%s ended before the register's first date: nobody was asked", variable->name);
    }
    lint_answers(lint, variable);
    lint_codes(lint, variable);
    lint_question_twice(lint, variable);
    lint_rules(lint, variable);
}

/* Validity is judged at this date for as long as the page is in use. */
static void lint_page(struct lint *lint, const struct codebook_page *page)
{
    if (date_is_set(page->judged_by->validity.to)) {
        lint_say(lint, true, page->judged_by->line, "%s ends %s, but page %s is judged by it", page->judged_by->name,
                 lint_day(lint, page->judged_by->validity.to), page->name);
    }
}

struct codebook_findings codebook_lint(struct arena *arena, const struct codebook *codebook)
{
    struct lint lint = {.arena = arena};
    lint.findings.items = arena_alloc_many(arena, CODEBOOK_FINDINGS_MOST, sizeof *lint.findings.items);
    for (size_t i = 0; i < codebook->register_count; i++) {
        lint.reg = &codebook->registers[i];
        for (size_t j = 0; j < lint.reg->page_count; j++) {
            lint_page(&lint, &lint.reg->pages[j]);
        }
        for (size_t j = 0; j < lint.reg->variable_count; j++) {
            lint_variable(&lint, lint.reg->variables[j]);
        }
    }
    lint_wordings(&lint, codebook); /* last: there may be many */
    return lint.findings;
}
