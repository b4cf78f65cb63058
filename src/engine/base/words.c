/* The reader's language, by the C library's gettext.
 *
 * A language is a domain ("nn"), not a locale: a bare system has no Norwegian locales, and a change of domain is an
 * assignment where a change of locale throws away what was looked up. Gettext asks for some locale besides C and for
 * a name in LANGUAGE; that name is ours alone, so that no other library finds its own messages under it and the log
 * stays English. */
#include "engine/base/words.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const codes[LANGUAGE_COUNT] = {
    [LANGUAGE_BOKMAL] = "nb", [LANGUAGE_NYNORSK] = "nn", [LANGUAGE_ENGLISH] = "en"};
static const char place[] = "register"; /* <directory>/register/LC_MESSAGES/nn.mo */

static enum language reader;
static bool is_open;
static char why[512];

static bool open_catalogue(const char *directory, const char *code)
{
    char path[400];

    if ((size_t)snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/%s.mo", directory, place, code) >= sizeof path ||
        access(path, R_OK) != 0) {
        snprintf(why, sizeof why, "%s: cannot be read", path);
        return false;
    }
    return bindtextdomain(code, directory) && bind_textdomain_codeset(code, "UTF-8");
}

bool words_open(const char *directory, const char **why_out)
{
    *why_out = why;
    snprintf(why, sizeof why, "the C library has no locale C.UTF-8");
    if (!setlocale(LC_MESSAGES, "C.UTF-8") || setenv("LANGUAGE", place, 1) != 0)
        return false;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (i != LANGUAGE_BOKMAL && !open_catalogue(directory, codes[i]))
            return false;
    is_open = true;
    return true;
}

void words_use(enum language language)
{
    reader = language;
}

enum language words_language(void)
{
    return reader;
}

const char *words_language_code(enum language language)
{
    return codes[language];
}

bool words_language_named(const char *code, enum language *language_out)
{
    for (int i = 0; code && i < LANGUAGE_COUNT; i++)
        if (strcmp(code, codes[i]) == 0) {
            *language_out = (enum language)i;
            return true;
        }
    return false;
}

static bool is_translated(void)
{
    return is_open && reader != LANGUAGE_BOKMAL;
}

const char *words_text(const char *bokmal)
{
    /* gettext answers "" with the catalogue's own head */
    return *bokmal && is_translated() ? dgettext(codes[reader], bokmal) : bokmal;
}

const char *words_plural(const char *one, const char *many, unsigned long count)
{
    if (is_translated())
        return dngettext(codes[reader], one, many, count);
    return count == 1 ? one : many;
}
