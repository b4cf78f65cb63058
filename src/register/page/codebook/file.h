/* The codebook's files: small, made whole, without anything of a person. */
#ifndef REGISTER_PAGE_CODEBOOK_FILE_H
#define REGISTER_PAGE_CODEBOOK_FILE_H

#include "register/page/visit.h"

/* Where the file is written; lives as long as the request. */
struct buffer *file_begin(struct visit *visit);
/* Answers with what was written, as jobbsjansen-kodebok-<day>.<ending>. */
enum outcome file_end(struct visit *visit, const struct buffer *file, const char *type, const char *ending);

#endif
