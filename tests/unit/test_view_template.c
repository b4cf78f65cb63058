/* The template shim: loading with refusals, filling, escaping by place, asset names. */
#include "view_scene.h"

#include <sys/stat.h>

#include "engine/base/words.h"

struct fixture {
    char directory[64];
    struct arena *arena;
    struct view *view;
};

static const char page[] =
    ESCAPED "<title>{{TITLE}}</title>\n"
            "<a href=\"{{LINK}}\" title=\"{{TITLE}}\">{{TITLE}}</a><a href=\"{{ROOT}}/x/{{TITLE}}\">y</a>\n"
            "<input{{#CHECKED}} checked=\"checked\"{{/CHECKED}} value=\"{{TITLE}}\"/>\n"
            "{{#ROW}}[{{NAME}}:{{NUMBER}}:{{TITLE}}{{>PIECE}}]{{/ROW}}{{#EMPTY}}none{{/EMPTY}}\n"
            "<link href=\"/static/{{ASSET_APP_CSS}}\"/>\n";
static const char piece[] = ESCAPED "({{NAME}}{{TITLE}} at {{ROOT}} {{ASSET_APP_CSS}})";
static const char manifest[] = "app.css app.0123456789.css\nicons-2.svg icons-2.abcdef0123.svg\n";
static const char *const files[] = {"page.html", "piece.html", "manifest", "bad.html", NULL};

static int open_fixture(void **state) {
    struct fixture *fixture = calloc(1, sizeof *fixture);
    const char *why = NULL;
    char manifest_path[160];
    view_scene_directory(fixture->directory);
    view_scene_write(fixture->directory, "page.html", page);
    view_scene_write(fixture->directory, "piece.html", piece);
    view_scene_write(fixture->directory, "manifest", manifest);
    snprintf(manifest_path, sizeof manifest_path, "%s", view_scene_path(fixture->directory, "manifest"));
    fixture->arena = arena_new((size_t)16 * 1024 * 1024);
    if (view_open(fixture->directory, manifest_path, &fixture->view, &why) != VIEW_OK)
        fail_msg("%s", why);
    *state = fixture;
    return 0;
}

static int close_fixture(void **state) {
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    view_close(&fixture->view);
    assert_null(fixture->view);
    view_scene_remove(fixture->directory, files);
    free(fixture);
    return 0;
}

static void escapes_by_place(void **state) {
    struct fixture *fixture = *state;
    struct values *values = values_new_in(fixture->arena, fixture->view);
    values_set(values, "TITLE", "<b a=\"1\" b='2'>&");
    values_set(values, "LINK", "javascript:alert(1)");
    const char *text = view_scene_render(fixture->arena, fixture->view, "page.html", values);
    assert_non_null(strstr(text, "<title>&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;</title>"));
    assert_non_null(strstr(text, "title=\"&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;\""));
    assert_non_null(strstr(text, "value=\"&lt;b a=&quot;1&quot;"));
    assert_null(strstr(text, "javascript:"));
    assert_null(strstr(text, "<b a="));
}

/* Each byte by itself, the way the template library does it. */
static void escapes_each_byte(void **state) {
    struct fixture *fixture = *state;
    for (int byte = 1; byte < 256; byte++) {
        struct values *values = values_new_in(fixture->arena, fixture->view);
        const char raw[] = {(char)byte, '\0'};
        const char *shown = byte == '&' ? "&amp;" : byte == '<' ? "&lt;" : byte == '>' ? "&gt;" : byte == '"' ? "&quot;"
                          : byte == '\'' ? "&#39;" : strchr("\t\n\v\f\r", byte) ? " " : raw;
        char expected[64];
        values_set(values, "TITLE", raw);
        snprintf(expected, sizeof expected, "<title>%s</title>\n<a href=\"\" title=\"%s\">%s</a>", shown, shown, shown);
        const char *text = view_scene_render(fixture->arena, fixture->view, "page.html", values);
        assert_memory_equal(text, expected, strlen(expected));
    }
}

