/* A new password for whoever has forgotten it (requirement A4): asked for by user name or mail address, chosen by the link in the
 * mail. What is answered says nothing of who exists. */
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/password.h"
#include "register/page/pages.h"
#include "register/store/password.h"

enum { WHO_AT_MOST = 254 };

static struct values *ask_page(struct visit *visit, const char *section)
{
    struct values *page = visit_page(visit, "glemt-passord.html", _("Glemt passord"));

    visit_contact(visit, page);
    values_show(page, section);
    return page;
}

enum outcome page_reset_form(struct visit *visit)
{
    ask_page(visit, "ASKING");
    return visit_render(visit, 200);
}

enum outcome page_reset_ask(struct visit *visit)
{
    const char *who = http_fields_get(&visit->request->form, "brukernavn");
    enum store_result result;

    if (text_is_empty(who)) {
        values_show(ask_page(visit, "ASKING"), "FAILED");
        values_show(visit->values, "WITH_ERRORS");
        return visit_render(visit, 422);
    }
    if (text_length(who) > WHO_AT_MOST)
        who = ""; /* nobody's, and answered like any other */
    result = reset_ask(&visit->site->store, visit->arena, who, visit->request->remote);
    if (result != STORE_OK)
        return visit_store(result);
    ask_page(visit, "ASKED");
    return visit_render(visit, 200);
}

static struct values *link_page(struct visit *visit, const struct reset_link *link)
{
    static const char *const sections[] = {[RESET_EXPIRED] = "EXPIRED", [RESET_USED] = "USED",
                                           [RESET_WITHDRAWN] = "WITHDRAWN", [RESET_UNKNOWN] = "UNKNOWN"};
    struct values *page = visit_page(visit, "nytt-passord.html", _("Velg nytt passord"));

    visit->response.no_referrer = true; /* the address is a secret */
    visit_contact(visit, page);
    if (link->state != RESET_GOOD) {
        values_show(page, sections[link->state]);
        values_show(page, "ASK_ANEW");
    }
    if (link->state == RESET_GOOD) {
        struct values *form = values_section(page, "CHOOSE");

        values_set(form, "LINK_TOKEN", visit->part);
        values_set(form, "LOGIN_NAME", link->username);
    }
    return page;
}

static enum outcome show_link(struct visit *visit, const struct reset_link *link)
{
    link_page(visit, link);
    return visit_render(visit, link->state == RESET_GOOD ? 200 : link->state == RESET_UNKNOWN ? 404 : 410);
}

enum outcome page_reset_link(struct visit *visit)
{
    struct reset_link link;
    enum store_result result = reset_open(&visit->site->store, visit->arena, visit->part, &link);

    return result == STORE_OK ? show_link(visit, &link) : visit_store(result);
}

static enum outcome refuse(struct visit *visit, const struct reset_link *link, const char *says)
{
    values_set(values_section(link_page(visit, link), "FAILED"), "MESSAGE", says);
    values_show(visit->values, "WITH_ERRORS");
    return visit_render(visit, 422);
}

static enum outcome choose(struct visit *visit, const char *password)
{
    char hash[CRYPTO_PASSWORD_TEXT];
    struct reset_link gone = {.state = RESET_USED};
    bool done = false;
    enum store_result result;

    crypto_password_hash(password, hash);
    result = reset_finish(&visit->site->store, visit->arena, visit->part, hash, &done);
    if (result != STORE_OK)
        return visit_store(result);
    return done ? visit_redirect(visit, "/logg-inn?passord=nytt") : show_link(visit, &gone);
}

enum outcome page_reset_choose(struct visit *visit)
{
    const char *password = http_fields_get(&visit->request->form, "passord");
    struct reset_link link;
    enum password_verdict verdict;
    enum store_result result = reset_open(&visit->site->store, visit->arena, visit->part, &link);

    if (result != STORE_OK)
        return visit_store(result);
    if (link.state != RESET_GOOD)
        return show_link(visit, &link);
    const char *const own[] = {link.name, link.username, link.email, link.places};
    verdict = password_judge(visit->arena, password, own, sizeof own / sizeof *own);
    return verdict == PASSWORD_GOOD ? choose(visit, password) : refuse(visit, &link, password_says(verdict));
}
