/* Asking Folkeregisteret. Its interface: domain facts 2.1-2.4 (Skatteetaten's documentation). */
#include "register/outside/folkeregisteret.h"

#include <limits.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/outside/person_document.h"

enum { MS_PER_SECOND = 1000, WAIT_AT_MOST_MS = 5 * 60 * 1000, STATUS_OK = 200, STATUS_NOT_FOUND = 404 };

/* The least that answers variables 4 and 11-14, the woman's number, and whether she is protected. */
static const char now_parts[] = "part=navn&part=foedsel&part=sivilstand&part=opphold&part=kjoenn"
                                "&part=identifikasjonsnummer&part=adressebeskyttelse";
/* History widens every part asked for: so in a call of its own. */
static const char history_parts[] = "part=innflytting&part=identifikasjonsnummer&part=historikk";

static enum folkeregisteret_result trouble(struct folkeregisteret_trouble *trouble_out, enum lookup_trouble kind,
                                           int status, const char *why)
{
    *trouble_out = (struct folkeregisteret_trouble){.kind = kind, .status = status, .why = why};
    return FOLKEREGISTERET_TROUBLE;
}

/* Milliseconds, says Folkeregisteret's documentation; HTTP says seconds. A small number can hardly be milliseconds. */
static unsigned wait_asked_for(const char *retry_after)
{
    enum { SURELY_MILLISECONDS = 120 };
    long long number = 0;

    if (!text_to_integer(retry_after, 0, INT_MAX, &number))
        return 0;
    if (number < SURELY_MILLISECONDS)
        number *= MS_PER_SECOND;
    return (unsigned)(number < WAIT_AT_MOST_MS ? number : WAIT_AT_MOST_MS);
}

static enum folkeregisteret_result judge_status(const struct http_client_answer *answer,
                                                struct folkeregisteret_trouble *trouble_out)
{
    switch (answer->status) {
    case STATUS_OK:
        return FOLKEREGISTERET_FOUND;
    case STATUS_NOT_FOUND:
        /* The firewall in front answers in HTML: that is no word on a person. */
        if (text_contains(answer->type, "json"))
            return FOLKEREGISTERET_ABSENT;
        return trouble(trouble_out, LOOKUP_GARBAGE, answer->status, "404 that is no JSON");
    case 401:
    case 403:
        return trouble(trouble_out, LOOKUP_REFUSED, answer->status, "we are not let in");
    case 429:
        trouble(trouble_out, LOOKUP_BUSY, answer->status, "too many calls");
        trouble_out->wait_ms = wait_asked_for(answer->retry_after);
        return FOLKEREGISTERET_TROUBLE;
    default:
        return trouble(trouble_out, LOOKUP_AWAY, answer->status, "another status than 200");
    }
}

static enum folkeregisteret_result judge_failure(enum http_client_result result, const char *why,
                                                 struct folkeregisteret_trouble *trouble_out)
{
    static const enum lookup_trouble kinds[] = {
        [HTTP_CLIENT_LATE] = LOOKUP_AWAY,
        [HTTP_CLIENT_AWAY] = LOOKUP_AWAY,
        [HTTP_CLIENT_TOO_BIG] = LOOKUP_GARBAGE,
        [HTTP_CLIENT_UNSAFE] = LOOKUP_REFUSED,
    };

    return trouble(trouble_out, kinds[result], 0, why);
}

/* One call; what it brings is added to the document. */
static enum folkeregisteret_result call(const struct folkeregisteret *freg, struct arena *arena, const char *number,
                                        const char *parts, struct person_document *document,
                                        struct folkeregisteret_trouble *trouble_out)
{
    const char *address = arena_printf(arena, "%s/personer/%s?%s", freg->address, number, parts);
    const char *token = NULL, *why = "";
    struct http_client_answer answer;
    enum http_client_result asked;
    enum folkeregisteret_result result;

    if (!freg->token.token(freg->token.context, arena, &token, &why))
        return trouble(trouble_out, LOOKUP_REFUSED, 0, why);
    asked = http_client_get(freg->client, arena, address, token, &answer, &why);
    if (asked != HTTP_CLIENT_OK)
        return judge_failure(asked, why, trouble_out);
    result = judge_status(&answer, trouble_out);
    if (result == FOLKEREGISTERET_FOUND && !person_document_read(arena, answer.body, answer.length, document, &why))
        return trouble(trouble_out, LOOKUP_GARBAGE, answer.status, why);
    return result;
}

static bool is_number(const struct folkeregisteret *freg, const char *number)
{
    const struct fodselsnummer_rules rules = {
        .mode = FODSELSNUMMER_BOTH,
        .synthetic = freg->synthetic_numbers ? FODSELSNUMMER_TENOR : FODSELSNUMMER_REAL_ONLY,
    };
    struct fodselsnummer parsed;

    return number && fodselsnummer_parse(number, &rules, &parsed) == FODSELSNUMMER_ACCEPTED &&
           text_equal(parsed.digits, number);
}

/* Is it she? Her numbers, of now and before, hold the one that was asked for. *number_out: the one of now. */
static bool is_asked_for(const struct folkeregisteret *freg, const struct person_document *document, const char *number,
                         const char **number_out)
{
    *number_out = document->number_now ? document->number_now : number;
    for (size_t i = 0; i < document->number_count; i++)
        if (text_equal(document->numbers[i], number))
            return text_equal(*number_out, number) || is_number(freg, *number_out);
    return false;
}

static void fill(const struct folkeregisteret *freg, struct arena *arena, const struct person_document *document,
                 struct fetched *fetched_out)
{
    fetched_out->is_protected = document->is_protected;
    fetched_out->is_man = text_equal(document->sex, "mann");
    if (!document->is_protected)
        fetched_out->name = fetched_name(arena, document->first_name, document->middle_name, document->last_name,
                                         freg->name_at_most);
    fetched_out->country = fetched_country(arena, document->birth_country);
    fetched_out->residence = fetched_residence(arena, document->residence);
    fetched_out->marital = fetched_marital(arena, document->marital);
    fetched_out->birth_year = document->birth_year;
    fetched_out->arrival_year = document->arrival_year;
}

enum folkeregisteret_result folkeregisteret_ask(void *context, struct arena *arena, const char *number,
                                                struct fetched *fetched_out,
                                                struct folkeregisteret_trouble *trouble_out)
{
    const struct folkeregisteret *freg = context;
    struct person_document document = {0};
    enum folkeregisteret_result result;

    *fetched_out = (struct fetched){0};
    *trouble_out = (struct folkeregisteret_trouble){0};
    result = call(freg, arena, number, now_parts, &document, trouble_out);
    if (result == FOLKEREGISTERET_FOUND)
        result = call(freg, arena, number, history_parts, &document, trouble_out);
    if (result != FOLKEREGISTERET_FOUND)
        return result;
    if (!is_asked_for(freg, &document, number, &fetched_out->number))
        return trouble(trouble_out, LOOKUP_GARBAGE, STATUS_OK, "an answer on somebody else");
    fill(freg, arena, &document, fetched_out);
    return FOLKEREGISTERET_FOUND;
}