/* The library's own rule for the beginning of an address. */
static void an_address_that_runs_is_none(void **state) {
    static const char *const addresses[][2] = {
        {"javascript:alert(1)", "#"}, {"data:text/html,x", "#"}, {"https://a.no/?b=1&c=2", "https://a.no/?b=1&amp;c=2"},
        {"/x\"y", "/x&quot;y"}, {"", ""},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct values *values = values_new_in(fixture->arena, fixture->view);
        char expected[64];
        values_set(values, "LINK", addresses[i][0]);
        snprintf(expected, sizeof expected, "<a href=\"%s\"", addresses[i][1]);
        assert_non_null(strstr(view_scene_render(fixture->arena, fixture->view, "page.html", values), expected));
    }
}

/* What is not set below is seen from above; a section that the parent got is shown below with the parent's values. */
static void sections_see_what_is_above(void **state) {
    struct fixture *fixture = *state;
    struct values *values = values_new_in(fixture->arena, fixture->view);
    values_set(values, "TITLE", "above");
    values_set(values, "NAME", "nobody");
    for (int i = 0; i < 40; i++) {
        struct values *row = values_section(values, "ROW");
        if (i % 2)
            values_set_number(row, "NAME", i);
        values_set_number(row, "NUMBER", i);
        values_set_number(row, "NUMBER", -i);
    }
    values_include(values, "PIECE", "piece.html");
    const char *text = view_scene_render(fixture->arena, fixture->view, "page.html", values);
    assert_non_null(strstr(text, "[nobody:0:above( at  app.0123456789.css)][1:-1:above("));
    assert_non_null(strstr(text, "[39:-39:above("));
}

static void fills_sections_and_pieces(void **state) {
    struct fixture *fixture = *state;
    struct values *values = values_new_in(fixture->arena, fixture->view);
    values_set(values, "TITLE", "T");
    values_set_everywhere(values, "ROOT", "/portal");
    for (int i = 1; i <= 2; i++) {
        struct values *row = values_section(values, "ROW");
        values_set(row, "NAME", i == 1 ? "æøå" : NULL);
        values_set_number(row, "NUMBER", i == 1 ? -9000000000LL : 2);
        values_set(values_include(row, "PIECE", "piece.html"), "NAME", "p");
    }
    const char *text = view_scene_render(fixture->arena, fixture->view, "page.html", values);
    assert_non_null(strstr(text, "[æøå:-9000000000:T(p at /portal app.0123456789.css)]"));
    assert_non_null(strstr(text, "[:2:T(p at /portal app.0123456789.css)]"));
    assert_null(strstr(text, "none"));
    assert_null(strstr(text, "checked"));
    assert_non_null(strstr(text, "href=\"/static/app.0123456789.css\""));
}

static void shows_only_what_was_shown(void **state) {
    struct fixture *fixture = *state;
    struct values *values = values_new_in(fixture->arena, fixture->view);
    values_show(values, "EMPTY");
    values_show(values, "CHECKED");
    const char *text = view_scene_render(fixture->arena, fixture->view, "page.html", values);
    assert_non_null(strstr(text, "none"));
    assert_non_null(strstr(text, "<input checked=\"checked\" value=\"\"/>"));
    assert_null(strstr(text, "["));
}

static void a_root_leaves_with_its_arena(void **state) {
    struct fixture *fixture = *state;
    for (int i = 0; i < 3; i++) {
        struct values *values = values_new_in(fixture->arena, fixture->view);
        values_section(values, "ROW");
        arena_reset(fixture->arena); /* the leak check at the end says whether it was freed */
    }
}

/* Escaped when it was made, whole wherever it stands, and holding nothing that a page sets everywhere. */
static void puts_in_pieces_as_they_were_made(void **state) {
    struct fixture *fixture = *state;
    struct arena *lasting = arena_new((size_t)1024 * 1024), *gone = arena_new((size_t)1024 * 1024);
    struct values *filled = values_new_in(gone, fixture->view);
    values_set(filled, "NAME", "<i>&");
    const struct view_piece *kept = view_piece_new(lasting, fixture->view, "piece.html", filled);
    arena_free(&gone);
    for (int page_number = 0; page_number < 2; page_number++) {
        struct values *values = values_new_in(fixture->arena, fixture->view);
        values_set_everywhere(values, "ROOT", "/below");
        struct values *row = values_section(values, "ROW");
        values_set(row, "NAME", "row");
        values_include_piece(row, "PIECE", kept);
        values_set(values_include(row, "PIECE", "piece.html"), "NAME", "own");
        values_include_piece(row, "PIECE", kept);
        const char *text = view_scene_render(fixture->arena, fixture->view, "page.html", values);
        const char *expected = "[row::(&lt;i&gt;&amp; at  app.0123456789.css)(own at /below app.0123456789.css)"
                               "(&lt;i&gt;&amp; at  app.0123456789.css)]";
        if (!strstr(text, expected))
            fail_msg("%s", text);
    }
    arena_free(&lasting);
}

