/* FastCGI's output records, straight to the connection. */
#include "engine/http/outflow.h"

#include <errno.h>
#include <fastcgi.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "engine/base/clock.h"

enum { RECORD_AT_MOST = 65528, BYTE = 8, BYTE_MASK = 0xFF, MICRO = 1000000, LOOK_MILLISECONDS = 250 };

static void outflow_head(const struct outflow *outflow, size_t length, unsigned char head_out[FCGI_HEADER_LEN])
{
    head_out[0] = FCGI_VERSION_1;
    head_out[1] = FCGI_STDOUT;
    head_out[2] = (unsigned char)(outflow->request_id >> BYTE & BYTE_MASK);
    head_out[3] = (unsigned char)(outflow->request_id & BYTE_MASK);
    head_out[4] = (unsigned char)(length >> BYTE & BYTE_MASK);
    head_out[5] = (unsigned char)(length & BYTE_MASK);
    head_out[6] = 0;
    head_out[7] = 0;
}

/* Only time spent waiting for the reader counts, never that of the database. */
static bool outflow_is_too_slow(struct outflow *outflow)
{
    const struct server_pace *pace = &outflow->pace;
    if (pace->bytes_per_second == 0 || outflow->waited_micro < (long long)pace->seconds * MICRO) {
        return false;
    }
    bool slow = outflow->taken < pace->bytes_per_second * pace->seconds;
    outflow->waited_micro = 0;
    outflow->taken = 0;
    return slow;
}

/* A while; *ready_out: more can be sent. */
static enum outflow_result outflow_wait(struct outflow *outflow, bool *ready_out)
{
    struct pollfd reader = {.fd = outflow->descriptor, .events = POLLOUT};
    long long began = clock_monotonic_micro();
    int ready = poll(&reader, 1, LOOK_MILLISECONDS);
    outflow->waited_micro += clock_monotonic_micro() - began;
    *ready_out = ready > 0;
    if (ready < 0 && errno != EINTR) {
        return OUTFLOW_LEFT;
    }
    if (ready <= 0 && seat_answer_is_stopped(outflow->answer)) {
        return OUTFLOW_STOPPED;
    }
    return outflow_is_too_slow(outflow) ? OUTFLOW_SLOW : OUTFLOW_OK;
}

enum outflow_result outflow_settle(struct outflow *outflow)
{
    enum outflow_result result = OUTFLOW_OK;
    for (bool ready = false; result == OUTFLOW_OK && !ready;) {
        result = outflow_wait(outflow, &ready);
    }
    return result;
}

/* What is left of the two parts after `sent` bytes. */
static void outflow_pass(struct iovec parts[2], size_t sent)
{
    for (size_t i = 0; i < 2; i++) {
        size_t step = sent < parts[i].iov_len ? sent : parts[i].iov_len;
        parts[i].iov_base = (char *)parts[i].iov_base + step;
        parts[i].iov_len -= step;
        sent -= step;
    }
}

static enum outflow_result outflow_record(struct outflow *outflow, struct iovec parts[2])
{
    enum outflow_result result = OUTFLOW_OK;
    while (result == OUTFLOW_OK && parts[0].iov_len + parts[1].iov_len > 0) {
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
        ssize_t sent = sendmsg(outflow->descriptor, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) {
            outflow->taken += (size_t)sent;
            outflow_pass(parts, (size_t)sent);
        } else if (errno == EAGAIN) {
            bool ready;
            result = outflow_wait(outflow, &ready);
        } else if (errno != EINTR) {
            result = OUTFLOW_LEFT;
        }
    }
    return result;
}

enum outflow_result outflow_send(struct outflow *outflow, const char *bytes, size_t length)
{
    enum outflow_result result = OUTFLOW_OK;
    while (result == OUTFLOW_OK && length > 0) {
        size_t piece = length < RECORD_AT_MOST ? length : RECORD_AT_MOST;
        unsigned char head[FCGI_HEADER_LEN];
        outflow_head(outflow, piece, head);
        union { /* read only, though not declared so */
            const char *given;
            char *taken;
        } body = {.given = bytes};
        struct iovec parts[2] = {{head, sizeof head}, {body.taken, piece}};
        result = outflow_record(outflow, parts);
        bytes += piece;
        length -= piece;
    }
    return result;
}
