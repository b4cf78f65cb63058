/* Log lines: one write each, so that lines of several processes never mix. */
#include "engine/base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIELDS_SIZE 1024
#define LINE_SIZE (FIELDS_SIZE * 4 + 256)

static const char *log_program = "jobbsjanse";

static const char *const level_names[] = {
    [LOG_LEVEL_ERROR] = "error",
    [LOG_LEVEL_WARNING] = "warning",
    [LOG_LEVEL_INFO] = "info",
};

void log_open(const char *program)
{
    log_program = program;
}

/* C0, DEL, and the two bytes of a C1 control. */
static bool log_is_control(const unsigned char *text, size_t at)
{
    unsigned char byte = text[at];
    bool first_of_c1 = byte == 0xC2 && text[at + 1] >= 0x80 && text[at + 1] <= 0x9F;
    bool second_of_c1 = at > 0 && text[at - 1] == 0xC2 && byte >= 0x80 && byte <= 0x9F;
    return byte < 0x20 || byte == 0x7F || first_of_c1 || second_of_c1;
}

static size_t log_add_escaped(char *line, size_t length, const char *fields)
{
    const unsigned char *text = (const unsigned char *)fields;
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (log_is_control(text, i)) {
            length += (size_t)snprintf(line + length, 5, "\\x%02X", text[i]);
        } else {
            line[length++] = (char)text[i];
        }
    }
    return length;
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    char fields[FIELDS_SIZE];
    va_list arguments;
    va_start(arguments, format);
    if (vsnprintf(fields, sizeof fields, format, arguments) < 0) {
        fields[0] = '\0';
    }
    va_end(arguments);

    char line[LINE_SIZE];
    int start = snprintf(line, 200, "%.60s[%ld]: %s %.60s ", log_program, (long)getpid(), level_names[level], event);
    size_t length = log_add_escaped(line, (size_t)start, fields);
    line[length++] = '\n';
    /* Nobody is left to tell when even this fails. */
    ssize_t ignored = write(STDERR_FILENO, line, length);
    (void)ignored;
}
