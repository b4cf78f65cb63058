/* Words for the reader's eyes: written in bokmål where they stand, shown in the reader's language (requirement U1).
 * The catalogues are made from those places by gettext: po/README.md. */
#ifndef ENGINE_BASE_WORDS_H
#define ENGINE_BASE_WORDS_H

#include <stdbool.h>

enum language { LANGUAGE_BOKMAL, LANGUAGE_NYNORSK, LANGUAGE_ENGLISH };
enum { LANGUAGE_COUNT = 3 };

/* Catalogues are looked for below that directory from now on; once for a process, before the first request. False,
 * with the reason in *why_out (static): a catalogue cannot be read. Without this call all is bokmål. */
bool words_open(const char *directory, const char **why_out);

/* The language of the reader whose request is served; bokmål at start. Changing it costs nothing. */
void words_use(enum language language);
enum language words_language(void);

/* "nb", "nn" or "en": what stands in `lang` attributes, folders and the cookie; and the language of such a name. */
const char *words_language_code(enum language language) __attribute__((returns_nonnull));
bool words_language_named(const char *code, enum language *language_out);

/* The text in the reader's language, as long as the process lives; the bokmål itself where no catalogue is in use
 * or has it. The empty text stays empty. */
const char *words_text(const char *bokmal) __attribute__((format_arg(1), returns_nonnull));
/* The form for that many: `one` for one, `many` for all else, in other languages as the catalogue says. */
const char *words_plural(const char *one, const char *many, unsigned long count)
    __attribute__((format_arg(1), format_arg(2), returns_nonnull));

/* Marks a text and shows it; and marks one in a const table, to be shown by words_text later. */
#define _(bokmal) words_text(bokmal)
#define N_(bokmal) (bokmal)

#endif
