/* The code after the password (requirement A4): from the app, or a recovery code. */
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/code.h"
#include "register/domain/access/pad.h"
#include "register/page/account/factor.h"
#include "register/page/entry/inside.h"
#include "register/page/pages.h"
#include "register/store/factor.h"

enum outcome factor_code_page(struct visit *visit)
{
    struct values *page = visit_page(visit, "logg-inn-kode.html", _("Skriv koden fra appen"));

    inside_fill(visit, page);
    visit_contact(visit, page);
    return visit_render(visit, 200);
}

/* `section` says what was wrong, inside the error summary. */
static struct values *failed_page(struct visit *visit, const char *section)
{
    struct values *page = visit_page(visit, "logg-inn-kode.html", _("Skriv koden fra appen"));
    struct values *failed = values_section(page, "FAILED");

    inside_fill(visit, page);
    visit_contact(visit, page);
    values_show(visit->values, "WITH_ERRORS");
    return values_section(failed, section);
}

static enum outcome refuse(struct visit *visit, const char *section)
{
    failed_page(visit, section);
    return visit_render(visit, 422);
}

enum outcome factor_over(struct visit *visit)
{
    context_set_half(&visit->site->rules, visit->request, NULL, &visit->response);
    return page_login_again(visit);
}

enum outcome factor_open(struct visit *visit, const struct half_session **half_out)
{
    enum store_result result;

    *half_out = NULL;
    if (!visit->context.half)
        return OUTCOME_READY;
    result = half_session_open(&visit->site->store, visit->arena, visit->context.half, half_out);
    return result == STORE_OK ? OUTCOME_READY : visit_store(result);
}

enum outcome page_factor_code_form(struct visit *visit)
{
    const struct half_session *half;
    enum outcome outcome = factor_open(visit, &half);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!half)
        return visit_redirect(visit, arena_printf(visit->arena, "/logg-inn%s", inside_query(visit)));
    if (half->purpose != HALF_CODE)
        return visit_redirect(visit, arena_printf(visit->arena, "/logg-inn/registrer%s", inside_query(visit)));
    return factor_code_page(visit);
}

enum outcome page_factor_code_forged(struct visit *visit)
{
    failed_page(visit, "STALE");
    return visit_render(visit, 403);
}

bool factor_read(const struct visit *visit, long long user_id, const char *salt, struct factor_proof *proof_out)
{
    const char *typed = http_fields_get(&visit->request->form, "kode");
    const char *paper = http_fields_get(&visit->request->form, "gjenoppretting");
    char *digits = arena_alloc(visit->arena, CODE_DIGITS + 1);
    char letters[CODE_RECOVERY_LETTERS + 1];

    *proof_out = (struct factor_proof){0};
    if (text_is_empty(paper) && code_read(typed, digits) && salt) {
        proof_out->code = digits;
        proof_out->pad = pad_make(visit->arena, visit->site->factor_key, user_id, salt);
        return true;
    }
    if (!code_recovery_read(text_is_empty(paper) ? typed : paper, letters))
        return false;
    proof_out->recovery = pad_recovery(visit->arena, visit->site->factor_key, user_id, letters);
    return true;
}

const char *factor_misread(const struct visit *visit)
{
    if (!text_is_empty(http_fields_get(&visit->request->form, "gjenoppretting")))
        return "NO_RECOVERY_CODE";
    return text_is_empty(http_fields_get(&visit->request->form, "kode")) ? "EMPTY_CODE" : "NO_CODE";
}

static enum outcome told(struct visit *visit, const struct factor_proof *proof, const struct factor_answer *answer)
{
    struct values *section;

    if (answer->outcome == FACTOR_OVER)
        return factor_over(visit);
    if (answer->outcome == FACTOR_DENIED) {
        context_set_half(&visit->site->rules, visit->request, NULL, &visit->response);
        failed_page(visit, "DENIED");
        return visit_render(visit, 429);
    }
    if (answer->outcome == FACTOR_USED)
        return refuse(visit, "USED");
    section = failed_page(visit, proof->recovery ? "WRONG_RECOVERY" : "WRONG");
    values_set_number(section, "TRIES_LEFT", answer->tries_left);
    return visit_render(visit, 422);
}

enum outcome page_factor_code(struct visit *visit)
{
    char *token = arena_alloc(visit->arena, CRYPTO_TOKEN_TEXT);
    const struct login_session session = {.token = token, .limits = visit->site->login_limits};
    const struct half_session *half;
    struct factor_proof proof;
    struct factor_answer answer;
    enum outcome outcome = factor_open(visit, &half);
    enum store_result result;

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!half || half->purpose != HALF_CODE)
        return factor_over(visit);
    if (!factor_read(visit, half->user_id, half->salt, &proof))
        return refuse(visit, factor_misread(visit));
    crypto_token(token);
    result = factor_finish(&visit->site->store, visit->arena, visit->context.half, &proof, &session, &answer);
    if (result != STORE_OK)
        return visit_store(result);
    return answer.outcome == FACTOR_OK ? inside_enter(visit, token) : told(visit, &proof, &answer);
}
