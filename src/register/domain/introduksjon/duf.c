/* Year, serial number, and two digits that check them. */
#include "register/domain/introduksjon/duf.h"

#include <assert.h>
#include <string.h>

#include "engine/base/words.h"
#include "register/domain/digits.h"

static const int weights[] = {4, 6, 3, 2, 4, 6, 3, 2, 7, 5};

enum duf_refusal duf_read(const char *typed, char digits_out[DUF_SIZE])
{
    size_t count = 0;

    if (!digits_collect(typed, DUF_DIGITS, digits_out, &count))
        return DUF_NOT_DIGITS;
    if (count != DUF_DIGITS)
        return count == 0 ? DUF_EMPTY : DUF_WRONG_LENGTH;
    return digits_rest(digits_out, weights, 10) == (digits_out[10] - '0') * 10 + digits_out[11] - '0' ? DUF_ACCEPTED
                                                                                                      : DUF_WRONG_CHECK;
}

const char *duf_show(struct arena *arena, const char *digits)
{
    assert(strlen(digits) == DUF_DIGITS);
    return arena_printf(arena, "%.4s\u00A0%.6s\u00A0%s", digits, digits + 4, digits + 10);
}

const char *duf_message(enum duf_refusal refusal)
{
    static const char *const messages[DUF_REFUSALS] = {
        [DUF_EMPTY] = N_("Skriv DUF-nummeret."),
        [DUF_NOT_DIGITS] = N_("Bruk bare siffer i DUF-nummeret. Fjern bokstaver og andre tegn."),
        [DUF_WRONG_LENGTH] = N_("Et DUF-nummer har 12 siffer."),
        [DUF_WRONG_CHECK] =
            N_("Kontrollsifrene i DUF-nummeret stemmer ikke. Sjekk om et siffer er feil eller har byttet plass."),
    };

    assert(refusal > DUF_ACCEPTED && refusal < DUF_REFUSALS);
    return words_text(messages[refusal]);
}
