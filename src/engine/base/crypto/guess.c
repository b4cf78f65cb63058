/* zxcvbn behind the one question the register asks of it. */
#include "engine/base/crypto/guess.h"

#include <stddef.h>
#include <zxcvbn.h>

double crypto_guess_bits(const char *password, const char **words, bool *by_words_out)
{
    ZxcMatch_t *matches = NULL;
    double bits = ZxcvbnMatch(password, words, &matches);

    *by_words_out = false;
    for (const ZxcMatch_t *match = matches; match != NULL; match = match->Next) {
        int type = (int)match->Type & ~(int)MULTIPLE_MATCH;
        if (type == (int)USER_MATCH || type == (int)USER_LEET_MATCH) {
            *by_words_out = true;
        }
    }
    ZxcvbnFreeInfo(matches);
    return bits;
}