static void names_assets(void **state) {
    struct fixture *fixture = *state;
    assert_string_equal(view_asset(fixture->view, "app.css"), "app.0123456789.css");
    assert_string_equal(view_asset(fixture->view, "icons-2.svg"), "icons-2.abcdef0123.svg");
    assert_null(view_asset(fixture->view, "app"));
}

static void refuses_what_does_not_fit_or_exist(void **state) {
    struct fixture *fixture = *state;
    struct values *values = values_new_in(fixture->arena, fixture->view);
    struct buffer small;
    const char *why = NULL;
    buffer_init(&small, fixture->arena, 20);
    assert_int_equal(view_render(fixture->view, "page.html", values, &small, &why), VIEW_FAILED);
    assert_non_null(strstr(why, "larger than its buffer"));
    assert_int_equal(view_render(fixture->view, "absent.html", values, &small, &why), VIEW_FAILED);
    assert_non_null(strstr(why, "no such template"));
}

static void refuse(const struct fixture *fixture, const char *bad, const char *lines, const char *reason) {
    struct view *view = NULL;
    const char *why = NULL;
    char manifest_path[160];
    view_scene_write(fixture->directory, "bad.html", bad);
    view_scene_write(fixture->directory, "manifest", lines);
    snprintf(manifest_path, sizeof manifest_path, "%s", view_scene_path(fixture->directory, "manifest"));
    assert_int_equal(view_open(fixture->directory, manifest_path, &view, &why), VIEW_FAILED);
    assert_null(view);
    if (!strstr(why, reason))
        fail_msg("expected \"%s\", got \"%s\"", reason, why);
}

static void refuses_bad_templates_and_manifests(void **state) {
    struct fixture *fixture = *state;
    struct view *view = NULL;
    const char *why = NULL;
    refuse(fixture, "<p>{{X}}</p>\n", manifest, "bad.html: does not begin with");
    refuse(fixture, ESCAPED "<p>{{X:none}}</p>\n", manifest, "bad.html: holds a marker");
    refuse(fixture, ESCAPED "<p>{{x}}</p>\n", manifest, "bad.html: holds a marker");
    refuse(fixture, ESCAPED "<p>{{X\n", manifest, "bad.html: holds a marker");
    refuse(fixture, ESCAPED "<p>{{#X}}</p>\n", manifest, "bad.html: cannot be parsed");
    refuse(fixture, ESCAPED "<script>var x = '{{X}}';</script>\n", manifest, "bad.html: holds a value where none may stand");
    refuse(fixture, ESCAPED "<p class={{X}}>\n", manifest, "bad.html: holds a value where none may stand");
    refuse(fixture, ESCAPED "<p onclick=\"f('{{X}}')\">\n", manifest, "bad.html: holds a value where none may stand");
    refuse(fixture, ESCAPED "<p style=\"{{X}}\">\n", manifest, "bad.html: holds a value where none may stand");
    refuse(fixture, ESCAPED "<!-- |<--\nVariable Node: X:h\nText Node: -->|-->\n", manifest, "bad.html: is understood");
    refuse(fixture, "", manifest, "bad.html: cannot be read or is empty");
    refuse(fixture, ESCAPED "<p></p>", "app.css\n", "manifest:1: expected");
    refuse(fixture, ESCAPED "<p></p>", "app.css a.css\nx y z\n", "manifest:2: expected");
    refuse(fixture, ESCAPED "<p></p>", "", "manifest: cannot be read");
    assert_int_equal(view_open("/nowhere", "/nowhere", &view, &why), VIEW_FAILED);
    assert_non_null(strstr(why, "/nowhere"));
}

static const char nynorsk_page[] =
    ESCAPED "<p>{{ROOT}}{{TITLE}}</p>{{#EMPTY}}inkje{{/EMPTY}}{{#ROW}}<i>{{>PIECE}}</i>{{/ROW}}";
static const char bokmal_page[] =
    ESCAPED "<p>{{TITLE}}{{ROOT}}</p>{{#ROW}}<b>{{>PIECE}}</b>{{/ROW}}{{#EMPTY}}ingen{{/EMPTY}}";

