/* libxml2 with its doors shut. */
#include "engine/codebook/xml.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *xml_error;
#else
typedef xmlErrorPtr xml_error;
#endif

/* The reasons given at the first line that has one. */
struct complaint {
    int line;
    char text[400];
};

static bool xml_refuse(char **why_out, const char *file, int line, const char *reason)
{
    int length = line > 0 ? asprintf(why_out, "%s:%d: %s", file, line, reason)
                          : asprintf(why_out, "%s: %s", file, reason);
    if (length < 0) {
        abort();
    }
    return false;
}

bool xml_read_file(const char *file, char **bytes_out, size_t *size_out, char **why_out)
{
    FILE *stream = fopen(file, "rb");
    if (stream == NULL) {
        return xml_refuse(why_out, file, 0, strerror(errno));
    }
    char *bytes = malloc(XML_FILE_LIMIT + 1);
    if (bytes == NULL) {
        abort();
    }
    size_t size = fread(bytes, 1, XML_FILE_LIMIT + 1, stream);
    bool failed = ferror(stream) != 0;
    fclose(stream);
    if (failed || size > XML_FILE_LIMIT) {
        free(bytes);
        return xml_refuse(why_out, file, 0, failed ? "cannot be read" : "is larger than 4 MiB");
    }
    *bytes_out = bytes;
    *size_out = size;
    return true;
}

static void xml_add_complaint(struct complaint *complaint, int line, const char *message)
{
    if (complaint->line != 0 && line != complaint->line) {
        return;
    }
    complaint->line = line;
    size_t used = strlen(complaint->text);
    size_t length = strcspn(message, "\n");
    snprintf(complaint->text + used, sizeof complaint->text - used, "%s%.*s", used > 0 ? "; " : "",
             (int)length, message);
}

static void xml_collect(void *data, xml_error error)
{
    if (error->message != NULL && error->line > 0) {
        xml_add_complaint(data, error->line, error->message);
    }
}

static void xml_drop(void *data, xml_error error)
{
    (void)data;
    (void)error;
}

static xmlParserInput *xml_load_nothing(const char *address, const char *id, xmlParserCtxt *parser)
{
    (void)address;
    (void)id;
    (void)parser;
    return NULL;
}

/* Called at "<!DOCTYPE", before anything it declares is read. */
static void xml_refuse_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
                               const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    xmlParserCtxt *parser = data;
    xml_add_complaint(parser->_private, parser->input->line, "a DOCTYPE is not allowed");
    xmlStopParser(parser);
}

static void xml_take_last_error(xmlParserCtxt *parser, struct complaint *complaint)
{
    xml_error error = xmlCtxtGetLastError(parser);
    bool told = error != NULL && error->message != NULL;
    xml_add_complaint(complaint, told && error->line > 0 ? error->line : 1,
                      told ? error->message : "is no XML");
}

bool xml_parse(const char *file, const char *bytes, size_t size, xmlDoc **document_out, char **why_out)
{
    struct complaint complaint = {0};
    xmlSetExternalEntityLoader(xml_load_nothing);
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL) {
        abort();
    }
    parser->_private = &complaint;
    parser->sax->internalSubset = xml_refuse_doctype;
    parser->sax->externalSubset = xml_refuse_doctype;
    xmlDoc *document =
        xmlCtxtReadMemory(parser, bytes, (int)size, file, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES);
    bool refused = complaint.line != 0 || document == NULL;
    if (complaint.line == 0 && refused) {
        xml_take_last_error(parser, &complaint);
    }
    xmlFreeParserCtxt(parser);
    if (refused) {
        xmlFreeDoc(document);
        return xml_refuse(why_out, file, complaint.line, complaint.text);
    }
    *document_out = document;
    return true;
}

/* The compiled schema, or NULL with *why_out set. It keeps a copy of what it needs of the document. */
static xmlRelaxNG *xml_compile_schema(const char *file, xmlDoc *document, char **why_out)
{
    struct complaint complaint = {0};
    xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewDocParserCtxt(document);
    if (parser == NULL) {
        abort();
    }
    xmlRelaxNGSetParserStructuredErrors(parser, xml_collect, &complaint);
    xmlRelaxNG *schema = xmlRelaxNGParse(parser);
    xmlRelaxNGFreeParserCtxt(parser);
    if (schema == NULL) {
        xml_refuse(why_out, file, complaint.line,
                   complaint.line > 0 ? complaint.text : "is no RELAX NG schema");
    }
    return schema;
}

static xmlRelaxNG *xml_load_schema(const char *file, char **why_out)
{
    char *bytes = NULL;
    size_t size = 0;
    xmlDoc *document = NULL;
    xmlRelaxNG *schema = NULL;
    if (xml_read_file(file, &bytes, &size, why_out) && xml_parse(file, bytes, size, &document, why_out)) {
        schema = xml_compile_schema(file, document, why_out);
    }
    xmlFreeDoc(document);
    free(bytes);
    return schema;
}

bool xml_validate(const char *file, xmlDoc *document, const char *schema_file, char **why_out)
{
    /* Some of libxml2's schema messages ignore the context's own receiver. */
    xmlSetStructuredErrorFunc(NULL, xml_drop);
    xmlRelaxNG *schema = xml_load_schema(schema_file, why_out);
    if (schema == NULL) {
        return false;
    }
    struct complaint complaint = {0};
    xmlRelaxNGValidCtxt *validation = xmlRelaxNGNewValidCtxt(schema);
    if (validation == NULL) {
        abort();
    }
    xmlRelaxNGSetValidStructuredErrors(validation, xml_collect, &complaint);
    int result = xmlRelaxNGValidateDoc(validation, document);
    xmlRelaxNGFreeValidCtxt(validation);
    xmlRelaxNGFree(schema);
    if (result == 0) {
        return true;
    }
    return xml_refuse(why_out, file, complaint.line,
                      complaint.line > 0 ? complaint.text : "does not fit its schema");
}
