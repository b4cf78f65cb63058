/* Folkeregisteret's JSON of one person. Its elements: domain facts 2.3 (Skatteetaten's information model). */
#include "register/outside/person_document.h"

#include <string.h>

#include "engine/base/date.h"
#include "engine/base/text.h"
#include "register/outside/json_document.h"

enum { NUMBERS_AT_MOST = 50, DIGITS = 11, YEAR_LEAST = 1850, YEAR_MOST = 2199 };

static int year_of(const char *text)
{
    char four[5] = "";
    long long year = 0;

    if (!text || strlen(text) < 4)
        return 0;
    memcpy(four, text, 4);
    return text_to_integer(four, YEAR_LEAST, YEAR_MOST, &year) ? (int)year : 0;
}

/* A year as text or as a number. */
static int year_in(struct arena *arena, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    json_int_t number = json_integer_value(value);

    if (json_is_integer(value))
        return number >= YEAR_LEAST && number <= YEAR_MOST ? (int)number : 0;
    return year_of(json_document_text(arena, object, name));
}

/* The version of an element that holds now; where none says so, the only one there is. */
static const json_t *version_now(const json_t *person, const char *element)
{
    const json_t *versions = json_object_get(person, element);
    const json_t *version, *only = json_array_size(versions) == 1 ? json_array_get(versions, 0) : NULL;

    if (json_is_object(versions))
        return versions;
    for (size_t i = 0; i < json_array_size(versions); i++) {
        version = json_array_get(versions, i);
        if (json_is_true(json_object_get(version, "erGjeldende")))
            return version;
    }
    return only && !json_is_false(json_object_get(only, "erGjeldende")) ? only : NULL;
}

static void keep(const char **kept, const char *text)
{
    if (text)
        *kept = text;
}

static void read_simple(struct arena *arena, const json_t *person, struct person_document *document)
{
    const json_t *name = version_now(person, "navn");
    const json_t *birth = version_now(person, "foedsel");
    int year = year_in(arena, birth, "foedselsaar");

    keep(&document->first_name, json_document_text(arena, name, "fornavn"));
    keep(&document->middle_name, json_document_text(arena, name, "mellomnavn"));
    keep(&document->last_name, json_document_text(arena, name, "etternavn"));
    keep(&document->birth_country, json_document_text(arena, birth, "foedeland"));
    keep(&document->sex, json_document_text(arena, version_now(person, "kjoenn"), "kjoenn"));
    keep(&document->marital, json_document_text(arena, version_now(person, "sivilstand"), "sivilstand"));
    keep(&document->residence, json_document_text(arena, version_now(person, "opphold"), "oppholdstillatelse"));
    if (year)
        document->birth_year = year;
}

static bool is_number(const char *text)
{
    return text && strlen(text) == DIGITS && strspn(text, "0123456789") == DIGITS;
}

static void read_numbers(struct arena *arena, const json_t *person, struct person_document *document)
{
    const json_t *versions = json_object_get(person, "identifikasjonsnummer");

    if (!document->numbers)
        document->numbers = arena_alloc_many(arena, NUMBERS_AT_MOST, sizeof *document->numbers);
    for (size_t i = 0; i < json_array_size(versions); i++) {
        const json_t *version = json_array_get(versions, i);
        const char *number = json_document_text(arena, version, "foedselsEllerDNummer");
        bool ended = text_equal(json_document_text(arena, version, "status"), "opphoert");

        if (!is_number(number) || document->number_count == NUMBERS_AT_MOST)
            continue;
        document->numbers[document->number_count++] = number;
        if (!ended && !json_is_false(json_object_get(version, "erGjeldende")))
            document->number_now = number;
    }
}

/* The year of the first time she came: `innflytting` has no date of its own, so the one it holds from. */
static void read_arrivals(struct arena *arena, const json_t *person, struct person_document *document)
{
    const json_t *versions = json_object_get(person, "innflytting");

    for (size_t i = 0; i < json_array_size(versions); i++) {
        int year = year_in(arena, json_array_get(versions, i), "gyldighetstidspunkt");

        if (year && (document->arrival_year == 0 || year < document->arrival_year))
            document->arrival_year = year;
    }
}

/* Whatever is not plainly none, or over, is taken for protection. */
static bool is_protection(const json_t *version)
{
    const char *level = json_string_value(json_object_get(version, "graderingsnivaa"));

    return !text_equal(level, "ugradert") && !text_equal(level, "klientadresse") &&
           !json_is_false(json_object_get(version, "erGjeldende"));
}

static void read_protection(const json_t *person, struct person_document *document)
{
    const json_t *versions = json_object_get(person, "adressebeskyttelse");

    for (size_t i = 0; i < json_array_size(versions); i++)
        document->is_protected |= is_protection(json_array_get(versions, i));
    if (versions && !json_is_array(versions) && !json_is_null(versions))
        document->is_protected |= is_protection(versions);
}

bool person_document_read(struct arena *arena, const char *bytes, size_t length, struct person_document *document,
                          const char **why_out)
{
    json_t *person = json_document_open(bytes, length, why_out);

    if (!person)
        return false;
    read_simple(arena, person, document);
    read_numbers(arena, person, document);
    read_arrivals(arena, person, document);
    read_protection(person, document);
    json_decref(person);
    return true;
}
