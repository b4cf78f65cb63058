/* What was typed, to a value or to what is wrong with it. */
#include <assert.h>
#include <string.h>

#include "engine/answer/answer.h"
#include "engine/answer/rules.h"
#include "engine/base/decimal.h"
#include "engine/base/text.h"
#include "engine/base/words.h"

struct parse {
    struct arena *arena;
    const struct codebook_variable *variable;
    const struct answer_world *world;
    struct answer answer;
    const char *problem;
};

static void parse_format(struct parse *parse, const char *typed)
{
    const struct answer_format *format = parse->world->formats;
    while (format != NULL && format->name != NULL && !text_equal(format->name, parse->variable->format)) {
        format++;
    }
    assert(format != NULL && format->name != NULL);
    const char *text = NULL;
    parse->problem = format->parse(parse->arena, typed, format->context, &text);
    parse->answer.text = text;
}

static void parse_text(struct parse *parse, const char *typed)
{
    size_t most = parse->variable->max_length;
    if (parse->variable->format != NULL) {
        parse_format(parse, typed);
    } else if (strpbrk(typed, "\t\r\n") != NULL) {
        parse->problem = _("Skriv svaret på én linje.");
    } else {
        parse->answer.text = typed;
    }
    if (parse->problem == NULL && text_length(parse->answer.text) > most) {
        parse->problem = arena_printf(parse->arena, _("Skriv høyst %zu tegn."), most);
    }
}

static const char *parse_limits(struct arena *arena, const struct codebook_variable *variable)
{
    if (variable->decimals > 0) {
        return arena_printf(arena, _("Skriv et tall fra %s til %s, med høyst %u siffer etter komma."),
                            decimal_write(arena, variable->least, variable->decimals, ','),
                            decimal_write(arena, variable->most, variable->decimals, ','), variable->decimals);
    }
    return arena_printf(arena, _("Skriv et helt tall fra %lld til %lld."), variable->least, variable->most);
}

static void parse_integer(struct parse *parse, const char *typed)
{
    const struct codebook_variable *variable = parse->variable;
    long long number;
    if (!decimal_read(typed, variable->decimals, variable->least, variable->most, &number)) {
        parse->problem = parse_limits(parse->arena, variable);
        return;
    }
    parse->answer.text = arena_printf(parse->arena, "%lld", number);
}

/* The first own-field rule the date breaks. Warnings are judged, not parsed. */
static const char *parse_broken_rule(const struct parse *parse, struct date date)
{
    for (size_t i = 0; i < parse->variable->rule_count; i++) {
        const struct codebook_rule *rule = &parse->variable->rules[i];
        if (!rule->warning && rule_broken_alone(rule, date, parse->world->today)) {
            return wording_shown(rule->message);
        }
    }
    return NULL;
}

static void parse_date(struct parse *parse, const char *typed)
{
    struct date date;
    if (!date_parse_typed(typed, parse->world->today, &date)) {
        parse->problem = _("Skriv en dato som finnes, slik: dd.mm.åååå.");
        return;
    }
    parse->problem = parse_broken_rule(parse, date);
    char text[DATE_TEXT_SIZE];
    date_format_iso(date, text);
    parse->answer.text = arena_copy(parse->arena, text);
}

static const struct codebook_code *parse_one_code(const struct codebook_variable *variable, const char *typed)
{
    long long number;
    bool readable = typed[0] != '-' && text_to_integer(typed, 0, CODEBOOK_CODE_MOST, &number);
    return readable ? codebook_find_code(variable, (int)number) : NULL;
}

static void parse_code(struct parse *parse, const char *typed)
{
    const struct codebook_code *code = parse_one_code(parse->variable, typed);
    if (code == NULL) {
        parse->problem = _("Velg et av svarene i listen.");
        return;
    }
    parse->answer.text = arena_printf(parse->arena, "%d", code->number);
}

/* Codes in the codebook's order are not always ascending: an insertion keeps the value canonical. */
static size_t parse_insert(int *codes, size_t count, int number)
{
    size_t at = count;
    while (at > 0 && codes[at - 1] > number) {
        at--;
    }
    if (at > 0 && codes[at - 1] == number) {
        return count;
    }
    memmove(&codes[at + 1], &codes[at], (count - at) * sizeof *codes);
    codes[at] = number;
    return count + 1;
}

static void parse_codes(struct parse *parse, const char *const *typed, size_t count)
{
    const struct codebook_code *exclusive = NULL;
    int *codes = arena_alloc_many(parse->arena, parse->variable->code_count + 1, sizeof *codes);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct codebook_code *code = parse_one_code(parse->variable, typed[i]);
        if (code == NULL) {
            parse->problem = _("Velg blant svarene i listen.");
            return;
        }
        kept = parse_insert(codes, kept, code->number);
        exclusive = code->exclusive ? code : exclusive;
    }
    if (exclusive != NULL && kept > 1) {
        parse->problem = arena_printf(
            parse->arena, _("Velg enten «%s» eller de andre svarene, ikke begge deler."),
            wording_shown(exclusive->text));
        return;
    }
    parse->answer.codes = codes;
    parse->answer.code_count = kept;
}

static void parse_single(struct parse *parse, const char *const *typed, size_t count)
{
    if (count > 1) {
        parse->problem = _("Gi bare ett svar.");
        return;
    }
    static void (*const parsers[])(struct parse *, const char *) = {[CODEBOOK_TEXT] = parse_text,
                                                                    [CODEBOOK_INTEGER] = parse_integer,
                                                                    [CODEBOOK_DATE] = parse_date,
                                                                    [CODEBOOK_CODE] = parse_code};
    parsers[parse->variable->type](parse, typed[0]);
}

/* Trimmed, without the empty ones; NULL where a text is not clean. */
static const char **parse_clean(struct arena *arena, const char *const *typed, size_t count,
                                size_t *count_out)
{
    const char **clean = arena_alloc_many(arena, count, sizeof *clean);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!text_is_clean(typed[i], strlen(typed[i]))) {
            return NULL;
        }
        if (!text_is_empty(typed[i])) {
            clean[kept++] = text_trim(arena, typed[i]);
        }
    }
    *count_out = kept;
    return clean;
}

bool answer_parse(struct arena *arena, const struct codebook_variable *variable, const char *const *typed,
                  size_t typed_count, const struct answer_world *world, struct answer *answer_out,
                  const char **problem_out)
{
    struct parse parse = {.arena = arena, .variable = variable, .world = world};
    size_t count = 0;
    const char **clean = parse_clean(arena, typed, typed_count, &count);
    if (clean == NULL) {
        parse.problem = _("Svaret har tegn som ikke kan brukes. Skriv det på nytt.");
    } else if (variable->type == CODEBOOK_GROUP || variable->group != NULL) {
        parse.problem = count > 0 ? _("Tabellen kan ikke endres her.") : NULL;
    } else if (count > 0 && variable->type == CODEBOOK_CODES) {
        parse_codes(&parse, clean, count);
    } else if (count > 0) {
        parse_single(&parse, clean, count);
    }
    *answer_out = parse.problem == NULL ? parse.answer : (struct answer){0};
    *problem_out = parse.problem;
    return parse.problem == NULL;
}
