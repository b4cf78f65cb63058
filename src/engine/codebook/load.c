/* From a file to a frozen codebook, or to the reason why not. */
#include <assert.h>
#include <stdlib.h>

#include "engine/base/crypto/crypto.h"
#include "engine/codebook/check.h"
#include "engine/codebook/lint.h"
#include "engine/codebook/read.h"
#include "engine/codebook/xml.h"

/* A file of XML_FILE_LIMIT made of nothing but empty elements takes about half of this. */
#define ARENA_LIMIT ((size_t)256 * 1024 * 1024)

/* The arena hangs behind what others see. */
struct frozen {
    struct codebook codebook; /* first, so that one is the other */
    struct arena *arena;
};

static void codebook_digest(const char *bytes, size_t size, char digest_out[65])
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    crypto_sha256(bytes, size, hash);
    crypto_hex(hash, sizeof hash, digest_out);
}

/* What is found wrong in the whole is refused with the first of it. */
static void codebook_judge(struct draft *draft, const struct codebook *codebook)
{
    struct codebook_findings findings = codebook_lint(draft->arena, codebook);
    for (size_t i = 0; i < findings.count; i++) {
        if (findings.items[i].refused) {
            draft_fail(draft, findings.items[i].line, "%s", findings.items[i].text);
        }
    }
}

/* Own checks come before the schema: they say more plainly what is wrong. The schema refuses what they
 * do not look at, such as an element nobody knows. */
static bool codebook_make(const char *file, xmlDoc *document, const char *schema_file, struct frozen *made,
                          char **why_out)
{
    struct draft draft = {made->arena, file, NULL};
    read_codebook(&draft, xmlDocGetRootElement(document), &made->codebook);
    if (draft.why == NULL) {
        check_codebook(&draft, &made->codebook);
    }
    if (draft.why == NULL) {
        codebook_judge(&draft, &made->codebook);
    }
    if (draft.why != NULL) {
        *why_out = draft.why;
        return false;
    }
    return schema_file == NULL || xml_validate(file, document, schema_file, why_out);
}

static void codebook_keep_source(struct frozen *made, const char *source, size_t length)
{
    codebook_digest(source, length, made->codebook.digest);
    made->codebook.source = arena_copy_n(made->arena, source, length);
    made->codebook.source_length = length;
}

bool codebook_load_source(const char *name, const char *source, size_t length, const char *schema_file,
                          const struct codebook **codebook_out, char **why_out)
{
    xmlDoc *document = NULL;
    struct arena *arena = arena_new(ARENA_LIMIT);
    struct frozen *made = arena_alloc(arena, sizeof *made);
    made->arena = arena;
    bool good = xml_parse(name, source, length, &document, why_out) &&
                codebook_make(name, document, schema_file, made, why_out);
    if (good) {
        codebook_keep_source(made, source, length);
        *codebook_out = &made->codebook;
    } else {
        arena_free(&arena);
    }
    xmlFreeDoc(document);
    return good;
}

bool codebook_load(const char *file, const char *schema_file, const struct codebook **codebook_out,
                   char **why_out)
{
    assert(file != NULL && schema_file != NULL);
    char *bytes = NULL;
    size_t size = 0;
    bool good = xml_read_file(file, &bytes, &size, why_out) &&
                codebook_load_source(file, bytes, size, schema_file, codebook_out, why_out);
    free(bytes);
    return good;
}

void codebook_free(const struct codebook **codebook)
{
    if (*codebook == NULL) {
        return;
    }
    struct arena *arena = ((const struct frozen *)*codebook)->arena;
    *codebook = NULL;
    arena_free(&arena);
}
