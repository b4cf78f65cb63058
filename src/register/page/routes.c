/* The one table of addresses. */
#include "register/page/routes.h"

#include <assert.h>
#include <string.h>

#include "register/page/pages.h"

/* Beside the registers; and those. */
#define SHARED NULL
#define JOBBSJANSEN REGISTER_JOBBSJANSEN
#define INTRODUKSJON REGISTER_INTRODUKSJON

static const struct route routes[] = {
    {HTTP_GET, "/", SHARED, ROUTE_OPEN, false, page_front, NULL},
    {HTTP_GET, "/helse", SHARED, ROUTE_OPEN, false, page_health, NULL},
    {HTTP_GET, "/klar", SHARED, ROUTE_OPEN, false, page_ready, NULL},
    {HTTP_GET, "/logg-inn", SHARED, ROUTE_OPEN, false, page_login_form, NULL},
    {HTTP_POST, "/logg-inn", SHARED, ROUTE_PASSWORD, true, page_login, page_login_forged},
    {HTTP_GET, "/logg-inn/kode", SHARED, ROUTE_HALF, false, page_factor_code_form, NULL},
    {HTTP_POST, "/logg-inn/kode", SHARED, ROUTE_HALF, true, page_factor_code, page_factor_code_forged},
    {HTTP_GET, "/logg-inn/registrer", SHARED, ROUTE_HALF, false, page_factor_enrol_form, NULL},
    {HTTP_POST, "/logg-inn/registrer", SHARED, ROUTE_HALF, true, page_factor_enrol, page_factor_enrol_forged},
    {HTTP_GET, "/logg-inn/glemt", SHARED, ROUTE_PASSWORD, false, page_reset_form, NULL},
    {HTTP_POST, "/logg-inn/glemt", SHARED, ROUTE_PASSWORD, true, page_reset_ask, NULL},
    {HTTP_GET, "/logg-inn/nytt-passord/{token}", SHARED, ROUTE_PASSWORD, false, page_reset_link, NULL},
    {HTTP_POST, "/logg-inn/nytt-passord/{token}", SHARED, ROUTE_PASSWORD, true, page_reset_choose, NULL},
    {HTTP_POST, "/logg-ut", SHARED, ROUTE_HALF, true, page_logout, NULL},
    {HTTP_GET, "/min-bruker", SHARED, ROUTE_LOGIN, false, page_me, NULL},
    {HTTP_POST, "/min-bruker", SHARED, ROUTE_LOGIN, true, page_me_end, NULL},
    {HTTP_GET, "/min-bruker/faktor", SHARED, ROUTE_LOGIN, false, page_factor_own_form, NULL},
    {HTTP_POST, "/min-bruker/faktor", SHARED, ROUTE_LOGIN, true, page_factor_own, NULL},
    {HTTP_GET, "/min-bruker/passord", SHARED, ROUTE_LOGIN, false, page_password_form, NULL},
    {HTTP_POST, "/min-bruker/passord", SHARED, ROUTE_LOGIN, true, page_password, NULL},
    {HTTP_GET, "/min-bruker/okt.json", SHARED, ROUTE_LOGIN, false, page_me_session, NULL},
    {HTTP_GET, "/brukere", SHARED, ROUTE_PEOPLE_LIST, false, page_users, NULL},
    {HTTP_GET, "/brukere/ny", SHARED, ROUTE_PEOPLE, false, page_users_invite_form, NULL},
    {HTTP_POST, "/brukere/ny", SHARED, ROUTE_PEOPLE, true, page_users_invite, page_users_invite_forged},
    {HTTP_POST, "/brukere/invitasjon/{id}", SHARED, ROUTE_PEOPLE, true, page_users_invitation, NULL},
    {HTTP_GET, "/brukere/{id}", SHARED, ROUTE_PEOPLE, false, page_user, NULL},
    {HTTP_POST, "/brukere/{id}", SHARED, ROUTE_PEOPLE, true, page_user_change, page_user_change_forged},
    {HTTP_GET, "/brukere/{id}/ny-tilgang", SHARED, ROUTE_PEOPLE, false, page_user_grant_form, NULL},
    {HTTP_POST, "/brukere/{id}/ny-tilgang", SHARED, ROUTE_PEOPLE, true, page_user_grant, page_user_grant_forged},
    {HTTP_GET, "/brukere/{id}/tilgang/{nr}", SHARED, ROUTE_PEOPLE, false, page_user_dates_form, NULL},
    {HTTP_POST, "/brukere/{id}/tilgang/{nr}", SHARED, ROUTE_PEOPLE, true, page_user_dates, page_user_dates_forged},
    {HTTP_GET, "/brukere/{id}/kodeapp", SHARED, ROUTE_PEOPLE, false, page_user_app_form, NULL},
    {HTTP_POST, "/brukere/{id}/kodeapp", SHARED, ROUTE_PEOPLE, true, page_user_app, NULL},
    {HTTP_GET, "/brukere/{id}/avslutt/{nr}", SHARED, ROUTE_PEOPLE, false, page_user_end_form, NULL},
    {HTTP_POST, "/brukere/{id}/avslutt/{nr}", SHARED, ROUTE_PEOPLE, true, page_user_end, NULL},
    {HTTP_GET, "/invitasjon/{token}", SHARED, ROUTE_OPEN, false, page_invitation, NULL},
    {HTTP_POST, "/invitasjon/{token}", SHARED, ROUTE_OPEN, true, page_invitation_accept, page_invitation_forged},
    {HTTP_POST, "/min-bruker/tilknytning", SHARED, ROUTE_LOGIN, true, page_oidc_untie, NULL},
    {HTTP_GET, "/oidc/start", SHARED, ROUTE_OPEN, false, page_oidc_start, NULL},
    {HTTP_POST, "/oidc/start", SHARED, ROUTE_LOGIN, true, page_oidc_tie, NULL},
    {HTTP_GET, "/oidc/svar", SHARED, ROUTE_OPEN, false, page_oidc_answer, NULL},
    {HTTP_GET, "/hjelp", SHARED, ROUTE_OPEN, false, page_help, NULL},
    {HTTP_GET, "/hjelp/{emne}", SHARED, ROUTE_OPEN, false, page_help_topic, NULL},
    {HTTP_GET, "/tilgjengelighet", SHARED, ROUTE_OPEN, false, page_accessibility, NULL},
    {HTTP_GET, "/kodebok", SHARED, ROUTE_LOGIN, false, page_codebook, NULL},
    {HTTP_GET, "/kodebok.csv", SHARED, ROUTE_LOGIN, false, page_codebook_csv, NULL},
    {HTTP_GET, "/kodebok.json", SHARED, ROUTE_LOGIN, false, page_codebook_json, NULL},
    {HTTP_GET, "/aktivitetslogg", SHARED, ROUTE_LOG, false, page_activity, NULL},
    {HTTP_POST, "/aktivitetslogg", SHARED, ROUTE_LOG, true, page_activity_search, page_activity_search_forged},
    {HTTP_GET, "/aktivitetslogg.csv", SHARED, ROUTE_LOG, false, page_activity_file, NULL},
    {HTTP_GET, "/kvalitet", JOBBSJANSEN, ROUTE_REPORT, false, page_quality, NULL},
    {HTTP_GET, "/deltakere", JOBBSJANSEN, ROUTE_SEE, false, page_overview, NULL},
    {HTTP_GET, "/deltakere/sok", JOBBSJANSEN, ROUTE_SEE, false, page_search_form, NULL},
    {HTTP_POST, "/deltakere/sok", JOBBSJANSEN, ROUTE_SEE, true, page_search, page_search_forged},
    {HTTP_GET, "/deltakere/oversikt.csv", JOBBSJANSEN, ROUTE_SEE, false, page_download_overview, NULL},
    {HTTP_GET, "/deltakere/oversikt.xlsx", JOBBSJANSEN, ROUTE_SEE, false, page_download_overview, NULL},
    {HTTP_GET, "/deltakere/datasett.csv", JOBBSJANSEN, ROUTE_SEE, false, page_download_dataset, NULL},
    {HTTP_GET, "/deltakere/datasett.xlsx", JOBBSJANSEN, ROUTE_SEE, false, page_download_dataset, NULL},
    {HTTP_GET, "/deltakere/prover.csv", JOBBSJANSEN, ROUTE_SEE, false, page_download_tests, NULL},
    {HTTP_GET, "/deltakere/kvittering", JOBBSJANSEN, ROUTE_SEE, false, page_receipts, NULL},
    {HTTP_GET, "/deltakere/kvittering/siste", JOBBSJANSEN, ROUTE_SEE, false, page_downloads_under_way, NULL},
    {HTTP_POST, "/deltakere/kvittering/{id}/stopp", JOBBSJANSEN, ROUTE_SEE, true, page_download_stop, NULL},
    {HTTP_GET, "/deltakere/kvittering/{id}", JOBBSJANSEN, ROUTE_SEE, false, page_receipt, NULL},
    {HTTP_GET, "/deltakere/slettede", JOBBSJANSEN, ROUTE_LOG, false, page_deleted, NULL},
    {HTTP_POST, "/deltakere/slettede", JOBBSJANSEN, ROUTE_LOG, true, page_deleted_search, page_deleted_search_forged},
    {HTTP_GET, "/deltakere/ny", JOBBSJANSEN, ROUTE_CHANGE, false, page_participant_new, NULL},
    {HTTP_POST, "/deltakere/ny", JOBBSJANSEN, ROUTE_CHANGE, true, page_participant_create, page_participant_create_forged},
    {HTTP_GET, "/deltakere/{id}/registrerte-data", JOBBSJANSEN, ROUTE_SEE, false, page_participant_data, NULL},
    {HTTP_GET, "/deltakere/{id}/bekreft", JOBBSJANSEN, ROUTE_SEE, false, page_participant_confirmed, NULL},
    {HTTP_POST, "/deltakere/{id}/bekreft", JOBBSJANSEN, ROUTE_CHANGE, true, page_participant_confirm, NULL},
    {HTTP_GET, "/deltakere/{id}/utskriv", JOBBSJANSEN, ROUTE_CHANGE, false, page_participant_discharge_form, NULL},
    {HTTP_POST, "/deltakere/{id}/utskriv", JOBBSJANSEN, ROUTE_CHANGE, true, page_participant_discharge, NULL},
    {HTTP_GET, "/deltakere/{id}/slett", JOBBSJANSEN, ROUTE_CHANGE, false, page_participant_delete_form, NULL},
    {HTTP_POST, "/deltakere/{id}/slett", JOBBSJANSEN, ROUTE_CHANGE, true, page_participant_delete, NULL},
    {HTTP_GET, "/deltakere/{id}/gjenopprett", JOBBSJANSEN, ROUTE_LOG, false, page_restore_form, NULL},
    {HTTP_POST, "/deltakere/{id}/gjenopprett", JOBBSJANSEN, ROUTE_LOG, true, page_restore, NULL},
    {HTTP_GET, "/deltakere/{id}/navn", JOBBSJANSEN, ROUTE_CHANGE, false, page_name_parts, NULL},
    {HTTP_POST, "/deltakere/{id}/navn/hent", JOBBSJANSEN, ROUTE_CHANGE, true, page_name_ask, NULL},
    {HTTP_GET, "/deltakere/{id}/navn/bekreft", JOBBSJANSEN, ROUTE_CHANGE, false, page_identity_form, NULL},
    {HTTP_POST, "/deltakere/{id}/navn/bekreft", JOBBSJANSEN, ROUTE_CHANGE, true, page_identity_confirm, page_identity_confirm_forged},
    {HTTP_PATCH, "/deltakere/{id}/felt/{name}", JOBBSJANSEN, ROUTE_CHANGE, true, page_participant_field, NULL},
    {HTTP_GET, "/deltakere/{id}/{page}", JOBBSJANSEN, ROUTE_SEE, false, page_participant_form, NULL},
    {HTTP_POST, "/deltakere/{id}/{page}", JOBBSJANSEN, ROUTE_CHANGE, true, page_participant_save, page_participant_save_forged},
    {HTTP_GET, "/introduksjon/personer", INTRODUKSJON, ROUTE_SEE, false, page_intro_persons, NULL},
    {HTTP_POST, "/introduksjon/personer", INTRODUKSJON, ROUTE_SEE, true, page_intro_persons_search, page_intro_persons_search_forged},
    {HTTP_GET, "/innsyn", JOBBSJANSEN, ROUTE_LOG, false, page_access_report_form, NULL},
    {HTTP_POST, "/innsyn", JOBBSJANSEN, ROUTE_LOG, true, page_access_report_ask, page_access_report_ask_forged},
    {HTTP_GET, "/innsyn/{id}", JOBBSJANSEN, ROUTE_LOG, false, page_access_report, NULL},
    {HTTP_GET, "/innsyn/{id}/opplysninger.csv", JOBBSJANSEN, ROUTE_LOG, false, page_access_report_stored, NULL},
    {HTTP_GET, "/innsyn/{id}/hendelser.csv", JOBBSJANSEN, ROUTE_LOG, false, page_access_report_acts, NULL},
    {HTTP_GET, "/rapportering", JOBBSJANSEN, ROUTE_REPORT, false, page_reporting, NULL},
    {HTTP_POST, "/rapportering", JOBBSJANSEN, ROUTE_REPORT, true, page_reporting_set, NULL},
    {HTTP_GET, "/introduksjon", INTRODUKSJON, ROUTE_SEE, false, page_intro_desk, NULL},
    {HTTP_GET, "/introduksjon/kommuner", INTRODUKSJON, ROUTE_SEE, false, page_intro_places, NULL},
    {HTTP_GET, "/introduksjon/personer/{id}", INTRODUKSJON, ROUTE_SEE, false, page_intro_person, NULL},
    {HTTP_GET, "/introduksjon/personer/{id}/gjenapne", INTRODUKSJON, ROUTE_CHANGE, false, page_intro_reopen_form, NULL},
    {HTTP_POST, "/introduksjon/personer/{id}/gjenapne", INTRODUKSJON, ROUTE_CHANGE, true, page_intro_reopen, page_intro_reopen_forged},
    {HTTP_GET, "/introduksjon/personer/{id}/{kind}/ny", INTRODUKSJON, ROUTE_CHANGE, false, page_intro_row_form, NULL},
    {HTTP_POST, "/introduksjon/personer/{id}/{kind}/ny", INTRODUKSJON, ROUTE_CHANGE, true, page_intro_row, page_intro_row_forged},
    {HTTP_GET, "/introduksjon/personer/{id}/{kind}/{rad}", INTRODUKSJON, ROUTE_SEE, false, page_intro_row_form, NULL},
    {HTTP_POST, "/introduksjon/personer/{id}/{kind}/{rad}", INTRODUKSJON, ROUTE_CHANGE, true, page_intro_row, page_intro_row_forged},
    {HTTP_GET, "/introduksjon/personer/{id}/{kind}/{rad}/slett", INTRODUKSJON, ROUTE_CHANGE, false, page_intro_row_delete_form, NULL},
    {HTTP_POST, "/introduksjon/personer/{id}/{kind}/{rad}/slett", INTRODUKSJON, ROUTE_CHANGE, true, page_intro_row_delete, NULL},
    {HTTP_GET, "/introduksjon/rapporter/avsluttede", INTRODUKSJON, ROUTE_SEE, false, page_intro_report, NULL},
    {HTTP_POST, "/introduksjon/rapporter/avsluttede", INTRODUKSJON, ROUTE_SEE, true, page_intro_report_search, page_intro_report_search_forged},
    {HTTP_GET, "/introduksjon/rapporter/avsluttede.csv", INTRODUKSJON, ROUTE_SEE, false, page_intro_report_file, NULL},
    {HTTP_GET, "/introduksjon/kvittering", INTRODUKSJON, ROUTE_SEE, false, page_receipts, NULL},
    {HTTP_GET, "/introduksjon/kvittering/siste", INTRODUKSJON, ROUTE_SEE, false, page_downloads_under_way, NULL},
    {HTTP_POST, "/introduksjon/kvittering/{id}/stopp", INTRODUKSJON, ROUTE_SEE, true, page_download_stop, NULL},
    {HTTP_GET, "/introduksjon/kvittering/{id}", INTRODUKSJON, ROUTE_SEE, false, page_receipt, NULL},
};

