/* Which passwords are taken. */
#include "register/domain/access/password.h"

#include <string.h>

#include "engine/base/crypto/guess.h"
#include "engine/base/text.h"
#include "engine/base/words.h"

/* Ten billion guesses: what zxcvbn calls strong against somebody who has the stored hashes. */
#define BITS_AT_LEAST 33.2

enum { WORDS_AT_MOST = 60, LETTERS_OF_WORD = 3 };

static const char *const of_register[] = {"jobbsjansen", "jobbsjanseregisteret", "jobbsjanse", "imdi", "integrering",
                                          "kommune", "passord", "sommer", "vinter", "velkommen", "deltaker"};

/* zxcvbn compares with small letters A to Z; others stand as they are. */
static char *small_letters(struct arena *arena, const char *from, size_t length)
{
    char *word = arena_copy_n(arena, from, length);

    for (char *at = word; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at | ' ');
    return word;
}

static size_t add_words(struct arena *arena, const char *text, const char **words, size_t count)
{
    static const char between[] = " \t-_.,@'+/()";

    if (count < WORDS_AT_MOST && text_length(text) >= LETTERS_OF_WORD)
        words[count++] = small_letters(arena, text, strlen(text)); /* the whole of it too */
    while (*text && count < WORDS_AT_MOST) {
        size_t length = strcspn(text, between);

        if (length >= LETTERS_OF_WORD)
            words[count++] = small_letters(arena, text, length);
        text += length;
        text += strspn(text, between);
    }
    return count;
}

static bool is_guessed(struct arena *arena, const char *password, const char *const *own, size_t own_count, bool *by_own_out)
{
    const char *words[WORDS_AT_MOST + 1];
    size_t count = 0;

    for (size_t i = 0; i < sizeof of_register / sizeof *of_register; i++)
        words[count++] = of_register[i];
    for (size_t i = 0; i < own_count; i++)
        if (own[i])
            count = add_words(arena, own[i], words, count);
    words[count] = NULL;
    return crypto_guess_bits(password, words, by_own_out) < BITS_AT_LEAST;
}

enum password_verdict password_judge(struct arena *arena, const char *password, const char *const *own, size_t own_count)
{
    size_t letters = password ? text_length(password) : 0;
    bool by_own = false;

    if (letters == 0)
        return PASSWORD_EMPTY;
    if (!text_is_clean(password, strlen(password)) || strpbrk(password, "\t\r\n"))
        return PASSWORD_STRANGE;
    if (letters < PASSWORD_LETTERS_AT_LEAST)
        return PASSWORD_SHORT;
    if (letters > PASSWORD_LETTERS_AT_MOST)
        return PASSWORD_LONG;
    if (!is_guessed(arena, password, own, own_count, &by_own))
        return PASSWORD_GOOD;
    return by_own ? PASSWORD_OWN : PASSWORD_COMMON;
}

const char *password_says(enum password_verdict verdict)
{
    static const char *const texts[] = {
        [PASSWORD_GOOD] = "",
        [PASSWORD_EMPTY] = N_("Skriv et passord."),
        [PASSWORD_SHORT] = N_("Passordet må ha minst 12 tegn. En setning du husker, er godt egnet."),
        [PASSWORD_LONG] = N_("Passordet kan ha høyst 128 tegn."),
        [PASSWORD_STRANGE] = N_("Passordet har tegn som ikke kan brukes, for eksempel linjeskift."),
        [PASSWORD_COMMON] = N_("Passordet er for lett å gjette. Unngå vanlige passord, tastemønstre og årstall; ta med flere ord."),
        [PASSWORD_OWN] = N_("Passordet er for lett å gjette: det bygger på navnet ditt, kommunen, registeret eller et ord mange bruker. Ta med flere andre ord."),
    };

    return *texts[verdict] ? words_text(texts[verdict]) : "";
}
