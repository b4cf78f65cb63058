/* A card with rows of one kind. */
#include "register/page/introduksjon/row_card.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/page/introduksjon/person_open.h"

/* The columns that differ from kind to kind; a termination has its own kind before them. */
static const char *const columns[ROW_KINDS][4] = {
    [ROW_DECISION] = {"vedtakstype", "vedtaksresultat", "vedtaksdato"},
    [ROW_GOAL] = {"sluttmal", "sluttmal_dato"},
    [ROW_TERMINATION] = {"avslutningsarsak", "timer_per_uke", "avslutningsdato"},
};

/* What a row is called by, and when it was. */
static const struct {
    const char *what, *when;
} titles[ROW_KINDS] = {
    [ROW_DECISION] = {"vedtakstype", "vedtaksdato"},
    [ROW_GOAL] = {"sluttmal", "sluttmal_dato"},
    [ROW_TERMINATION] = {"avslutningsarsak", "avslutningsdato"},
};

const char *row_history(enum row_kind kind)
{
    return kind == ROW_TERMINATION ? "historikk" : row_kind_name(kind);
}

const struct codebook_code *row_cause(const struct codebook_register *reg, const struct answers *answers)
{
    return codebook_find_code(codebook_find_variable(reg, "avslutningsarsak"), person_code(answers, "avslutningsarsak"));
}

static const char *shown(struct arena *arena, const struct answers *answers, const char *name)
{
    return answer_show(arena, codebook_find_variable(answers->reg, name), answers_get_named(answers, name));
}

void row_title_set(struct visit *visit, struct values *values, const char *name, enum row_kind kind,
                   const struct answers *answers)
{
    values_set(values, name,
               arena_printf(visit->arena, "%s, %s", shown(visit->arena, answers, titles[kind].what),
                            shown(visit->arena, answers, titles[kind].when)));
    worded_mark_answer(values, name, codebook_find_variable(answers->reg, titles[kind].what),
                       answers_get_named(answers, titles[kind].what));
}

/* "Stans" where the rule engine ended it since a decision stopped it for good. */
static const char *end_kind(const struct answers *answers)
{
    const struct codebook_code *cause = row_cause(answers->reg, answers);

    return cause && text_equal(cause->computed, computed_cause_name(COMPUTED_PERMANENT_STOP)) ? _("Stans")
                                                                                             : _("Ordinær avslutning");
}

static void fill_columns(const struct codebook_register *reg, struct values *card, enum row_kind kind)
{
    if (kind == ROW_TERMINATION)
        worded_set(values_section(card, "COLUMN"), "COLUMN_TITLE",
                   codebook_find_page(reg, row_kind_name(kind))->title);
    for (size_t i = 0; columns[kind][i]; i++)
        worded_set(values_section(card, "COLUMN"), "COLUMN_TITLE",
                   codebook_find_variable(reg, columns[kind][i])->label);
}

static const char *or_none(const char *text)
{
    return text_is_empty(text) ? "–" : text;
}

/* The first cell is the row's heading, and says of a deleted one that it is. */
static struct values *new_cell(struct values *row, bool is_first, bool is_deleted)
{
    struct values *cell = values_section(row, is_first ? "HEAD" : "CELL");

    if (is_first && is_deleted)
        values_show(cell, "IS_DELETED");
    return cell;
}

static void fill_cells(struct visit *visit, struct values *row, enum row_kind kind, const struct person_row *one)
{
    const struct codebook_register *reg = visit->reg;
    bool is_first = true;

    if (kind == ROW_TERMINATION) {
        struct values *cell = new_cell(row, true, one->deleted_at != NULL);

        worded_set(cell, "CELL_COLUMN", codebook_find_page(reg, row_kind_name(kind))->title);
        values_set(cell, "CELL_TEXT", end_kind(one->answers));
        is_first = false;
    }
    for (size_t i = 0; columns[kind][i]; i++, is_first = false) {
        const struct codebook_variable *variable = codebook_find_variable(reg, columns[kind][i]);
        const struct answer *answer = answers_get(one->answers, variable);
        struct values *cell = new_cell(row, is_first, one->deleted_at != NULL);

        worded_set(cell, "CELL_COLUMN", variable->label);
        values_set(cell, "CELL_TEXT", or_none(answer_show(visit->arena, variable, answer)));
        worded_mark_answer(cell, "CELL_TEXT", variable, answer);
    }
}

