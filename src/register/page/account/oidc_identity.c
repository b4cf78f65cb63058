/* Which providers know the user, on "Min bruker": tied and removed there. */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/oidc.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/oidc.h"

static const char *tied_at(const struct oidc_identity *identities, size_t count, const char *issuer)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(identities[i].issuer, issuer))
            return identities[i].tied_at;
    return NULL;
}

static void fill_provider(const struct visit *visit, struct values *row, const struct site_provider *provider, const char *since)
{
    struct values *tied;

    values_set(row, "PROVIDER_LABEL", provider->label);
    values_set(row, "PROVIDER_NAME", provider->name);
    if (!since) {
        values_show(row, "UNTIED");
        return;
    }
    tied = values_section(row, "TIED");
    values_set(tied, "SINCE", clock_show_date(visit->arena, since));
}

static void fill_notice(const struct visit *visit, struct values *page)
{
    const struct http_fields *query = &visit->request->query;

    if (http_fields_get(query, "tilknyttet"))
        show_notice(page, "success", _("Brukeren din er tilknyttet"), _("Neste gang kan du logge inn den veien."));
    else if (http_fields_get(query, "fjernet"))
        show_notice(page, "success", _("Tilknytningen er fjernet"), _("Du kan ikke lenger logge inn den veien."));
    else if (http_fields_get(query, "eneste"))
        show_notice(page, "warning", _("Tilknytningen er ikke fjernet"), _("Det er den eneste måten du kan logge inn på."));
}

enum outcome oidc_fill_identities(struct visit *visit, struct values *page)
{
    const struct site *site = visit->site;
    const struct oidc_identity *identities;
    size_t count;
    struct values *section;
    enum store_result result;

    if (site->provider_count == 0)
        return OUTCOME_READY;
    result = oidc_identities(&visit->site->store, visit->arena, &identities, &count);
    if (result != STORE_OK)
        return visit_store(result);
    fill_notice(visit, page);
    section = values_section(page, "IDENTITIES");
    for (size_t i = 0; i < site->provider_count; i++)
        fill_provider(visit, values_section(section, "PROVIDER"), &site->providers[i],
                      tied_at(identities, count, site->providers[i].issuer));
    return OUTCOME_READY;
}

enum outcome page_oidc_untie(struct visit *visit)
{
    const struct site_provider *provider =
        oidc_provider_named(visit->site, http_fields_get(&visit->request->form, "leverandor"));
    enum store_result result;
    bool gone = false;

    if (!provider)
        return OUTCOME_ABSENT;
    result = oidc_identity_remove(&visit->site->store, visit->arena, provider->issuer, &gone);
    if (result != STORE_OK)
        return visit_store(result);
    return visit_redirect(visit, gone ? "/min-bruker?fjernet=ja" : "/min-bruker?eneste=ja");
}
