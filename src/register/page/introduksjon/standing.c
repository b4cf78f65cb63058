/* What of the introduction programme waits today. */
#include "register/page/introduksjon/standing.h"

#include "engine/base/clock.h"
#include "register/domain/introduksjon/rule_engine.h"

static const struct codebook_variable *causes(const struct visit *visit)
{
    return codebook_find_variable(visit->reg, "avslutningsarsak");
}

/* 0, which no termination has, where the codebook leaves it out. */
static int number_of(const struct visit *visit, enum computed_cause cause)
{
    const struct codebook_variable *variable = causes(visit);
    const struct codebook_code *code = variable ? codebook_find_computed(variable, computed_cause_name(cause)) : NULL;

    return code ? code->number : 0;
}

struct intro_summary standing_summary(const struct visit *visit)
{
    const struct account *account = visit->context.account;
    struct date today = clock_today();

    return (struct intro_summary){
        .scopes = account->scopes,
        .scope_count = account->scope_count,
        .today = today,
        .soon = date_add_months(today, 1),
        .causes = {number_of(visit, COMPUTED_DEADLINE), number_of(visit, COMPUTED_PERMANENT_STOP)},
    };
}

const struct codebook_code *standing_cause(const struct visit *visit, int number)
{
    const struct codebook_variable *variable = causes(visit);

    return variable ? codebook_find_code(variable, number) : NULL;
}

struct intro_figures standing_total(const struct intro_places *places)
{
    struct intro_figures total = {.kommunenummer = "", .kommunenavn = "", .bydel = ""};

    for (size_t i = 0; i < places->count; i++) {
        const struct intro_figures *place = &places->items[i];

        total.in_programme += place->in_programme;
        total.ended += place->ended;
        total.without_cause += place->without_cause;
        total.deadlines += place->deadlines;
        total.starts += place->starts;
    }
    return total;
}
