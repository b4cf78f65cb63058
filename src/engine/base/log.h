/* One line per event on standard error: level, event, key=value fields.
 * Never a person's data: fields are ids, counts, route patterns, error numbers. */
#ifndef ENGINE_BASE_LOG_H
#define ENGINE_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO };

void log_open(const char *program); /* the name in front of each line */
/* `event` is a fixed word with dashes; `format` makes "key=value key=value". Control
 * characters in the result are shown as \xNN, so a line is one line. */
void log_event(enum log_level level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
