/* Which register a request stands in. */
#include "register/page/registers.h"

#include "engine/base/text.h"
#include "register/page/routes.h"

const struct codebook_register *registers_named(const struct site *site, const char *name)
{
    if (text_equal(name, site->reg->name))
        return site->reg;
    return site->introduksjon && text_equal(name, site->introduksjon->name) ? site->introduksjon : NULL;
}

size_t registers_of(const struct visit *visit, const struct codebook_register *registers_out[REGISTERS_AT_MOST])
{
    const struct codebook_register *const all[REGISTERS_AT_MOST] = {visit->site->reg, visit->site->introduksjon};
    size_t count = 0;

    for (size_t i = 0; i < REGISTERS_AT_MOST && visit->context.account; i++)
        if (all[i] && access_has(visit->context.account, all[i]->name))
            registers_out[count++] = all[i];
    return count;
}

const struct codebook_register *registers_own(const struct visit *visit, const char *name)
{
    const struct codebook_register *own[REGISTERS_AT_MOST];
    size_t count = registers_of(visit, own);

    for (size_t i = 0; i < count; i++)
        if (text_equal(own[i]->name, name))
            return own[i];
    return NULL;
}

void registers_choose(struct visit *visit)
{
    const struct codebook_register *own[REGISTERS_AT_MOST];
    const char *came_from = context_register(visit->request);

    visit->reg = came_from ? registers_own(visit, came_from) : NULL;
    if (!visit->reg)
        visit->reg = registers_of(visit, own) > 0 ? own[0] : visit->site->reg;
}

bool registers_may(const struct visit *visit, unsigned rights)
{
    const struct account *account = visit->context.account;
    const char *reg = visit->route->reg;

    if (!reg) /* the log tells of every register */
        return rights == ACCESS_LOG ? access_may(account, "", rights) : access_may_anywhere(account, rights);
    return registers_named(visit->site, reg) && access_may(account, reg, rights);
}

void registers_enter(struct visit *visit)
{
    if (visit->route->reg)
        visit->reg = registers_named(visit->site, visit->route->reg);
}

void registers_remember(struct visit *visit)
{
    const struct codebook_register *own[REGISTERS_AT_MOST];
    const char *came_from = context_register(visit->request);

    if (!visit->route || !visit->route->reg || visit->response.status != 200 || registers_of(visit, own) < 2)
        return;
    if (!came_from || !text_equal(came_from, visit->reg->name))
        context_set_register(&visit->site->rules, visit->request, visit->reg->name, &visit->response);
}

const char *registers_start(const struct visit *visit)
{
    const struct account *account = visit->context.account;

    if (access_may(account, visit->reg->name, ACCESS_SEE_PARTICIPANTS))
        return visit->reg == visit->site->introduksjon ? "/introduksjon" : "/deltakere";
    return access_may_anywhere(account, ACCESS_LOOK_UP_PEOPLE) ? "/brukere" : "/hjelp";
}
