/* Reads and shows searches for persons. */
#include "register/domain/person_search.h"

#include <ctype.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/introduksjon/duf.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/domain/person_id.h"

/* The database's own limits (sql/routine/47-search.sql) are those of as many terms as these. */
enum { NAME_LETTERS = 100, NAME_WORDS = 10, SHOWN_LETTERS = 40, HEX_DIGITS = 32, LIST_AT_MOST = 2 * 1024 * 1024 };

static const char separators[] = ",;\n";

const char *const person_search_fields[SEARCH_BOXES] = {"fodselsnummer", "navn", "person_id"};

static const char *shortened(struct arena *arena, const char *term)
{
    const char *end = term;
    size_t size = 0;

    for (size_t letters = 0; *end && letters < SHOWN_LETTERS; letters++) {
        text_decode(end, strlen(end), &size);
        end += size ? size : 1;
    }
    return *end ? arena_printf(arena, "%.*s…", (int)(end - term), term) : term;
}

/* Both the old rules and those from 2032, and test numbers wherever they are: what is not there is not found. */
static const char *read_fodselsnummer(struct arena *arena, const char *term)
{
    const struct fodselsnummer_rules any = {
        .mode = FODSELSNUMMER_BOTH, .synthetic = FODSELSNUMMER_TENOR | FODSELSNUMMER_DOLLY | FODSELSNUMMER_SYNTPOP};
    struct fodselsnummer number;

    if (fodselsnummer_parse(term, &any, &number) != FODSELSNUMMER_ACCEPTED)
        return NULL;
    return arena_copy(arena, number.digits);
}

static const char *wrong_fodselsnummer(struct arena *arena, const char *term)
{
    return arena_printf(
        arena, _("«%s» er ikke et fødselsnummer. Skriv alle elleve sifrene, med komma mellom hvert nummer."), term);
}

static const char *many_fodselsnummer(struct arena *arena, size_t most, size_t count)
{
    return arena_printf(arena, _("Søk etter høyst %zu fødselsnumre om gangen. Du har skrevet %zu."), most, count);
}

static const char *read_duf(struct arena *arena, const char *term)
{
    char digits[DUF_SIZE];

    return duf_read(term, digits) == DUF_ACCEPTED ? arena_copy(arena, digits) : NULL;
}

static const char *read_any_duf(struct arena *arena, const char *term)
{
    char digits[DUF_SIZE];
    enum duf_refusal refusal = duf_read(term, digits);

    return refusal == DUF_ACCEPTED || refusal == DUF_WRONG_CHECK ? arena_copy(arena, digits) : NULL;
}

/* A slip is told as one: the digits are there, and somebody else's are not to be searched for. */
static const char *wrong_duf(struct arena *arena, const char *term)
{
    char digits[DUF_SIZE];

    if (duf_read(term, digits) == DUF_WRONG_CHECK)
        return arena_printf(arena, _("Kontrollsifrene i «%s» stemmer ikke. Sjekk om et siffer er feil eller har byttet plass."), term);
    return arena_printf(arena, _("«%s» er ikke et DUF-nummer. Skriv alle tolv sifrene, med komma mellom hvert nummer."), term);
}

static const char *many_duf(struct arena *arena, size_t most, size_t count)
{
    return arena_printf(arena, _("Søk etter høyst %zu DUF-numre om gangen. Du har skrevet %zu."), most, count);
}

static const struct {
    size_t digits;
    const char *(*read)(struct arena *arena, const char *term);
    const char *(*wrong)(struct arena *arena, const char *term);
    const char *(*many)(struct arena *arena, size_t most, size_t count);
    const char *(*show)(struct arena *arena, const char *digits);
} kinds[] = {
    [PERSON_ID_FODSELSNUMMER] = {11, read_fodselsnummer, wrong_fodselsnummer, many_fodselsnummer, fodselsnummer_show},
    [PERSON_ID_DUF] = {DUF_DIGITS, read_duf, wrong_duf, many_duf, duf_show},
};

/* A UUID with or without its hyphens, in capital or small letters. */
static const char *read_person_id(struct arena *arena, const char *term)
{
    char *out = arena_alloc(arena, PERSON_ID_TEXT);
    size_t digits = 0, length = 0;

    for (; *term; term++) {
        if (*term == '-' || *term == ' ')
            continue;
        if (!isxdigit((unsigned char)*term) || digits == HEX_DIGITS)
            return NULL;
        if (digits == 8 || digits == 12 || digits == 16 || digits == 20)
            out[length++] = '-';
        out[length++] = (char)tolower((unsigned char)*term);
        digits++;
    }
    out[length] = '\0';
    return digits == HEX_DIGITS ? out : NULL;
}

static const char *read_name(struct arena *arena, const char *term)
{
    size_t words = 1;

    (void)arena;
    for (const char *at = term; *at; at++)
        words += *at == ' ';
    return words <= NAME_WORDS && text_length(term) <= NAME_LETTERS ? term : NULL;
}

static const struct {
    size_t most;
    const char *(*read)(struct arena *arena, const char *term); /* NULL: it is no such term */
} boxes[SEARCH_BOXES] = {
    [SEARCH_NUMBERS] = {1000, NULL}, /* by its kind */
    [SEARCH_NAMES] = {20, read_name},
    [SEARCH_PERSON_IDS] = {1000, read_person_id},
};

