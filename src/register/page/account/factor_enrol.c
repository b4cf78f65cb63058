/* Registering the app that makes codes (requirement A4): the QR code, the first code, and the recovery codes. */
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/qr.h"
#include "register/domain/access/code.h"
#include "register/domain/access/pad.h"
#include "register/page/account/factor.h"
#include "register/page/account/recovery.h"
#include "register/page/entry/carry.h"
#include "register/page/entry/inside.h"
#include "register/page/pages.h"

enum { QUIET_ZONE = 4, LETTERS_OF_GROUP = 4 };

/* What is offered is made at the first look, and stands until the half session is over. */
static enum outcome open_offer(struct visit *visit, const char *half_token, const struct half_session **half_out)
{
    unsigned char secret[PAD_SECRET_SIZE], salt[PAD_SALT_SIZE];
    char salt_hex[2 * PAD_SALT_SIZE + 1];
    enum store_result result = half_session_open(&visit->site->store, visit->arena, half_token, half_out);

    if (result != STORE_OK)
        return visit_store(result);
    if (!*half_out || (*half_out)->purpose != HALF_REGISTER || (*half_out)->offer)
        return OUTCOME_READY;
    crypto_random(secret, sizeof secret);
    crypto_random(salt, sizeof salt);
    crypto_hex(salt, sizeof salt, salt_hex);
    result = factor_offer(&visit->site->store, visit->arena, half_token,
                          pad_close(visit->arena, visit->site->factor_key, (*half_out)->user_id, salt_hex, secret), salt_hex,
                          half_out);
    return result == STORE_OK ? OUTCOME_READY : visit_store(result);
}

/* "ABCD EFGH ...", to be typed. */
static const char *in_groups(struct arena *arena, const char *letters)
{
    const char *text = "";

    for (size_t i = 0; letters[i]; i += LETTERS_OF_GROUP)
        text = arena_printf(arena, "%s%s%.*s", text, i ? " " : "", (int)LETTERS_OF_GROUP, letters + i);
    return text;
}

static void fill_offer(struct visit *visit, struct values *page, const struct half_session *half)
{
    unsigned char secret[PAD_SECRET_SIZE];
    char letters[CODE_SECRET_TEXT];
    const struct qr *qr;

    pad_open(visit->arena, visit->site->factor_key, half->user_id, half->salt, half->offer, secret);
    code_secret_show(secret, letters);
    qr = qr_draw(visit->arena, arena_printf(visit->arena, "otpauth://totp/Jobbsjanseregisteret:%s?secret=%s&issuer=Jobbsjanseregisteret",
                                            text_percent_encode(visit->arena, half->username), letters));
    if (qr) {
        struct values *code = values_section(page, "QR");

        values_set_number(code, "QR_SIZE", qr->width + 2 * QUIET_ZONE);
        values_set(code, "QR_PATH", qr->path);
    }
    values_set(page, "SECRET", in_groups(visit->arena, letters));
    values_set(page, "LOGIN_NAME", half->username);
}

static struct values *enrol_page(struct visit *visit, const struct half_session *half)
{
    struct values *page = visit_page(visit, "logg-inn-registrer.html", _("Registrer en kodeapp"));

    inside_fill(visit, page);
    visit_contact(visit, page);
    fill_offer(visit, page, half);
    return page;
}

static enum outcome refuse(struct visit *visit, const struct half_session *half, const char *section, int status)
{
    values_show(values_section(enrol_page(visit, half), "FAILED"), section);
    values_show(visit->values, "WITH_ERRORS");
    return visit_render(visit, status);
}

enum outcome factor_enrol_page(struct visit *visit, const char *half_token)
{
    const struct half_session *half;
    enum outcome outcome = open_offer(visit, half_token, &half);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!half)
        return factor_over(visit);
    enrol_page(visit, half);
    return visit_render(visit, 200);
}

/* *half_out: one that registers, or NULL with the answer in what is returned. */
static enum outcome open_own(struct visit *visit, const struct half_session **half_out)
{
    enum outcome outcome;

    *half_out = NULL;
    if (!visit->context.half)
        return OUTCOME_READY;
    outcome = open_offer(visit, visit->context.half, half_out);
    if (outcome != OUTCOME_READY || !*half_out || (*half_out)->purpose == HALF_REGISTER)
        return outcome;
    *half_out = NULL;
    return OUTCOME_READY;
}

enum outcome page_factor_enrol_form(struct visit *visit)
{
    const struct half_session *half;
    enum outcome outcome = open_own(visit, &half);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!half)
        return visit_redirect(visit, arena_printf(visit->arena, "/logg-inn%s", inside_query(visit)));
    enrol_page(visit, half);
    return visit_render(visit, 200);
}

enum outcome page_factor_enrol_forged(struct visit *visit)
{
    const struct half_session *half;
    enum outcome outcome = open_own(visit, &half);

    if (outcome != OUTCOME_READY)
        return outcome;
    return half ? refuse(visit, half, "STALE", 403) : OUTCOME_FORGERY;
}

/* The codes, and the way on. */
static enum outcome enrolled(struct visit *visit, const char *token, const struct recovery *recovery)
{
    const char *to = inside_asked(visit);
    struct values *page;

    context_set_session(&visit->site->rules, visit->request, token, &visit->response);
    context_enter(&visit->site->rules, visit->request, token, &visit->context);
    page = recovery_page(visit, recovery);
    values_show(page, "ENROLLED");
    if (!to || !carry_is_under_way(visit) || !carry_fill(visit, values_section(page, "CARRYING"), to))
        values_set(values_section(page, "GO_ON"), "RETURN_TO", to);
    return visit_render(visit, 200);
}

static enum outcome enrol(struct visit *visit, const struct half_session *half, const struct factor_proof *proof)
{
    const struct recovery *recovery = recovery_make(visit, half->user_id);
    char *token = arena_alloc(visit->arena, CRYPTO_TOKEN_TEXT);
    const struct login_session session = {.token = token, .limits = visit->site->login_limits};
    enum factor_outcome outcome;
    enum store_result result;

    crypto_token(token);
    result = factor_enrol(&visit->site->store, visit->arena, visit->context.half, proof, recovery->kept, &session, &outcome);
    if (result != STORE_OK)
        return visit_store(result);
    if (outcome == FACTOR_OK)
        return enrolled(visit, token, recovery);
    return outcome == FACTOR_OVER ? factor_over(visit) : refuse(visit, half, "WRONG", 422);
}

enum outcome page_factor_enrol(struct visit *visit)
{
    const struct half_session *half;
    struct factor_proof proof;
    enum outcome outcome = open_own(visit, &half);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!half)
        return factor_over(visit);
    if (!factor_read(visit, half->user_id, half->salt, &proof) || !proof.code)
        return refuse(visit, half, text_is_empty(http_fields_get(&visit->request->form, "kode")) ? "EMPTY_CODE" : "NO_CODE", 422);
    return enrol(visit, half, &proof);
}
