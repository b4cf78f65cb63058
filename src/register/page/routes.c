/* The one table of addresses. */
#include "register/page/routes.h"

#include <string.h>

#include "engine/base/text.h"
#include "register/page/pages.h"

static const struct route routes[] = {
    {HTTP_GET, "/", ROUTE_OPEN, false, page_front, NULL},
    {HTTP_GET, "/helse", ROUTE_OPEN, false, page_health, NULL},
    {HTTP_GET, "/klar", ROUTE_OPEN, false, page_ready, NULL},
    {HTTP_GET, "/logg-inn", ROUTE_OPEN, false, page_login_form, NULL},
    {HTTP_POST, "/logg-inn", ROUTE_PASSWORD, true, page_login, page_login_forged},
    {HTTP_GET, "/logg-inn/kode", ROUTE_HALF, false, page_factor_code_form, NULL},
    {HTTP_POST, "/logg-inn/kode", ROUTE_HALF, true, page_factor_code, page_factor_code_forged},
    {HTTP_GET, "/logg-inn/registrer", ROUTE_HALF, false, page_factor_enrol_form, NULL},
    {HTTP_POST, "/logg-inn/registrer", ROUTE_HALF, true, page_factor_enrol, page_factor_enrol_forged},
    {HTTP_GET, "/logg-inn/glemt", ROUTE_PASSWORD, false, page_reset_form, NULL},
    {HTTP_POST, "/logg-inn/glemt", ROUTE_PASSWORD, true, page_reset_ask, NULL},
    {HTTP_GET, "/logg-inn/nytt-passord/{token}", ROUTE_PASSWORD, false, page_reset_link, NULL},
    {HTTP_POST, "/logg-inn/nytt-passord/{token}", ROUTE_PASSWORD, true, page_reset_choose, NULL},
    {HTTP_POST, "/logg-ut", ROUTE_HALF, true, page_logout, NULL},
    {HTTP_GET, "/min-bruker", ROUTE_LOGIN, false, page_me, NULL},
    {HTTP_POST, "/min-bruker", ROUTE_LOGIN, true, page_me_end, NULL},
    {HTTP_GET, "/min-bruker/faktor", ROUTE_LOGIN, false, page_factor_own_form, NULL},
    {HTTP_POST, "/min-bruker/faktor", ROUTE_LOGIN, true, page_factor_own, NULL},
    {HTTP_GET, "/min-bruker/passord", ROUTE_LOGIN, false, page_password_form, NULL},
    {HTTP_POST, "/min-bruker/passord", ROUTE_LOGIN, true, page_password, NULL},
    {HTTP_GET, "/min-bruker/okt.json", ROUTE_LOGIN, false, page_me_session, NULL},
    {HTTP_GET, "/brukere", ROUTE_PEOPLE_LIST, false, page_users, NULL},
    {HTTP_GET, "/brukere/ny", ROUTE_PEOPLE, false, page_users_invite_form, NULL},
    {HTTP_POST, "/brukere/ny", ROUTE_PEOPLE, true, page_users_invite, page_users_invite_forged},
    {HTTP_POST, "/brukere/invitasjon/{id}", ROUTE_PEOPLE, true, page_users_invitation, NULL},
    {HTTP_GET, "/brukere/{id}", ROUTE_PEOPLE, false, page_user, NULL},
    {HTTP_POST, "/brukere/{id}", ROUTE_PEOPLE, true, page_user_change, page_user_change_forged},
    {HTTP_GET, "/brukere/{id}/ny-tilgang", ROUTE_PEOPLE, false, page_user_grant_form, NULL},
    {HTTP_POST, "/brukere/{id}/ny-tilgang", ROUTE_PEOPLE, true, page_user_grant, page_user_grant_forged},
    {HTTP_GET, "/brukere/{id}/tilgang/{nr}", ROUTE_PEOPLE, false, page_user_dates_form, NULL},
    {HTTP_POST, "/brukere/{id}/tilgang/{nr}", ROUTE_PEOPLE, true, page_user_dates, page_user_dates_forged},
    {HTTP_GET, "/brukere/{id}/kodeapp", ROUTE_PEOPLE, false, page_user_app_form, NULL},
    {HTTP_POST, "/brukere/{id}/kodeapp", ROUTE_PEOPLE, true, page_user_app, NULL},
    {HTTP_GET, "/brukere/{id}/avslutt/{nr}", ROUTE_PEOPLE, false, page_user_end_form, NULL},
    {HTTP_POST, "/brukere/{id}/avslutt/{nr}", ROUTE_PEOPLE, true, page_user_end, NULL},
    {HTTP_GET, "/invitasjon/{token}", ROUTE_OPEN, false, page_invitation, NULL},
    {HTTP_POST, "/invitasjon/{token}", ROUTE_OPEN, true, page_invitation_accept, page_invitation_forged},
    {HTTP_POST, "/min-bruker/tilknytning", ROUTE_LOGIN, true, page_oidc_untie, NULL},
    {HTTP_GET, "/oidc/start", ROUTE_OPEN, false, page_oidc_start, NULL},
    {HTTP_POST, "/oidc/start", ROUTE_LOGIN, true, page_oidc_tie, NULL},
    {HTTP_GET, "/oidc/svar", ROUTE_OPEN, false, page_oidc_answer, NULL},
    {HTTP_GET, "/hjelp", ROUTE_OPEN, false, page_help, NULL},
    {HTTP_GET, "/hjelp/{emne}", ROUTE_OPEN, false, page_help_topic, NULL},
    {HTTP_GET, "/tilgjengelighet", ROUTE_OPEN, false, page_accessibility, NULL},
    {HTTP_GET, "/kodebok", ROUTE_LOGIN, false, page_codebook, NULL},
    {HTTP_GET, "/kodebok.csv", ROUTE_LOGIN, false, page_codebook_csv, NULL},
    {HTTP_GET, "/kodebok.json", ROUTE_LOGIN, false, page_codebook_json, NULL},
    {HTTP_GET, "/aktivitetslogg", ROUTE_LOG, false, page_activity, NULL},
    {HTTP_POST, "/aktivitetslogg", ROUTE_LOG, true, page_activity_search, page_activity_search_forged},
    {HTTP_GET, "/aktivitetslogg.csv", ROUTE_LOG, false, page_activity_file, NULL},
    {HTTP_GET, "/kvalitet", ROUTE_REPORT, false, page_quality, NULL},
    {HTTP_GET, "/deltakere", ROUTE_SEE, false, page_overview, NULL},
    {HTTP_GET, "/deltakere/sok", ROUTE_SEE, false, page_search_form, NULL},
    {HTTP_POST, "/deltakere/sok", ROUTE_SEE, true, page_search, page_search_forged},
    {HTTP_GET, "/deltakere/oversikt.csv", ROUTE_SEE, false, page_download_overview, NULL},
    {HTTP_GET, "/deltakere/oversikt.xlsx", ROUTE_SEE, false, page_download_overview, NULL},
    {HTTP_GET, "/deltakere/datasett.csv", ROUTE_SEE, false, page_download_dataset, NULL},
    {HTTP_GET, "/deltakere/datasett.xlsx", ROUTE_SEE, false, page_download_dataset, NULL},
    {HTTP_GET, "/deltakere/prover.csv", ROUTE_SEE, false, page_download_tests, NULL},
    {HTTP_GET, "/deltakere/kvittering", ROUTE_SEE, false, page_receipts, NULL},
    {HTTP_GET, "/deltakere/kvittering/siste", ROUTE_SEE, false, page_downloads_under_way, NULL},
    {HTTP_POST, "/deltakere/kvittering/{id}/stopp", ROUTE_SEE, true, page_download_stop, NULL},
    {HTTP_GET, "/deltakere/kvittering/{id}", ROUTE_SEE, false, page_receipt, NULL},
    {HTTP_GET, "/deltakere/slettede", ROUTE_LOG, false, page_deleted, NULL},
    {HTTP_POST, "/deltakere/slettede", ROUTE_LOG, true, page_deleted_search, page_deleted_search_forged},
    {HTTP_GET, "/deltakere/ny", ROUTE_CHANGE, false, page_participant_new, NULL},
    {HTTP_POST, "/deltakere/ny", ROUTE_CHANGE, true, page_participant_create, page_participant_create_forged},
    {HTTP_GET, "/deltakere/{id}/registrerte-data", ROUTE_SEE, false, page_participant_data, NULL},
    {HTTP_GET, "/deltakere/{id}/bekreft", ROUTE_SEE, false, page_participant_confirmed, NULL},
    {HTTP_POST, "/deltakere/{id}/bekreft", ROUTE_CHANGE, true, page_participant_confirm, NULL},
    {HTTP_GET, "/deltakere/{id}/utskriv", ROUTE_CHANGE, false, page_participant_discharge_form, NULL},
    {HTTP_POST, "/deltakere/{id}/utskriv", ROUTE_CHANGE, true, page_participant_discharge, NULL},
    {HTTP_GET, "/deltakere/{id}/slett", ROUTE_CHANGE, false, page_participant_delete_form, NULL},
    {HTTP_POST, "/deltakere/{id}/slett", ROUTE_CHANGE, true, page_participant_delete, NULL},
    {HTTP_GET, "/deltakere/{id}/gjenopprett", ROUTE_LOG, false, page_restore_form, NULL},
    {HTTP_POST, "/deltakere/{id}/gjenopprett", ROUTE_LOG, true, page_restore, NULL},
    {HTTP_GET, "/deltakere/{id}/navn", ROUTE_CHANGE, false, page_name_parts, NULL},
    {HTTP_POST, "/deltakere/{id}/navn/hent", ROUTE_CHANGE, true, page_name_ask, NULL},
    {HTTP_GET, "/deltakere/{id}/navn/bekreft", ROUTE_CHANGE, false, page_identity_form, NULL},
    {HTTP_POST, "/deltakere/{id}/navn/bekreft", ROUTE_CHANGE, true, page_identity_confirm, page_identity_confirm_forged},
    {HTTP_PATCH, "/deltakere/{id}/felt/{name}", ROUTE_CHANGE, true, page_participant_field, NULL},
    {HTTP_GET, "/deltakere/{id}/{page}", ROUTE_SEE, false, page_participant_form, NULL},
    {HTTP_POST, "/deltakere/{id}/{page}", ROUTE_CHANGE, true, page_participant_save, page_participant_save_forged},
    {HTTP_GET, "/innsyn", ROUTE_LOG, false, page_access_report_form, NULL},
    {HTTP_POST, "/innsyn", ROUTE_LOG, true, page_access_report_ask, page_access_report_ask_forged},
    {HTTP_GET, "/innsyn/{id}", ROUTE_LOG, false, page_access_report, NULL},
    {HTTP_GET, "/innsyn/{id}/opplysninger.csv", ROUTE_LOG, false, page_access_report_stored, NULL},
    {HTTP_GET, "/innsyn/{id}/hendelser.csv", ROUTE_LOG, false, page_access_report_acts, NULL},
    {HTTP_GET, "/rapportering", ROUTE_REPORT, false, page_reporting, NULL},
    {HTTP_POST, "/rapportering", ROUTE_REPORT, true, page_reporting_set, NULL},
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

static bool matches(const char *pattern, const char *path, struct arena *arena, const char **part_out,
                    const char **page_out)
{
    const char *caught[2] = {NULL, NULL};
    size_t count = 0;

    while (*pattern == '/' && *path == '/') {
        const char *part = NULL;

        pattern++;
        path++;
        if (!match_part(&pattern, &path, arena, &part))
            return false;
        if (part && count < 2)
            caught[count++] = part;
    }
    *part_out = caught[0];
    *page_out = caught[1];
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
                               const char **part_out, const char **page_out, const char **allowed_out)
{
    enum http_method asked = method == HTTP_HEAD ? HTTP_GET : method;

    *allowed_out = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!matches(routes[i].pattern, path, arena, part_out, page_out))
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