static const char *wrong(struct arena *arena, enum person_id_kind kind, enum person_search_box box, const char *term)
{
    term = shortened(arena, term);
    if (box == SEARCH_NUMBERS)
        return kinds[kind].wrong(arena, term);
    if (box == SEARCH_NAMES)
        return arena_printf(arena, _("«%s» er for langt. Skriv høyst ti ord og hundre tegn mellom hvert komma."), term);
    return arena_printf(arena, _("«%s» er ikke en PersonId. Skriv hele, med komma mellom hver."), term);
}

static const char *too_many(struct arena *arena, enum person_id_kind kind, enum person_search_box box, size_t count)
{
    size_t most = boxes[box].most;

    if (box == SEARCH_NUMBERS)
        return kinds[kind].many(arena, most, count);
    if (box == SEARCH_NAMES)
        return arena_printf(arena, _("Søk etter høyst %zu navn om gangen. Du har skrevet %zu."), most, count);
    return arena_printf(arena, _("Søk etter høyst %zu PersonId-er om gangen. Du har skrevet %zu."), most, count);
}

/* All that stands between separators and is not blank. */
static struct person_search_terms split(struct arena *arena, const char *typed)
{
    char *rest = arena_copy(arena, typed);
    struct person_search_terms terms = {.count = 0};
    size_t most = 1;

    for (const char *at = typed; *at; at++)
        most += strchr(separators, *at) != NULL;
    terms.items = arena_alloc_many(arena, most, sizeof *terms.items);
    for (char *part = strsep(&rest, separators); part; part = strsep(&rest, separators))
        if (!text_is_empty(part))
            terms.items[terms.count++] = text_squeeze(arena, part);
    return terms;
}

static const char *read_term(struct arena *arena, const struct person_search *search, enum person_search_box box, const char *term)
{
    if (box != SEARCH_NUMBERS)
        return boxes[box].read(arena, term);
    if (search->numbers_are == PERSON_ID_DUF && search->any_duf_check)
        return read_any_duf(arena, term);
    return kinds[search->numbers_are].read(arena, term);
}

const char *person_search_read(struct arena *arena, enum person_search_box box, const char *typed,
                               struct person_search *search)
{
    struct person_search_terms *terms = &search->boxes[box];
    enum person_id_kind kind = search->numbers_are;

    *terms = split(arena, typed);
    if (terms->count > boxes[box].most)
        return too_many(arena, kind, box, terms->count);
    for (size_t i = 0; i < terms->count; i++) {
        const char *read = read_term(arena, search, box, terms->items[i]);

        if (!read)
            return wrong(arena, kind, box, terms->items[i]);
        terms->items[i] = read;
    }
    return NULL;
}

bool person_search_is_empty(const struct person_search *search)
{
    for (size_t i = 0; i < SEARCH_BOXES; i++)
        if (search->boxes[i].count > 0)
            return false;
    return true;
}

const char *person_search_list(struct arena *arena, const struct person_search *search, enum person_search_box box)
{
    const struct person_search_terms *terms = &search->boxes[box];
    struct buffer out;

    buffer_init(&out, arena, LIST_AT_MOST);
    for (size_t i = 0; i < terms->count; i++)
        buffer_add_format(&out, "%s%s", i ? "," : "", terms->items[i]);
    return buffer_text(&out);
}

struct person_search_terms person_search_terms_of(struct arena *arena, const char *list)
{
    return split(arena, list);
}

bool person_search_is_of(const struct person_search *search, enum person_id_kind kind)
{
    const struct person_search_terms *numbers = &search->boxes[SEARCH_NUMBERS];

    for (size_t i = 0; i < numbers->count; i++)
        if (strlen(numbers->items[i]) != kinds[kind].digits)
            return false;
    return true;
}

const char *person_search_number_ids(struct arena *arena, const struct person_search *search, const void *person_key,
                                     size_t key_size)
{
    const struct person_search_terms *numbers = &search->boxes[SEARCH_NUMBERS];
    struct buffer out;

    buffer_init(&out, arena, LIST_AT_MOST);
    for (size_t i = 0; i < numbers->count; i++) {
        char person_id[PERSON_ID_TEXT];

        person_id_make(person_key, key_size, search->numbers_are, numbers->items[i], person_id);
        buffer_add_format(&out, "%s%s", i ? "," : "", person_id);
    }
    return buffer_text(&out);
}

const char *person_search_show(struct arena *arena, const struct person_search *search, enum person_search_box box,
                               size_t most)
{
    const struct person_search_terms *terms = &search->boxes[box];
    size_t shown = most && terms->count > most ? most : terms->count;
    struct buffer out;

    buffer_init(&out, arena, LIST_AT_MOST);
    for (size_t i = 0; i < shown; i++)
        buffer_add_format(&out, "%s%s", i ? ", " : "",
                          box == SEARCH_NUMBERS ? kinds[search->numbers_are].show(arena, terms->items[i]) : terms->items[i]);
    if (shown == terms->count)
        return buffer_text(&out);
    return arena_printf(arena, _("%s og %zu til"), buffer_text(&out), terms->count - shown);
}
