/* How long the session lasts yet, for the script that warns of its end (A5). To ask is to use it. */
#include "engine/base/json.h"
#include "register/page/pages.h"

enum { ANSWER_AT_MOST = 200 };

enum outcome page_me_session(struct visit *visit)
{
    struct buffer out;
    struct json json;

    buffer_init(&out, visit->arena, ANSWER_AT_MOST);
    json_begin(&json, &out);
    json_object(&json, NULL);
    json_number(&json, "igjen", visit->context.account->seconds_left);
    json_number(&json, "hoyst", visit->context.account->seconds_at_most);
    json_end(&json);
    visit->response.status = 200;
    visit->response.type = "application/json";
    visit->response.body = buffer_text(&out);
    visit->response.body_length = out.length;
    return OUTCOME_READY;
}
