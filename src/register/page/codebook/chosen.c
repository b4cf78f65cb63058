/* A register of the codebook, by the address or by where the reader stands. */
#include "register/page/codebook/chosen.h"

#include "engine/base/words.h"
#include "register/page/registers.h"

struct chosen chosen_register(struct visit *visit)
{
    const char *name = http_fields_get(&visit->request->query, "register");
    struct chosen chosen = {.query = ""};

    if (!name) {
        chosen.reg = visit->reg;
        return chosen;
    }
    chosen.reg = codebook_find_register(visit->site->codebook, name);
    if (!chosen.reg) {
        visit->reason = _("Kodeboken har ikke det registeret.");
        return chosen;
    }
    chosen.query = arena_printf(visit->arena, "?register=%s", chosen.reg->name);
    if (registers_own(visit, name))
        visit->reg = chosen.reg;
    return chosen;
}

bool chosen_has_dataset(const struct codebook_register *reg)
{
    for (size_t i = 0; i < reg->page_count; i++)
        if (reg->pages[i].repeats)
            return false;
    return true;
}
