/* The codebook's files: small, made whole, without anything of a person. */
#ifndef REGISTER_PAGE_CODEBOOK_FILE_H
#define REGISTER_PAGE_CODEBOOK_FILE_H

#include "register/page/visit.h"

/* Answers with what `write` writes, as jobbsjansen-kodebok-<day>.<ending>. While it writes the language is bokmål: the
 * file is the same whoever asks for it. */
enum outcome file_answer(struct visit *visit, void (*write)(struct visit *visit, struct buffer *file),
                         const char *type, const char *ending);

#endif
