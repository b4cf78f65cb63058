// The template library behind the C header: a frozen cache of checked templates, and
// dictionaries handed out as `struct values`. Nothing else includes the library.
extern "C" {
#include "engine/base/arena.h"
#include "engine/base/buffer.h"
#include "engine/base/words.h"
}
#include "engine/view/template.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cstring>
#include <deque>
#include <dirent.h>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>

using ctemplate::TemplateCache;
using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

static const char autoescape[] = "{{%AUTOESCAPE context=\"HTML\"}}";
static const ctemplate::Strip strip = ctemplate::STRIP_BLANK_LINES;

struct view {
    TemplateCache cache;
    std::map<std::string, std::vector<std::string>> files; // "ramme.html", "nn/ramme.html": with their markers
    size_t bokmal; // how many files each language has
    std::set<enum language> languages; // that have pages of their own
    std::set<std::string> markers; // of all templates, so that a misspelt name is found
    std::map<std::string, std::string> assets;
    std::map<std::string, std::string> asset_markers;
};

struct page;

struct values {
    struct view *view;
    struct page *page;
    TemplateDictionary *dictionary; // the root's owns all others
};

// One root with the handles of everything below it; a deque never moves them.
struct page {
    std::string folder; // "" or "nn/": the language it was begun in
    struct values root;
    std::deque<struct values> below;
};

static std::string why_text;

static enum view_result refuse(const std::string &why, const char **why_out) {
    why_text = why;
    *why_out = why_text.c_str();
    return VIEW_FAILED;
}

static bool read_file(const std::string &path, std::string *text_out) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    *text_out = text.str();
    return file.good() && !text_out->empty();
}

static std::string marker_of_asset(const std::string &logical_name) {
    std::string marker = "ASSET_";
    for (unsigned char c : logical_name)
        marker += static_cast<char>(isalnum(c) ? toupper(c) : '_');
    return marker;
}

static bool read_manifest(struct view *view, const char *manifest_file, const char **why_out) {
    std::string text, line;
    if (!read_file(manifest_file, &text)) {
        refuse(std::string(manifest_file) + ": cannot be read or is empty", why_out);
        return false;
    }
    std::istringstream lines(text);
    for (int number = 1; std::getline(lines, line); number++) {
        std::istringstream words(line);
        std::string logical, hashed, rest;
        if (!(words >> logical >> hashed) || (words >> rest)) {
            refuse(std::string(manifest_file) + ":" + std::to_string(number) +
                       ": expected `logical-name hashed-name`",
                   why_out);
            return false;
        }
        view->assets[logical] = hashed;
        view->asset_markers[marker_of_asset(logical)] = hashed;
    }
    return true;
}

// What stands between {{ and }}; the names, without the sign in front, to the view's. A marker with a
// modifier escapes by hand, which is for the automatic escaping alone: refused.
static bool collect_markers(struct view *view, const std::string &text, std::vector<std::string> *found_out) {
    size_t at = 0;
    while ((at = text.find("{{", at)) != std::string::npos) {
        size_t end = text.find("}}", at);
        if (end == std::string::npos)
            return false;
        std::string name = text.substr(at + 2, end - at - 2);
        at = end + 2;
        if (name.empty() || name[0] == '%' || name[0] == '!')
            continue;
        found_out->push_back(name);
        if (name[0] == '#' || name[0] == '/' || name[0] == '>')
            name.erase(0, 1);
        for (unsigned char c : name)
            if (!isupper(c) && !isdigit(c) && c != '_')
                return false;
        view->markers.insert(name);
    }
    return true;
}

static bool load_template(struct view *view, const std::string &directory, const std::string &file,
                          const char **why_out) {
    std::string text, path = directory + "/" + file;
    std::vector<std::string> markers;
    const char *why = nullptr;
    if (!read_file(path, &text))
        why = "cannot be read or is empty";
    else if (text.compare(0, sizeof autoescape - 1, autoescape) != 0)
        why = "does not begin with {{%AUTOESCAPE context=\"HTML\"}}";
    else if (!collect_markers(view, text, &markers))
        why = "holds a marker that is no plain name of capitals, digits and underscores";
    else if (!view->cache.StringToTemplateCache(file, text, strip))
        why = "cannot be parsed (the reason is on standard error)";
    if (why)
        refuse(path + ": " + why, why_out);
    else
        view->files[file] = markers;
    return why == nullptr;
}

static std::vector<std::string> names_in(DIR *handle) {
    std::vector<std::string> names;
    while (const struct dirent *entry = readdir(handle)) {
        std::string name = entry->d_name;
        if (name.size() > 5 && name[0] != '.' && name.compare(name.size() - 5, 5, ".html") == 0)
            names.push_back(name);
    }
    closedir(handle);
    return names;
}

static bool load_directory(struct view *view, const char *directory, const char **why_out) {
    DIR *handle = opendir(directory);
    if (!handle) {
        refuse(std::string(directory) + ": cannot be opened", why_out);
        return false;
    }
    std::vector<std::string> names = names_in(handle);
    for (const std::string &name : names)
        if (!load_template(view, directory, name, why_out))
            return false;
    if (names.empty())
        refuse(std::string(directory) + ": holds no template", why_out);
    return !names.empty();
}

static std::string folder_of(enum language language) {
    return language == LANGUAGE_BOKMAL ? "" : std::string(words_language_code(language)) + "/";
}

