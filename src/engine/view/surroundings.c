/* What stands around a question's control: description, help, marks, rules for the script, messages. */
#include "engine/view/drawing.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/rule.h"
#include "engine/view/worded.h"

static void add_line(struct values *values, const char *text) {
    if (!text_is_empty(text))
        values_set(values_section(values, "LINE"), "LINE_TEXT", text);
}

static void add_worded_line(struct values *values, struct wording text) {
    if (text.bokmal)
        worded_set(values_section(values, "LINE"), "LINE_TEXT", text);
}

static const char *source_note(const struct drawing *d) {
    if (d->extra->note)
        return d->extra->note;
    switch (d->variable->source) {
    case CODEBOOK_SOURCE_SYSTEM:
        return _("Lages av registeret.");
    case CODEBOOK_SOURCE_FREG:
        return _("Hentes fra Folkeregisteret.");
    case CODEBOOK_SOURCE_PAD:
        return _("Hentes fra PAD, registeret over norskprøver.");
    case CODEBOOK_SOURCE_APPLICATION:
        return _("Følger av tilgangen din.");
    case CODEBOOK_SOURCE_MUNICIPALITY:
        return NULL;
    }
    return NULL;
}

/* The reason of a lock stands there from the start, hidden while it does not hold. */
static void add_lock_line(const struct drawing *d, struct values *described) {
    struct values *line = values_section(described, "LOCK_LINE");
    worded_set(line, "LOCK_TEXT", d->variable->locks_text);
    if (d->state->lock != ANSWER_LOCKED_RULE)
        values_show(line, "LOCK_HIDDEN");
}

static void show_description(const struct drawing *d) {
    const struct codebook_variable *variable = d->variable;
    bool elsewhere = control_is_locked(d->shape);
    const char *note = elsewhere ? source_note(d) : NULL;
    struct wording hint = elsewhere ? WORDING_NONE : variable->hint;
    bool opens = variable->opens && rule_follows_answers(variable->opens);
    if (!elsewhere && !hint.bokmal && d->shape == SHAPE_DATE)
        note = _("dd.mm.åååå");
    if (text_is_empty(note) && !hint.bokmal && !opens && !variable->locks)
        return;
    struct values *described = values_section(d->values, "DESCRIBED");
    add_line(described, note);
    add_worded_line(described, hint);
    add_worded_line(described, opens ? variable->opens_text : WORDING_NONE);
    if (variable->locks && !elsewhere)
        add_lock_line(d, described);
}

static void show_help(const struct drawing *d) {
    worded_set(values_section(d->values, "HELP"), "HELP_TEXT", d->variable->description);
}

static void show_rules(const struct drawing *d) {
    const struct codebook_variable *variable = d->variable;
    const struct answer_judgement *judgement = d->page->judgement;
    if (control_is_locked(d->shape))
        return;
    if (variable->opens && rule_follows_answers(variable->opens))
        values_set(values_section(d->values, "OPENS"), "OPENS_RULE",
                   rule_as_json(d->arena, variable->opens, variable->page, judgement));
    if (variable->locks && rule_follows_answers(variable->locks))
        values_set(values_section(d->values, "LOCKS"), "LOCKS_RULE",
                   rule_as_json(d->arena, variable->locks, variable->page, judgement));
}

/* The date that decides whether the question exists stands on the same page: so the page can tell at once. */
bool surroundings_validity_may_change(const struct codebook_variable *variable) {
    const struct codebook_variable *judged_by = variable->page->judged_by;
    return judged_by && judged_by->page == variable->page && date_is_set(variable->validity.to);
}

static void show_validity(const struct drawing *d) {
    char to[DATE_TEXT_SIZE];
    if (surroundings_validity_may_change(d->variable)) {
        struct values *valid = values_section(d->values, "VALID");
        date_format_iso(d->variable->validity.to, to);
        values_set(valid, "VALID_BY", d->variable->page->judged_by->name);
        values_set(valid, "VALID_TO", to);
    }
    if (d->state->lock == ANSWER_ABSENT && !d->extra->problem)
        values_show(d->values, "HIDDEN");
}

static void show_mark(const struct drawing *d) {
    if (control_is_locked(d->shape))
        return;
    values_show(d->values, d->variable->gates ? "REQUIRED" : "OPTIONAL");
    if (d->variable->gates & CODEBOOK_GATE_CREATE)
        values_show(d->values, "CREATES");
}

static const char *problem_of(const struct drawing *d) {
    const struct problem *broken = problems_find(&d->page->judgement->broken, d->variable->name);
    if (d->extra->problem)
        return d->extra->problem;
    return broken ? broken->message : NULL;
}

void surroundings_draw_messages(const struct drawing *d) {
    const struct problem *warning = problems_find(&d->page->judgement->warnings, d->variable->name);
    struct values *messages = values_include(d->values, "MESSAGES", "feltmelding.html");
    values_set(messages, "NAME", d->variable->name);
    if (problem_of(d))
        worded_set_message(values_section(messages, "PROBLEM"), "PROBLEM_TEXT", d->variable, problem_of(d));
    if (d->extra->stored && !answer_is_empty(d->extra->stored))
        values_set(values_section(messages, "STORED"), "STORED_TEXT",
                   d->extra->stored_shown ? d->extra->stored_shown
                                          : answer_show(d->arena, d->variable, d->extra->stored));
    if (warning)
        worded_set_message(values_section(messages, "WARNING"), "WARNING_TEXT", d->variable, warning->message);
    if (d->state->would_empty)
        values_set(values_section(messages, "WILL_EMPTY"), "EMPTIED_TEXT",
                   answer_show(d->arena, d->variable, d->answer));
}

void surroundings_draw_conflict(const struct drawing *d) {
    const struct question_conflict *conflict = d->extra->conflict;
    if (!conflict)
        return;
    struct values *shown = values_include(d->values, "CONFLICT", "konflikt.html");
    const char *theirs = answer_show(d->arena, d->variable, conflict->theirs);
    const char *mine = answer_show(d->arena, d->variable, conflict->mine);
    values_set(shown, "NAME", d->variable->name);
    worded_set(shown, "LABEL", d->variable->label);
    values_set(shown, "THEIR_NAME", conflict->their_name);
    values_set(shown, "THEIR_TIME", conflict->their_time);
    values_set_number(shown, "THEIR_VERSION", conflict->their_version);
    values_set(shown, "THEIR_ANSWER", text_is_empty(theirs) ? _("ikke besvart") : theirs);
    values_set(shown, "MY_ANSWER", text_is_empty(mine) ? _("ikke besvart") : mine);
}

void surroundings_draw(const struct drawing *d) {
    show_description(d);
    show_help(d);
    show_rules(d);
    show_validity(d);
    show_mark(d);
    surroundings_draw_conflict(d);
    surroundings_draw_messages(d);
    if (problem_of(d))
        values_show(d->values, "INVALID");
    if (d->extra->unsaved)
        values_show(d->values, "UNSAVED");
    if (d->state->lock == ANSWER_LOCKED_RULE)
        values_show(d->values, "LOCKED");
}
