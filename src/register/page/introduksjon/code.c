/* Codes of the register's codebook. */
#include "register/page/introduksjon/code.h"

#include "engine/base/text.h"
#include "engine/view/worded.h"

const struct codebook_code *code_named(const struct visit *visit, const char *variable, const char *number)
{
    long long code = 0;

    if (!number || !text_to_integer(number, 0, CODEBOOK_CODE_MOST, &code))
        return NULL;
    return codebook_find_code(codebook_find_variable(visit->reg, variable), (int)code);
}

void code_set(const struct visit *visit, struct values *values, const char *name, const char *variable, const char *number)
{
    const struct codebook_code *code = code_named(visit, variable, number);

    if (code)
        worded_set(values, name, code->text);
    else
        values_set(values, name, number ? number : "–");
}
