/* A client's own words, cut down. */
#include "register/domain/access/browser.h"

#include <stddef.h>
#include <string.h>

/* What stands in its words, and what that means. The first that fits: most call themselves several things, and the one that
 * tells them apart stands higher. */
struct sign {
    const char *mark, *name;
};

static const struct sign browsers[] = {
    {"Edg", "Edge"},        {"OPR/", "Opera"},     {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"},
    {"FxiOS", "Firefox"},   {"Chrome", "Chrome"},  {"CriOS", "Chrome"},                    {"Safari", "Safari"},
};

static const struct sign systems[] = {
    {"Windows", "Windows"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},   {"Android", "Android"},
    {"CrOS", "ChromeOS"},   {"Mac OS X", "macOS"}, {"Linux", "Linux"},
};

static const char *first_of(const struct sign *signs, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, signs[i].mark))
            return signs[i].name;
    return "";
}

const char *browser_of(struct arena *arena, const char *user_agent)
{
    const char *browser, *system;

    if (!user_agent)
        return "";
    browser = first_of(browsers, sizeof browsers / sizeof *browsers, user_agent);
    system = first_of(systems, sizeof systems / sizeof *systems, user_agent);
    return *browser || *system ? arena_printf(arena, "%s/%s", browser, system) : "";
}
