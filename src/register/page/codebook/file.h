/* The codebook's files: small, made whole, without anything of a person. */
#ifndef REGISTER_PAGE_CODEBOOK_FILE_H
#define REGISTER_PAGE_CODEBOOK_FILE_H

#include "register/page/visit.h"

typedef void file_writer(struct visit *visit, const struct codebook_register *reg, struct buffer *file);

/* Answers with what `write` writes of the register that was chosen, as jobbsjansen-kodebok-<day>.<ending>. While it writes
 * the language is bokmål: the file is the same whoever asks for it. */
enum outcome file_answer(struct visit *visit, file_writer *write, const char *type, const char *ending);

#endif
