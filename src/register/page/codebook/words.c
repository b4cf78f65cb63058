/* Types, gates, conditions and rules of the codebook in words. */
#include "register/page/codebook/words.h"

#include "engine/base/buffer.h"
#include "engine/base/decimal.h"
#include "engine/base/words.h"

enum { WORDS_AT_MOST = 64 * 1024 };

static void add_word(struct words *words, const char *word)
{
    words->items[words->count++] = word;
}

const char *words_join(struct arena *arena, struct words words, const char *between)
{
    struct buffer out;

    buffer_init(&out, arena, WORDS_AT_MOST);
    for (size_t i = 0; i < words.count; i++) {
        buffer_add_text(&out, i > 0 ? between : "");
        buffer_add_text(&out, words.items[i]);
    }
    return buffer_text(&out);
}

const char *words_type(struct arena *arena, const struct codebook_variable *variable)
{
    static const char *const types[] = {
        [CODEBOOK_TEXT] = N_("tekst"),    [CODEBOOK_INTEGER] = N_("heltall"),     [CODEBOOK_DATE] = N_("dato"),
        [CODEBOOK_CODE] = N_("én kode"), [CODEBOOK_CODES] = N_("flere koder"), [CODEBOOK_GROUP] = N_("tabell"),
    };

    const char *type = variable->decimals > 0 ? _("desimaltall") : words_text(types[variable->type]);

    return arena_printf(arena, "%s (%s)", variable->type_text, type);
}

const char *words_importance(const struct codebook_variable *variable)
{
    return variable->obligatory ? _("obligatorisk") : _("ikke obligatorisk");
}

const char *words_validity(struct arena *arena, struct codebook_validity validity)
{
    char from[DATE_TEXT_SIZE];
    char to[DATE_TEXT_SIZE];

    date_format_norwegian(validity.from, from);
    date_format_norwegian(validity.to, to);
    return date_is_set(validity.to) ? arena_printf(arena, "%s–%s", from, to) : arena_printf(arena, _("fra %s"), from);
}

const char *words_gates(struct arena *arena, const struct codebook_variable *variable)
{
    static const struct {
        unsigned gate;
        const char *word;
    } gates[] = {
        {CODEBOOK_GATE_CREATE, N_("når deltakeren opprettes")},
        {CODEBOOK_GATE_ANNUAL, N_("i årsrapporten")},
        {CODEBOOK_GATE_ANNUAL_ENDED, N_("i årsrapporten for det året deltakeren avslutter")},
        {CODEBOOK_GATE_DISCHARGE, N_("ved utskriving")},
    };
    enum { COUNT = sizeof gates / sizeof *gates };
    const char *items[COUNT];
    struct words words = {items, 0};

    for (size_t i = 0; i < COUNT; i++)
        if (variable->gates & gates[i].gate)
            add_word(&words, variable->page->repeats ? _("når raden lagres") : words_text(gates[i].word));
    if (words.count == 0)
        return _("aldri");
    if (words.count == 1)
        return items[0];
    words.count--;
    return arena_printf(arena, _("%s og %s"), words_join(arena, words, ", "), items[words.count]);
}

static const char *code_numbers(struct arena *arena, const struct codebook_condition *condition)
{
    struct buffer out;

    buffer_init(&out, arena, WORDS_AT_MOST);
    for (size_t i = 0; i < condition->code_count; i++)
        buffer_add_format(&out, "%s%d", i > 0 ? ", " : "", condition->codes[i]);
    return buffer_text(&out);
}

static const char *code_condition(struct arena *arena, const struct codebook_condition *condition)
{
    bool has = condition->kind == CODEBOOK_HAS;
    const char *codes = code_numbers(arena, condition);

    if (condition->code_count == 1)
        return arena_printf(arena, has ? _("%s har kode %s") : _("%s har ikke kode %s"), condition->variable->name,
                            codes);
    return arena_printf(arena, has ? _("%s har minst én av kodene %s") : _("%s har ingen av kodene %s"),
                        condition->variable->name, codes);
}