static void fill_row(struct visit *visit, struct values *shown_card, const struct row_card *card,
                     const struct person_row *one)
{
    struct values *row = values_section(shown_card, "ROW");
    struct values *details;

    if (one->deleted_at)
        values_show(row, "DELETED");
    fill_cells(visit, row, card->kind, one);
    values_set(row, "ENTERED_BY", one->entered_by_name);
    values_set(row, "PLACE", person_place(visit, card->person));
    if (!card->links)
        return;
    details = values_section(row, "DETAILS");
    values_set(details, "ROW_PATH", person_row_path(visit->arena, one->id));
    row_title_set(visit, details, "ROW_TITLE", card->kind, one->answers);
}

/* The newest that stands, by its date; where none does, the one entered last. Terminations: at most one stands. */
static const struct person_row *newest(const struct row_card *card)
{
    const struct person_row *rows = card->person->rows[card->kind], *found = NULL;
    size_t count = card->person->row_count[card->kind];
    const char *when = titles[card->kind].when;

    for (size_t i = 0; i < count; i++)
        if (!rows[i].deleted_at &&
            (!found || date_compare(answer_date(answers_get_named(rows[i].answers, when)),
                                    answer_date(answers_get_named(found->answers, when))) >= 0))
            found = &rows[i];
    return found || count == 0 ? found : &rows[count - 1];
}

static void fill_rows(struct visit *visit, struct values *shown_card, const struct row_card *card)
{
    const struct person_row *only = newest(card);
    size_t count = card->person->row_count[card->kind];

    for (size_t i = 0; i < count; i++)
        if (card->all || &card->person->rows[card->kind][i] == only)
            fill_row(visit, shown_card, card, &card->person->rows[card->kind][i]);
}

static const char *history_words(enum row_kind kind, bool all)
{
    static const char *const words[ROW_KINDS][2] = {
        [ROW_DECISION] = {N_("Vis alle vedtak"), N_("Vis nyeste vedtak")},
        [ROW_GOAL] = {N_("Vis alle sluttmål"), N_("Vis nyeste sluttmål")},
        [ROW_TERMINATION] = {N_("Vis all avslutningshistorikk"), N_("Vis nyeste avslutningshistorikk")},
    };

    return words_text(words[kind][all]);
}

static void fill_links(struct visit *visit, struct values *shown_card, const struct row_card *card)
{
    const struct person *person = card->person;
    const struct person_row *end = card->kind == ROW_TERMINATION ? person_end(person) : NULL;

    if (person->may_change && (!end || end->is_computed)) /* what the municipality entered is changed, or reopened */
        values_show(shown_card, "ADD");
    if (person->may_change && end)
        values_show(shown_card, "REOPEN");
    if (person->row_count[card->kind] > 1) {
        struct values *history = values_section(shown_card, "HISTORY");

        values_set(history, "HISTORY_TEXT", history_words(card->kind, card->all));
        values_set(history, "HISTORY_QUERY",
                   card->all ? card->queries
                             : arena_printf(visit->arena, "%s%s=alle", card->queries, row_history(card->kind)));
    }
}

void row_card_show(struct visit *visit, struct values *page, const struct row_card *card)
{
    struct values *shown_card = values_include(page, "CARD", "introduksjon-kort.html");
    struct values *table;

    values_set(shown_card, "ID", person_path(visit->arena, card->person));
    values_set(shown_card, "KIND", row_kind_name(card->kind));
    worded_set(shown_card, "TITLE", codebook_find_page(visit->reg, row_kind_name(card->kind))->title);
    values_show(shown_card, card->links ? "USUAL" : "NOW");
    if (card->links)
        fill_links(visit, shown_card, card);
    if (card->person->row_count[card->kind] == 0) {
        values_show(shown_card, "NONE");
        return;
    }
    table = values_section(shown_card, "SOME");
    if (card->links)
        values_show(table, "HANDLING");
    fill_columns(visit->reg, table, card->kind);
    fill_rows(visit, table, card);
}
