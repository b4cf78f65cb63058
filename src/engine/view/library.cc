// The one file that includes the template library.
extern "C" {
#include "engine/base/buffer.h"
}
#include "engine/view/library.h"

#include <memory>
#include <string>

#include <ctemplate/template.h>
#include <ctemplate/template_emitter.h>
#include <ctemplate/template_modifiers.h>

bool library_understand(const char *text, size_t length, struct buffer *out) {
    std::unique_ptr<ctemplate::Template> read(
        ctemplate::Template::StringToTemplate(ctemplate::TemplateString(text, length), ctemplate::STRIP_BLANK_LINES));
    std::string said;
    if (!read)
        return false;
    read->DumpToString("", &said);
    buffer_add(out, said.data(), said.size());
    return !out->overflowed;
}

void library_add_address(const char *text, size_t length, struct buffer *out) {
    std::string escaped;
    ctemplate::StringEmitter emitter(&escaped);
    ctemplate::validate_url_and_html_escape.Modify(text, length, nullptr, &emitter, "=html");
    buffer_add(out, escaped.data(), escaped.size());
}
