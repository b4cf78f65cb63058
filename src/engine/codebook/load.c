/* From a file to a frozen codebook, or to the reason why not. */
#include <assert.h>
#include <stdlib.h>

#include "engine/base/crypto/crypto.h"
#include "engine/codebook/check.h"
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
    if (draft.why != NULL) {
        *why_out = draft.why;
        return false;
    }
    return xml_validate(file, document, schema_file, why_out);
}

bool codebook_load(const char *file, const char *schema_file, const struct codebook **codebook_out,
                   char **why_out)
{
    assert(file != NULL && schema_file != NULL);
    char *bytes = NULL;
    size_t size = 0;
    xmlDoc *document = NULL;
    struct arena *arena = arena_new(ARENA_LIMIT);
    struct frozen *made = arena_alloc(arena, sizeof *made);
    made->arena = arena;
    bool good = xml_read_file(file, &bytes, &size, why_out) &&
                xml_parse(file, bytes, size, &document, why_out) &&
                codebook_make(file, document, schema_file, made, why_out);
    if (good) {
        codebook_digest(bytes, size, made->codebook.digest);
        *codebook_out = &made->codebook;
    } else {
        arena_free(&arena);
    }
    xmlFreeDoc(document);
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
