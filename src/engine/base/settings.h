/* Settings: `key = value` lines in a file, checked against a table of rows.
 * An unknown key, a key twice, or a value of the wrong type is an error that
 * names file and line. */
#ifndef ENGINE_BASE_SETTINGS_H
#define ENGINE_BASE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

enum setting_type { SETTING_TEXT, SETTING_NUMBER, SETTING_YES_NO };

struct setting {
    const char *key;
    enum setting_type type;
    const char *standard; /* the default, as it would be written; NULL = must be given */
    long long least, most; /* for numbers */
    const char *meaning; /* one line, for the manual */
};

struct settings;

/* `rows` must outlive the result; ends with a row whose key is NULL. false: *why_out says file,
 * line and reason (static or leaked once at start; for people). */
bool settings_load(const char *file, const struct setting *rows, struct settings **settings_out,
                   const char **why_out);
void settings_free(struct settings **settings);
const char *settings_text(const struct settings *settings, const char *key); /* key must be in the table */
long long settings_number(const struct settings *settings, const char *key);
bool settings_yes(const struct settings *settings, const char *key);

#endif