static const char *condition_words(struct arena *arena, const struct codebook_condition *condition)
{
    const char *joined = NULL;

    if (condition->kind == CODEBOOK_HAS || condition->kind == CODEBOOK_LACKS)
        return code_condition(arena, condition);
    if (condition->kind == CODEBOOK_FACT)
        return arena_printf(arena, _("%s, som registeret vet"), condition->fact);
    for (size_t i = 0; i < condition->part_count; i++) {
        const struct codebook_condition *part = &condition->parts[i];
        const char *said = condition_words(arena, part);

        if (part->part_count > 0)
            said = arena_printf(arena, "(%s)", said);
        if (joined)
            said = arena_printf(arena, condition->kind == CODEBOOK_ALL ? _("%s og %s") : _("%s eller %s"), joined,
                                said);
        joined = said;
    }
    return joined;
}

/* The reasons as the caseworker reads them, and exactly. */
static void add_conditions(struct arena *arena, struct words *words, const struct codebook_variable *variable)
{
    if (variable->opens)
        add_word(words, arena_printf(arena, _("%s Åpent når %s."), wording_shown(variable->opens_text),
                                     condition_words(arena, variable->opens)));
    if (variable->locks)
        add_word(words, arena_printf(arena, _("%s Låst når %s."), wording_shown(variable->locks_text),
                                     condition_words(arena, variable->locks)));
}

static void add_limits(struct arena *arena, struct words *words, const struct codebook_variable *variable)
{
    if (variable->decimals > 0)
        add_word(words, arena_printf(arena, _("Tall fra %s til %s, med høyst %u siffer etter komma."),
                                     decimal_write(arena, variable->least, variable->decimals, ','),
                                     decimal_write(arena, variable->most, variable->decimals, ','), variable->decimals));
    else if (variable->type == CODEBOOK_INTEGER)
        add_word(words, arena_printf(arena, _("Heltall fra %lld til %lld."), variable->least, variable->most));
    if (variable->type == CODEBOOK_TEXT)
        add_word(words, arena_printf(arena, _("Høyst %zu tegn."), variable->max_length));
    if (variable->format)
        add_word(words, arena_printf(arena, _("Kontrolleres som %s."), variable->format));
}

static const char *rule_words(struct arena *arena, const struct codebook_variable *variable, const struct codebook_rule *rule)
{
    const char *message = wording_shown(rule->message);

    if (rule->kind == CODEBOOK_USUAL)
        return arena_printf(arena, _("Må bekreftes når det er mer enn %s: %s"),
                            decimal_write(arena, rule->most, variable->decimals, ','), message);
    return rule->warning ? arena_printf(arena, _("Bare en påminnelse: %s"), message) : message;
}

struct words words_rules(struct arena *arena, const struct codebook_variable *variable)
{
    enum { OWN = 5 }; /* two conditions, two limits, the format */
    struct words words = {arena_alloc_many(arena, variable->rule_count + OWN, sizeof *words.items), 0};

    add_conditions(arena, &words, variable);
    add_limits(arena, &words, variable);
    for (size_t i = 0; i < variable->rule_count; i++) {
        const struct codebook_rule *rule = &variable->rules[i];

        add_word(&words, rule_words(arena, variable, rule));
    }
    return words;
}

struct words words_columns(struct arena *arena, const struct columns *columns,
                           const struct codebook_variable *variable)
{
    struct words words = {arena_alloc_many(arena, columns->count + 1, sizeof *words.items), 0};

    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].variable == variable)
            add_word(&words, columns->items[i].heading);
    return words;
}

const char *words_code(struct arena *arena, const struct codebook_code *code)
{
    const char *items[2];
    struct words words = {items, 0};

    if (code->exclusive)
        add_word(&words, _("Kan ikke velges sammen med andre."));
    if (code->computed)
        add_word(&words, _("Registeret finner det ut selv."));
    else if (!code->offered)
        add_word(&words, _("Kan ikke velges på nytt."));
    return words.count > 0 ? words_join(arena, words, " ") : NULL;
}
