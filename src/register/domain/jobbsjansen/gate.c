/* The next gate in a participation's life. */
#include "register/domain/jobbsjansen/gate.h"

unsigned gate_next(const struct codebook_register *reg, bool ended)
{
    if (ended)
        return CODEBOOK_GATE_DISCHARGE;
    return reg->annual_report ? CODEBOOK_GATE_ANNUAL : 0u;
}

bool gate_asks(const struct codebook_register *reg, const struct codebook_variable *variable)
{
    unsigned gates = gate_next(reg, true) | gate_next(reg, false);

    return codebook_is_asked(variable) && (variable->gates & gates) != 0;
}