// A translation has moved markers at most: the same names as often, or something of the page would be lost.
static bool is_same_page(const struct view *view, const std::string &file, const std::string &translation) {
    auto found = view->files.find(file);
    if (found == view->files.end())
        return false;
    std::vector<std::string> ours = found->second, theirs = view->files.at(translation);
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    return ours == theirs;
}

// The pages of a language, where the directory has a folder for it: all of them.
static bool load_language(struct view *view, const std::string &directory, enum language language,
                          const char **why_out) {
    std::string folder = folder_of(language);
    size_t bokmal = view->files.size();
    DIR *handle = opendir((directory + "/" + folder).c_str());
    if (!handle)
        return true;
    std::vector<std::string> names = names_in(handle);
    for (const std::string &name : names) {
        if (!load_template(view, directory, folder + name, why_out))
            return false;
        if (!is_same_page(view, name, folder + name)) {
            refuse(directory + "/" + folder + name + ": has other markers than " + name, why_out);
            return false;
        }
    }
    view->languages.insert(language);
    if (view->files.size() != bokmal + view->bokmal)
        refuse(directory + "/" + folder + ": lacks pages", why_out);
    return view->files.size() == bokmal + view->bokmal;
}

static bool load_all(struct view *view, const char *directory, const char **why_out) {
    if (!load_directory(view, directory, why_out))
        return false;
    view->bokmal = view->files.size();
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (i != LANGUAGE_BOKMAL && !load_language(view, directory, static_cast<enum language>(i), why_out))
            return false;
    return true;
}

enum view_result view_open(const char *directory, const char *manifest_file, struct view **view_out,
                           const char **why_out) {
    struct view *view = new struct view;
    *view_out = nullptr;
    if (!read_manifest(view, manifest_file, why_out) || !load_all(view, directory, why_out)) {
        delete view;
        return VIEW_FAILED;
    }
    for (const auto &[marker, hashed] : view->asset_markers)
        view->markers.insert(marker);
    view->cache.Freeze();
    *view_out = view;
    return VIEW_OK;
}

void view_close(struct view **view) {
    delete *view;
    *view = nullptr;
}

const char *view_asset(struct view *view, const char *logical_name) {
    auto found = view->assets.find(logical_name);
    return found == view->assets.end() ? nullptr : found->second.c_str();
}

struct values *values_new(struct view *view) {
    struct page *page = new struct page;
    page->root = {view, page, new TemplateDictionary("page")};
    if (view->languages.count(words_language()))
        page->folder = folder_of(words_language());
    for (const auto &[marker, hashed] : view->asset_markers)
        page->root.dictionary->SetTemplateGlobalValue(marker, hashed);
    return &page->root;
}

void values_free(struct values **values) {
    if (!*values)
        return;
    struct page *page = (*values)->page;
    assert(*values == &page->root);
    delete page->root.dictionary;
    delete page;
    *values = nullptr;
}

static void release(void *thing) {
    struct values *values = static_cast<struct values *>(thing);
    values_free(&values);
}

struct values *values_new_in(struct arena *arena, struct view *view) {
    struct values *values = values_new(view);
    arena_on_reset(arena, release, values);
    return values;
}

static TemplateString known(const struct values *v, const char *name) {
    assert(v->view->markers.count(name) == 1);
    (void)v;
    return TemplateString(name);
}

void values_set(struct values *v, const char *name, const char *text) {
    v->dictionary->SetValue(known(v, name), text ? text : "");
}

void values_set_number(struct values *v, const char *name, long long number) {
    v->dictionary->SetValue(known(v, name), std::to_string(number));
}

void values_set_everywhere(struct values *v, const char *name, const char *text) {
    v->page->root.dictionary->SetTemplateGlobalValue(known(v, name), text ? text : "");
}

static struct values *handle(struct values *v, TemplateDictionary *dictionary) {
    return &v->page->below.emplace_back(values{v->view, v->page, dictionary});
}

struct values *values_section(struct values *v, const char *name) {
    return handle(v, v->dictionary->AddSectionDictionary(known(v, name)));
}

void values_show(struct values *v, const char *name) {
    v->dictionary->ShowSection(known(v, name));
}

struct values *values_include(struct values *v, const char *name, const char *file) {
    assert(v->view->files.count(file) == 1);
    TemplateDictionary *dictionary = v->dictionary->AddIncludeDictionary(known(v, name));
    dictionary->SetFilename(v->page->folder + file);
    return handle(v, dictionary);
}

namespace {
class buffer_emitter : public ctemplate::ExpandEmitter {
  public:
    explicit buffer_emitter(struct buffer *out) : out_(out) {}
    void Emit(char c) override { buffer_add(out_, &c, 1); }
    void Emit(const std::string &s) override { buffer_add(out_, s.data(), s.size()); }
    void Emit(const char *s) override { buffer_add(out_, s, strlen(s)); }
    void Emit(const char *s, size_t length) override { buffer_add(out_, s, length); }

  private:
    struct buffer *out_;
};
} // namespace

enum view_result view_render(struct view *view, const char *file, struct values *values, struct buffer *out,
                             const char **why_out) {
    buffer_emitter emitter(out);
    ctemplate::PerExpandData data;
    if (view->files.count(file) == 0)
        return refuse(std::string(file) + ": no such template", why_out);
    if (!view->cache.ExpandNoLoad(values->page->folder + file, strip, values->dictionary, &data, &emitter))
        return refuse(std::string(file) + ": could not be filled", why_out);
    if (out->overflowed)
        return refuse(std::string(file) + ": the page is larger than its buffer", why_out);
    return VIEW_OK;
}
