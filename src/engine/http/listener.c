/* A listening socket: handed over by whoever started us, or opened here. */
#include "engine/http/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "engine/base/text.h"

#define HANDED_FIRST 3 /* sd_listen_fds(3): they lie side by side from here */
#define BACKLOG 512

static bool listener_fail(const char **why_out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool listener_fail(const char **why_out, const char *format, ...)
{
    static char why[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    *why_out = why;
    return false;
}

/* How many descriptors were handed to this very process. */
static int listener_handed_count(void)
{
    long long process, count;
    if (!text_to_integer(getenv("LISTEN_PID"), 1, INT_MAX, &process) || process != getpid() ||
        !text_to_integer(getenv("LISTEN_FDS"), 0, 64, &count)) {
        return 0;
    }
    return (int)count;
}

/* The descriptor of that name in LISTEN_FDNAMES, -1 where there is none. */
static int listener_handed(const char *name)
{
    int count = listener_handed_count();
    const char *names = getenv("LISTEN_FDNAMES");
    for (int i = 0; i < count && names != NULL; i++) {
        size_t length = strcspn(names, ":");
        if (strlen(name) == length && strncmp(names, name, length) == 0) {
            return HANDED_FIRST + i;
        }
        names = names[length] == ':' ? names + length + 1 : NULL;
    }
    return -1;
}

static bool listener_set_flags(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);
    return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
           fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

static bool listener_take(int descriptor, const char *name, struct listener *listener_out, const char **why_out)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || !listens) {
        return listener_fail(why_out, "what was handed over as %s is no listening socket", name);
    }
    if (!listener_set_flags(descriptor)) {
        return listener_fail(why_out, "%s: %s", name, strerror(errno));
    }
    *listener_out = (struct listener){.descriptor = descriptor, .lock = -1};
    return true;
}

/* Whether something that must not be replaced lies at `path`. */
static bool listener_path_is_free(const char *path, const char **why_out)
{
    struct stat found;
    if (lstat(path, &found) != 0) {
        return errno == ENOENT || listener_fail(why_out, "%s: %s", path, strerror(errno));
    }
    if (!S_ISSOCK(found.st_mode)) {
        return listener_fail(why_out, "%s is there and is no socket", path);
    }
    return true;
}

static bool listener_bind(int descriptor, const char *path, const char **why_out)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        return listener_fail(why_out, "%s: too long for a socket", path);
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    if (!listener_path_is_free(path, why_out)) {
        return false;
    }
    unlink(path);
    mode_t mask = umask(0117);
    bool bound = bind(descriptor, (const struct sockaddr *)&address, sizeof address) == 0;
    umask(mask);
    if (!bound || listen(descriptor, BACKLOG) != 0) {
        return listener_fail(why_out, "%s: %s", path, strerror(errno));
    }
    return true;
}

/* Held by the master alone as long as it lives: a record lock does not pass to its workers, who may outlive a
 * killed master with a request in hand. -1: another server has it, or *why_out says what else. */
static int listener_lock(const char *path, const char **why_out)
{
    char name[PATH_MAX];
    snprintf(name, sizeof name, "%s.lock", path);
    int descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) {
        listener_fail(why_out, "%s: %s", name, strerror(errno));
        return -1;
    }
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(descriptor, F_SETLK, &lock) != 0) {
        bool alive = errno == EAGAIN || errno == EACCES;
        listener_fail(why_out, "%s: %s", path, alive ? "another server listens there" : strerror(errno));
        close(descriptor);
        return -1;
    }
    return descriptor;
}

static bool listener_make(const char *path, struct listener *listener_out, const char **why_out)
{
    struct stat file;
    struct listener made = {.ours = true, .path = path, .lock = listener_lock(path, why_out)};
    made.descriptor = made.lock < 0 ? -1 : socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    bool bound = made.descriptor >= 0 && listener_bind(made.descriptor, path, why_out);
    if (bound && stat(path, &file) == 0) {
        made.device = file.st_dev;
        made.file = file.st_ino;
    } else if (made.lock >= 0 && (made.descriptor < 0 || bound)) {
        listener_fail(why_out, "%s: %s", path, strerror(errno));
        bound = false;
    }
    *listener_out = made;
    if (!bound) {
        listener_close(listener_out);
    }
    return bound;
}

bool listener_open(const struct server_pool *pool, struct listener *listener_out, const char **why_out)
{
    int handed = listener_handed(pool->listen_name);
    *listener_out = (struct listener){.descriptor = -1, .lock = -1};
    return handed >= 0 ? listener_take(handed, pool->listen_name, listener_out, why_out)
                       : listener_make(pool->socket_path, listener_out, why_out);
}

void listener_forget_handed(void)
{
    int count = listener_handed_count();
    for (int i = HANDED_FIRST; i < HANDED_FIRST + count; i++) {
        /* Those that were taken carry the flag by now. */
        if ((fcntl(i, F_GETFD) & FD_CLOEXEC) == 0) {
            close(i);
        }
    }
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
}

void listener_hide(struct listener *listener)
{
    struct stat file;
    if (listener->ours && listener->path != NULL && stat(listener->path, &file) == 0 &&
        file.st_dev == listener->device && file.st_ino == listener->file) {
        unlink(listener->path);
    }
    listener->path = NULL;
}

void listener_close(struct listener *listener)
{
    listener_hide(listener);
    if (listener->descriptor >= 0) {
        close(listener->descriptor);
        listener->descriptor = -1;
    }
    if (listener->lock >= 0) {
        close(listener->lock);
        listener->lock = -1;
    }
}
