/* Reading XML that nobody is trusted to have written: no DOCTYPE, no entities but XML's own five, no
 * network, no other file. The only file of the room's headers, with draft.h, that names libxml2. */
#ifndef ENGINE_CODEBOOK_XML_H
#define ENGINE_CODEBOOK_XML_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#define XML_FILE_LIMIT ((size_t)4 * 1024 * 1024)

/* Reads a whole file of at most XML_FILE_LIMIT bytes. *bytes_out is freed with free(). false: *why_out is
 * "file: reason", freed with free(). */
bool xml_read_file(const char *file, char **bytes_out, size_t *size_out, char **why_out);

/* `file` is for messages alone. false: *why_out is "file:line: reason", freed with free(). */
bool xml_parse(const char *file, const char *bytes, size_t size, xmlDoc **document_out, char **why_out);

/* Compares the document with a RELAX NG schema. false: as above; the message names the schema's file where
 * the schema itself is unusable. */
bool xml_validate(const char *file, xmlDoc *document, const char *schema_file, char **why_out);

#endif
