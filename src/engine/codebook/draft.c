/* Typed values out of elements, and the first failure. */
#include "engine/codebook/draft.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/decimal.h"
#include "engine/base/text.h"

void draft_fail(struct draft *draft, long line, const char *format, ...)
{
    if (draft->why != NULL) {
        return;
    }
    char *reason = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&reason, format, arguments);
    va_end(arguments);
    if (length < 0 || asprintf(&draft->why, "%s:%ld: %s", draft->file, line, reason) < 0) {
        abort();
    }
    free(reason);
}

bool draft_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && text_equal((const char *)node->name, name);
}

bool draft_is_nynorsk(const xmlNode *node)
{
    xmlChar *language = xmlGetNsProp(node, (const xmlChar *)"lang", XML_XML_NAMESPACE);
    bool nynorsk = language != NULL && text_equal((const char *)language, "nn");
    xmlFree(language);
    return nynorsk;
}

const xmlNode *draft_any_child(const xmlNode *parent, const xmlNode *after)
{
    const xmlNode *node = after == NULL ? parent->children : after->next;
    while (node != NULL && node->type != XML_ELEMENT_NODE) {
        node = node->next;
    }
    return node;
}

const xmlNode *draft_child(const xmlNode *parent, const char *name, const xmlNode *after)
{
    const xmlNode *node = draft_any_child(parent, after);
    while (node != NULL && !draft_is(node, name)) {
        node = draft_any_child(parent, node);
    }
    return node;
}

size_t draft_count_children(const xmlNode *parent, const char *name)
{
    size_t count = 0;
    const xmlNode *node = NULL;
    while ((node = draft_child(parent, name, node)) != NULL) {
        count++;
    }
    return count;
}

long draft_line(const xmlNode *node)
{
    return xmlGetLineNo(node);
}

/* Trimmed, each run of blanks one space. */
static const char *draft_squeeze(struct draft *draft, const char *text)
{
    char *squeezed = arena_alloc(draft->arena, strlen(text) + 1);
    char *out = squeezed;
    for (; *text != '\0'; text++) {
        bool blank = strchr(" \t\r\n", *text) != NULL;
        if (!blank) {
            *out++ = *text;
        } else if (out > squeezed && out[-1] != ' ') {
            *out++ = ' ';
        }
    }
    if (out > squeezed && out[-1] == ' ') {
        out--;
    }
    *out = '\0';
    return squeezed;
}

static const char *draft_take(struct draft *draft, const xmlNode *node, xmlChar *owned)
{
    if (owned == NULL) {
        return NULL;
    }
    if (!text_is_clean((const char *)owned, strlen((const char *)owned))) {
        draft_fail(draft, draft_line(node), "a text holds characters that cannot be used");
    }
    const char *text = draft_squeeze(draft, (const char *)owned);
    xmlFree(owned);
    return text;
}

const char *draft_optional(struct draft *draft, const xmlNode *node, const char *attribute)
{
    return draft_take(draft, node, xmlGetNoNsProp(node, (const xmlChar *)attribute));
}

const char *draft_required(struct draft *draft, const xmlNode *node, const char *attribute)
{
    const char *text = draft_optional(draft, node, attribute);
    if (text == NULL || *text == '\0') {
        draft_fail(draft, draft_line(node), "%s lacks the attribute %s", (const char *)node->name, attribute);
        return "";
    }
    return text;
}

const char *draft_content(struct draft *draft, const xmlNode *node)
{
    const char *text = draft_take(draft, node, xmlNodeGetContent(node));
    if (text == NULL || *text == '\0') {
        draft_fail(draft, draft_line(node), "%s is empty", (const char *)node->name);
        return "";
    }
    return text;
}

struct date draft_date(struct draft *draft, const xmlNode *node, const char *attribute, bool required)
{
    const char *text =
        required ? draft_required(draft, node, attribute) : draft_optional(draft, node, attribute);
    struct date date = DATE_NONE;
    if (text != NULL && !date_parse_iso(text, &date)) {
        draft_fail(draft, draft_line(node), "%s=\"%s\" is no date (yyyy-mm-dd)", attribute, text);
    }
    return date;
}

long long draft_number(struct draft *draft, const xmlNode *node, const char *attribute, long long least,
                       long long most, long long without)
{
    const char *text = draft_optional(draft, node, attribute);
    long long number = without;
    if (text != NULL && !text_to_integer(text, least, most, &number)) {
        draft_fail(draft, draft_line(node), "%s=\"%s\" is no whole number from %lld to %lld", attribute, text,
                   least, most);
        return without;
    }
    return number;
}

long long draft_limit(struct draft *draft, const xmlNode *node, const char *attribute, unsigned decimals)
{
    const char *text = draft_optional(draft, node, attribute);
    long long number = 0, most = 9999;
    for (unsigned i = 0; i < decimals; i++) {
        most *= 10;
    }
    if (text != NULL && !decimal_read(text, decimals, 0, most, &number)) {
        draft_fail(draft, draft_line(node), "%s=\"%s\" is no number from 0 to 9999 with at most %u decimals", attribute,
                   text, decimals);
    }
    return number;
}

bool draft_is_said(struct draft *draft, const xmlNode *node, const char *attribute, const char *word)
{
    const char *text = draft_optional(draft, node, attribute);
    if (text != NULL && !text_equal(text, word)) {
        draft_fail(draft, draft_line(node), "%s=\"%s\" is not \"%s\"", attribute, text, word);
    }
    return text != NULL;
}

int draft_choice(struct draft *draft, const xmlNode *node, const char *attribute, const char *const *words,
                 int without)
{
    const char *text = draft_optional(draft, node, attribute);
    if (text == NULL) {
        return without;
    }
    for (int i = 0; words[i] != NULL; i++) {
        if (text_equal(words[i], text)) {
            return i;
        }
    }
    draft_fail(draft, draft_line(node), "%s=\"%s\" is not known", attribute, text);
    return without;
}

struct draft_words draft_split(struct draft *draft, const char *text)
{
    char *copy = arena_copy(draft->arena, text);
    struct draft_words words = {arena_alloc_many(draft->arena, strlen(text) / 2 + 1, sizeof *words.items), 0};
    char *rest = NULL;
    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        words.items[words.count++] = word;
    }
    return words;
}