/* Opens a directory with these pages; NULL: the language has no such page. */
static enum view_result open_languages(const struct fixture *fixture, const char *page_text, const char *piece_text,
                                       struct view **view_out, const char **why_out) {
    char manifest_path[160];
    snprintf(manifest_path, sizeof manifest_path, "%s", view_scene_path(fixture->directory, "manifest"));
    mkdir(view_scene_path(fixture->directory, "nn"), 0700);
    unlink(view_scene_path(fixture->directory, "nn/piece.html"));
    view_scene_write(fixture->directory, "page.html", bokmal_page);
    view_scene_write(fixture->directory, "piece.html", ESCAPED "stykke {{NAME}}");
    view_scene_write(fixture->directory, "nn/page.html", page_text);
    if (piece_text)
        view_scene_write(fixture->directory, "nn/piece.html", piece_text);
    return view_open(fixture->directory, manifest_path, view_out, why_out);
}

static int close_languages(void **state) {
    struct fixture *fixture = *state;
    words_use(LANGUAGE_BOKMAL);
    unlink(view_scene_path(fixture->directory, "nn/page.html"));
    unlink(view_scene_path(fixture->directory, "nn/piece.html"));
    rmdir(view_scene_path(fixture->directory, "nn"));
    return close_fixture(state);
}

static void is_drawn(struct fixture *fixture, struct view *view, enum language language, const char *expected) {
    words_use(language);
    struct values *values = values_new_in(fixture->arena, view);
    words_use(LANGUAGE_BOKMAL); /* what counts is the root's birth */
    values_set(values, "TITLE", "T");
    values_set(values_include(values_section(values, "ROW"), "PIECE", "piece.html"), "NAME", "N");
    values_show(values, "EMPTY");
    assert_string_equal(view_scene_render(fixture->arena, view, "page.html", values), expected);
}

static void a_page_is_in_the_readers_language(void **state) {
    struct fixture *fixture = *state;
    struct view *view = NULL;
    const char *why = NULL;
    if (open_languages(fixture, nynorsk_page, ESCAPED "bit {{NAME}}", &view, &why) != VIEW_OK)
        fail_msg("%s", why);
    is_drawn(fixture, view, LANGUAGE_NYNORSK, "<p>T</p>inkje<i>bit N</i>");
    is_drawn(fixture, view, LANGUAGE_BOKMAL, "<p>T</p><b>stykke N</b>ingen");
    is_drawn(fixture, view, LANGUAGE_ENGLISH, "<p>T</p><b>stykke N</b>ingen"); /* has no folder */
    arena_reset(fixture->arena);
    view_close(&view);
}

static void a_language_that_loses_something_is_refused(void **state) {
    struct fixture *fixture = *state;
    struct view *view = NULL;
    const char *why = NULL;
    assert_int_equal(open_languages(fixture, nynorsk_page, NULL, &view, &why), VIEW_FAILED);
    assert_non_null(strstr(why, "nn/: lacks pages"));
    assert_int_equal(open_languages(fixture, ESCAPED "{{TITLE}}", ESCAPED "{{NAME}}", &view, &why), VIEW_FAILED);
    assert_non_null(strstr(why, "nn/page.html: has other markers than page.html"));
    assert_int_equal(open_languages(fixture, nynorsk_page, ESCAPED "{{NAME}}{{NAME}}", &view, &why), VIEW_FAILED);
    assert_non_null(strstr(why, "nn/piece.html: has other markers than piece.html"));
    assert_int_equal(open_languages(fixture, nynorsk_page, "{{NAME}}", &view, &why), VIEW_FAILED);
    assert_non_null(strstr(why, "nn/piece.html: does not begin with"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(escapes_by_place, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(escapes_each_byte, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(an_address_that_runs_is_none, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(sections_see_what_is_above, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(fills_sections_and_pieces, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(shows_only_what_was_shown, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_root_leaves_with_its_arena, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(puts_in_pieces_as_they_were_made, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(names_assets, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(refuses_what_does_not_fit_or_exist, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(refuses_bad_templates_and_manifests, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_page_is_in_the_readers_language, open_fixture, close_languages),
        cmocka_unit_test_setup_teardown(a_language_that_loses_something_is_refused, open_fixture, close_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
