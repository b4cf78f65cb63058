/* What a change came to. */
#include "register/page/introduksjon/message.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/show.h"

static const struct {
    enum message message;
    enum row_kind kind;
    const char *word; /* in the address */
    const char *title, *text;
} messages[] = {
    {MESSAGE_SAVED, ROW_DECISION, "vedtak-lagret", N_("Vedtaket er lagret"), N_("Fristen for gjennomføring følger vedtakene.")},
    {MESSAGE_SAVED, ROW_GOAL, "sluttmal-lagret", N_("Sluttmålet er lagret"), N_("Fristen for gjennomføring følger sluttmålet.")},
    {MESSAGE_SAVED, ROW_TERMINATION, "avslutning-lagret", N_("Avslutningen er lagret"),
     N_("Den står nå som personens avslutning.")},
    {MESSAGE_DELETED, ROW_DECISION, "vedtak-slettet", N_("Vedtaket er slettet"), N_("Det vises fortsatt som slettet blant alle vedtak.")},
    {MESSAGE_DELETED, ROW_GOAL, "sluttmal-slettet", N_("Sluttmålet er slettet"),
     N_("Det vises fortsatt som slettet blant alle sluttmål.")},
    {MESSAGE_DELETED, ROW_TERMINATION, "avslutning-slettet", N_("Avslutningen er slettet"),
     N_("Den vises fortsatt som slettet i avslutningshistorikken.")},
    {MESSAGE_REOPENED, ROW_TERMINATION, "gjenapnet", N_("Programmet er gjenåpnet"),
     N_("Avslutningen står som slettet, og programmet løper videre til fristen.")},
};

enum outcome message_redirect(struct visit *visit, enum message message, enum row_kind kind)
{
    const char *word = "";

    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (messages[i].message == message && messages[i].kind == kind)
            word = messages[i].word;
    return visit_redirect(visit, arena_printf(visit->arena, "/introduksjon/personer/%s?melding=%s", visit->part, word));
}

void message_show(struct visit *visit, struct values *page)
{
    const char *word = http_fields_get(&visit->request->query, "melding");

    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (text_equal(word, messages[i].word))
            show_notice(page, "success", words_text(messages[i].title), words_text(messages[i].text));
}
