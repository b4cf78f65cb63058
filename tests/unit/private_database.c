/* Starts mariadbd as the caller, with the settings an installation must have. */
#include "private_database.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static char directory[64], socket_path[96], command[1400], user[64];
static pid_t server;

static void end_program(const char *why)
{
    fprintf(stderr, "private database: %s, see %s\n", why, directory);
    exit(1);
}

static void shell(const char *line)
{
    if (system(line) != 0) {
        end_program(line);
    }
}

static int answers(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", socket_path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int connected = connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0;
    close(descriptor);
    return connected;
}

void private_database_again(void)
{
    snprintf(command, sizeof command,
             "exec mariadbd --no-defaults --user=%s --datadir=%s/data --socket=%s --pid-file=%s/pid --tmpdir=%s "
             "--skip-networking --skip-name-resolve --innodb-buffer-pool-size=64M --innodb-log-file-size=16M "
             "--innodb-snapshot-isolation=ON --innodb-rollback-on-timeout=ON --innodb-lock-wait-timeout=2 "
             "--local-infile=OFF --secure-timestamp=REPLICATION --character-set-server=utf8mb4 --old-mode= "
             "--performance-schema=OFF --innodb-flush-log-at-trx-commit=2 >>%s/log 2>&1",
             user, directory, socket_path, directory, directory, directory);
    server = fork();
    if (server == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    for (int tries = 0; tries < 600; tries++) {
        if (answers()) {
            return;
        }
        if (waitpid(server, NULL, WNOHANG) == server) {
            end_program("mariadbd ended");
        }
        usleep(50000);
    }
    end_program("mariadbd does not answer");
}

const char *private_database_start(void)
{
    const struct passwd *self = getpwuid(geteuid());
    snprintf(user, sizeof user, "%s", self == NULL ? "root" : self->pw_name);
    snprintf(directory, sizeof directory, "/tmp/jobbsjanse-unit.XXXXXX");
    if (mkdtemp(directory) == NULL) {
        end_program("no directory");
    }
    snprintf(socket_path, sizeof socket_path, "%s/sock", directory);
    snprintf(command, sizeof command,
             "mariadb-install-db --no-defaults --force --user=%s --datadir=%s/data --skip-test-db "
             "--auth-root-authentication-method=normal --innodb-log-file-size=16M >%s/install 2>&1",
             user, directory, directory);
    shell(command);
    private_database_again();
    return socket_path;
}

void private_database_stop(void)
{
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
}

void private_database_remove(void)
{
    private_database_stop();
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    shell(command);
}
