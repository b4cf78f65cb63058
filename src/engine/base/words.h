/* Words for the reader's eyes: written in bokmål where they stand, shown in the reader's language (requirement U1).
 * The catalogues are made from those places by gettext. */
#ifndef ENGINE_BASE_WORDS_H
#define ENGINE_BASE_WORDS_H

/* The text in the reader's language, as long as the process lives; the bokmål itself where no catalogue is in use
 * or has it. The empty text stays empty. */
const char *words_text(const char *bokmal) __attribute__((format_arg(1), returns_nonnull));

/* Marks a text and shows it; and marks one in a const table, to be shown by words_text later. */
#define _(bokmal) words_text(bokmal)
#define N_(bokmal) (bokmal)

#endif
