/* Recovery codes: made here, shown once, and kept as hashes. */
#include "register/page/account/recovery.h"

#include <assert.h>

#include "engine/base/buffer.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/words.h"
#include "register/domain/access/code.h"
#include "register/domain/access/pad.h"

enum { KEPT_AT_MOST = 1000 };

const struct recovery *recovery_make(const struct visit *visit, long long user_id)
{
    struct recovery *recovery = arena_alloc(visit->arena, sizeof *recovery);
    struct buffer kept;

    buffer_init(&kept, visit->arena, KEPT_AT_MOST);
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        unsigned char random[CODE_RECOVERY_LETTERS];
        char *shown = arena_alloc(visit->arena, CODE_RECOVERY_TEXT), letters[CODE_RECOVERY_LETTERS + 1];
        bool is_code;

        crypto_random(random, sizeof random);
        code_recovery_show(random, shown);
        is_code = code_recovery_read(shown, letters);
        assert(is_code);
        (void)is_code;
        recovery->shown[i] = shown;
        buffer_add_format(&kept, "%c\"%s\"", i == 0 ? '[' : ',',
                          pad_recovery(visit->arena, visit->site->factor_key, user_id, letters));
    }
    buffer_add_char(&kept, ']');
    recovery->kept = buffer_text(&kept);
    return recovery;
}

struct values *recovery_page(struct visit *visit, const struct recovery *recovery)
{
    struct values *page = visit_page(visit, "gjenopprettingskoder.html", _("Ta vare på gjenopprettingskodene"));

    for (size_t i = 0; i < RECOVERY_CODES; i++)
        values_set(values_section(page, "RECOVERY"), "RECOVERY_CODE", recovery->shown[i]);
    return page;
}