/* Does one part of the pattern stand for one part of the path? Both end at '/' or the end. */
static bool match_part(const char **pattern, const char **path, struct arena *arena, const char **caught)
{
    size_t pattern_length = strcspn(*pattern, "/");
    size_t path_length = strcspn(*path, "/");
    bool same;

    if (**pattern == '{') {
        same = path_length > 0;
        *caught = arena_copy_n(arena, *path, path_length);
    } else {
        same = pattern_length == path_length && memcmp(*pattern, *path, path_length) == 0;
    }
    *pattern += pattern_length;
    *path += path_length;
    return same;
}

static bool matches(const char *pattern, const char *path, struct arena *arena, const char *caught_out[ROUTE_PARTS])
{
    size_t count = 0;

    for (size_t i = 0; i < ROUTE_PARTS; i++)
        caught_out[i] = NULL;
    while (*pattern == '/' && *path == '/') {
        const char *part = NULL;

        pattern++;
        path++;
        if (!match_part(&pattern, &path, arena, &part))
            return false;
        if (!part)
            continue;
        assert(count < ROUTE_PARTS);
        caught_out[count++] = part;
    }
    return !*pattern && !*path;
}

static const char *add_method(struct arena *arena, const char *methods, enum http_method method)
{
    const char *name = method == HTTP_GET ? "GET, HEAD" : method == HTTP_POST ? "POST" : "PATCH";

    if (!methods)
        return name;
    return strstr(methods, name) ? methods : arena_printf(arena, "%s, %s", methods, name);
}

const struct route *route_find(enum http_method method, const char *path, struct arena *arena,
                               const char *caught_out[ROUTE_PARTS], const char **allowed_out)
{
    enum http_method asked = method == HTTP_HEAD ? HTTP_GET : method;

    *allowed_out = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!matches(routes[i].pattern, path, arena, caught_out))
            continue;
        if (routes[i].method == asked)
            return &routes[i];
        *allowed_out = add_method(arena, *allowed_out, routes[i].method);
    }
    return NULL;
}

const struct route *route_at(size_t index)
{
    return index < sizeof routes / sizeof *routes ? &routes[index] : NULL;
}
