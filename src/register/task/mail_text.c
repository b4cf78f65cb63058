/* The texts of mails. */
#include "register/task/mail_text.h"

#include "engine/base/buffer.h"
#include "engine/base/clock.h"
#include "engine/base/words.h"

enum { BODY_AT_MOST = 8 * 1024, NAME_AT_MOST = 100, PLACE_AT_MOST = 300 };

/* What the texts are filled with: names as single lines. */
struct filling {
    struct arena *arena;
    struct buffer body;
    const char *recipient, *invited_by, *place, *link, *until, *made, *contact;
};

static void add(struct filling *filling, const char *paragraph)
{
    buffer_add_format(&filling->body, "%s\n\n", paragraph);
}

static void add_link(struct filling *filling)
{
    add(filling, filling->link);
    add(filling, arena_printf(filling->arena, _("Lenken kan brukes én gang, og virker til %s."), filling->until));
}

static const char *invitation(struct filling *filling)
{
    if (*filling->place)
        add(filling, arena_printf(filling->arena, _("%s har invitert deg til å bruke Jobbsjanseregisteret. Tilgangen gjelder %s."),
                                  filling->invited_by, filling->place));
    else
        add(filling, arena_printf(filling->arena, _("%s har invitert deg til å bruke Jobbsjanseregisteret."), filling->invited_by));
    add(filling, _("Åpne lenken, og velg brukernavn og passord:"));
    add_link(filling);
    add(filling, _("Er lenken gått ut, kan den som inviterte deg, sende en ny."));
    add(filling, _("Ventet du ikke denne e-posten, trenger du ikke å gjøre noe. Ingen får tilgang så lenge lenken ikke blir brukt."));
    return _("Invitasjon til Jobbsjanseregisteret");
}

static const char *password(struct filling *filling)
{
    add(filling, _("Noen har bedt om nytt passord for brukeren din i Jobbsjanseregisteret."));
    add(filling, _("Var det deg, åpner du lenken og velger et nytt passord:"));
    add_link(filling);
    add(filling, _("Var det ikke deg, trenger du ikke å gjøre noe. Passordet ditt er det samme som før."));
    return _("Nytt passord i Jobbsjanseregisteret");
}

/* Whom to tell that it was somebody else. */
static void add_alarm(struct filling *filling)
{
    if (*filling->contact)
        add(filling, arena_printf(filling->arena, _("Var det ikke deg, må du si fra med en gang til %s."), filling->contact));
    else
        add(filling, _("Var det ikke deg, må du si fra med en gang til den som gir tilgang til registeret der du arbeider."));
}

static const char *password_changed(struct filling *filling)
{
    add(filling, arena_printf(filling->arena, _("Passordet ditt i Jobbsjanseregisteret ble endret %s."), filling->made));
    add(filling, _("Var det deg, trenger du ikke å gjøre noe."));
    add_alarm(filling);
    return _("Passordet ditt er endret");
}

static const char *app_removed(struct filling *filling)
{
    add(filling, arena_printf(filling->arena, _("Kodeappen du logger inn i Jobbsjanseregisteret med, ble fjernet %s av en som gir tilgang."),
                              filling->made));
    add(filling, _("Neste gang du logger inn med passordet, registrerer du en ny app og får nye gjenopprettingskoder."));
    add(filling, _("Har du ikke bedt om dette, må du si fra."));
    add_alarm(filling);
    return _("Kodeappen din er fjernet");
}

static const char *app_changed(struct filling *filling)
{
    add(filling, arena_printf(filling->arena, _("En annen kodeapp ble registrert for brukeren din i Jobbsjanseregisteret %s."),
                              filling->made));
    add(filling, _("Var det deg, trenger du ikke å gjøre noe."));
    add_alarm(filling);
    return _("Kodeappen din er byttet");
}

static const char *identity_tied(struct filling *filling)
{
    add(filling, arena_printf(filling->arena, _("Brukeren din i Jobbsjanseregisteret fikk en ny måte å logge inn på %s. Du ser hvilken på Min bruker."),
                              filling->made));
    add(filling, _("Var det deg, trenger du ikke å gjøre noe."));
    add_alarm(filling);
    return _("Ny måte å logge inn på");
}

static void add_end(struct filling *filling)
{
    add(filling, _("Vi spør aldri om passord eller koder i en e-post. E-posten er sendt automatisk og kan ikke besvares."));
    buffer_add_format(&filling->body, "%s\n", _("Hilsen Jobbsjanseregisteret"));
}

struct mail_text mail_text_make(struct arena *arena, const struct mail_job *job, const char *link, const char *contact)
{
    static const char *(*const makers[MAIL_KINDS])(struct filling *) = {
        [MAIL_INVITATION] = invitation, [MAIL_PASSWORD] = password, [MAIL_PASSWORD_CHANGED] = password_changed,
        [MAIL_APP_REMOVED] = app_removed, [MAIL_APP_CHANGED] = app_changed, [MAIL_IDENTITY_TIED] = identity_tied};
    struct filling filling = {
        .arena = arena,
        .recipient = mail_line(arena, job->recipient_name, NAME_AT_MOST),
        .invited_by = mail_line(arena, job->invited_by ? job->invited_by : "", NAME_AT_MOST),
        .place = mail_line(arena, job->place ? job->place : "", PLACE_AT_MOST),
        .link = link ? link : "",
        .until = clock_show_minute(arena, job->expires_at),
        .made = clock_show_minute(arena, job->made_at),
        .contact = contact,
    };
    struct mail_text text;

    buffer_init(&filling.body, arena, BODY_AT_MOST);
    add(&filling, *filling.recipient ? arena_printf(arena, _("Hei, %s!"), filling.recipient) : _("Hei!"));
    text.subject = makers[job->kind](&filling);
    add_end(&filling);
    text.body = buffer_text(&filling.body);
    return text;
}
