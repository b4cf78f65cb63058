# The parts of a running installation: database, stand-ins of Folkeregisteret, a mail server and the municipal portal, daemons of
# jobs and of logins, application, nginx. Each is started in a session of its own
# (so that Ctrl-C reaches us alone), leaves its pid in STATE/run, and is stopped by that pid.
# shellcheck shell=bash

PARTS_IN_ORDER=(database folkeregisteret mail kommuneportalen jobs logins application nginx)

part_pid_file() { printf '%s' "$STATE/run/$1.pid"; }

# part_mark PART: what its command line must hold, so that a pid used again by another program is never ours.
part_mark() {
    case $1 in
    database) printf '%s' "$STATE/db/my.cnf" ;;
    application | jobs | logins) printf '%s' "$STATE/jobbsjanse.conf" ;;
    folkeregisteret | mail | kommuneportalen) printf '%s' "$STATE/standin/$1.mjs" ;;
    nginx) printf '%s' "$STATE/nginx.conf" ;;
    esac
}

# pid_is_ours PID PART
pid_is_ours() {
    [ -n "$1" ] && [ -r "/proc/$1/cmdline" ] &&
        tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF -- "$(part_mark "$2")"
}

# Prints the pid when the part runs.
part_pid() {
    local pid
    pid=$(cat "$(part_pid_file "$1")" 2>/dev/null) || return 1
    pid_is_ours "$pid" "$1" && printf '%s' "$pid"
}

part_runs() { part_pid "$1" >/dev/null; }
part_stopped() { ! part_runs "$1"; }

# part_launch PART COMMAND...
part_launch() {
    local part=$1 account=()
    shift
    if [ "$(id -u)" -eq 0 ]; then
        account=(setpriv --reuid="$ACCOUNT" --regid="$(id -g "$ACCOUNT")" --clear-groups --no-new-privs)
    fi
    (cd / && exec setsid "${account[@]}" "$@") >>"$STATE/log/$part.log" 2>&1 </dev/null &
    printf '%s\n' "$!" >"$(part_pid_file "$part")"
    disown
}

# part_await PART SECONDS TEST...: until TEST holds; fails at once when the program ends.
part_await() {
    local part=$1 tries=$(($2 * 10))
    shift 2
    sleep 0.05
    until "$@" >/dev/null 2>&1; do
        if part_stopped "$part"; then
            part_complain "$part" 'ended while starting'
        fi
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || part_complain "$part" 'does not answer'
        sleep 0.1
    done
}

part_complain() {
    tail -n 25 "$STATE/log/$1.log" | sed 's/^/    /' >&2
    fail "$1 $2. Its log: $STATE/log/$1.log"
}

# part_stop PART: asks, waits, then ends it by force; children that outlived it too.
part_stop() {
    local part=$1 pid
    if pid=$(part_pid "$part"); then
        kill -TERM "$pid" 2>/dev/null || true
        if ! wait_until 30 part_stopped "$part"; then
            say "dev: $part did not stop within 30 seconds and is ended by force"
            kill -KILL "$pid" 2>/dev/null || true
            wait_until 5 part_stopped "$part" || true
        fi
    fi
    part_sweep "$part"
    rm -f "$(part_pid_file "$part")"
}

# Those of its session that are still there, after it was ended by force or by a crash.
# nginx's workers carry no file name in their command line, only their kind.
part_sweep() {
    local part=$1 leader session pid
    leader=$(cat "$(part_pid_file "$part")" 2>/dev/null) || return 0
    while read -r pid _ _ _ _ session _; do
        [ "$session" = "$leader" ] || continue
        if pid_is_ours "$pid" "$part" || { [ "$part" = nginx ] && grep -q '^nginx: ' "/proc/$pid/cmdline" 2>/dev/null; }; then
            kill -KILL "$pid" 2>/dev/null || true
        fi
    done < <(cat /proc/[0-9]*/stat 2>/dev/null)
}

parts_stop() {
    local at
    for ((at = ${#PARTS_IN_ORDER[@]} - 1; at >= 0; at--)); do
        part_stop "${PARTS_IN_ORDER[at]}"
    done
}

# Each start has a log of its own; the one before is kept beside it.
part_start() {
    if [ -s "$STATE/log/$1.log" ]; then
        mv -f "$STATE/log/$1.log" "$STATE/log/$1.log.1"
    fi
    "start_$1"
}

start_database() {
    part_launch database mariadbd --defaults-file="$STATE/db/my.cnf"
    part_await database 60 database_answers
}

database_answers() { as_account mariadb --no-defaults --socket="$SOCKETS/db.sock" --user="$ACCOUNT" -e 'SELECT 1'; }

start_application() {
    rm -f "$SOCKETS/form.sock" "$SOCKETS/download.sock"
    part_launch application env \
        ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1 \
        UBSAN_OPTIONS=print_stacktrace=1 \
        "$STATE/app/usr/sbin/jobbsjanse-worker" --config "$STATE/jobbsjanse.conf"
    part_await application 60 test -S "$SOCKETS/form.sock" -a -S "$SOCKETS/download.sock"
}

start_folkeregisteret() {
    part_launch folkeregisteret node "$STATE/standin/folkeregisteret.mjs" --port "$(cat "$STATE/run/freg-port")" \
        --control "$(cat "$STATE/run/freg-control")" --token-file "$STATE/secret/freg-token"
    part_await folkeregisteret 30 port_taken "$(cat "$STATE/run/freg-control")"
}

start_mail() {
    part_launch mail node "$STATE/standin/mail.mjs" --smtp "$(cat "$STATE/run/mail-smtp")" --page "$(cat "$STATE/run/mail-page")"
    part_await mail 30 port_taken "$(cat "$STATE/run/mail-page")"
}

start_kommuneportalen() {
    local site
    site="http://127.0.0.1:$(cat "$STATE/run/port")$(cat "$STATE/run/base")"
    part_launch kommuneportalen node "$STATE/standin/kommuneportalen.mjs" --port "$(cat "$STATE/run/oidc-port")" \
        --client jobbsjanse --secret-file "$STATE/secret/oidc" \
        --redirect "$site/oidc/svar" --after-logout "$site/logg-inn?ut=1"
    part_await kommuneportalen 30 port_taken "$(cat "$STATE/run/oidc-port")"
}

start_logins() {
    part_launch logins env \
        ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1 \
        UBSAN_OPTIONS=print_stacktrace=1 \
        "$STATE/app/usr/sbin/jobbsjanse-logins" --config "$STATE/jobbsjanse.conf"
    part_await logins 30 grep -q ready "$STATE/log/logins.log"
}

start_jobs() {
    part_launch jobs env \
        ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1 \
        UBSAN_OPTIONS=print_stacktrace=1 \
        "$STATE/app/usr/sbin/jobbsjanse-jobs" --config "$STATE/jobbsjanse.conf"
    part_await jobs 30 grep -q ready "$STATE/log/jobs.log"
}

start_nginx() {
    as_account nginx -q -t -e stderr -c "$STATE/nginx.conf" 2>>"$STATE/log/nginx.log" ||
        part_complain nginx 'refuses its configuration'
    part_launch nginx nginx -e stderr -c "$STATE/nginx.conf"
    part_await nginx 60 answers_ok "$(cat "$STATE/run/base")/helse"
}

# answers_ok PATH: 200 from our nginx, without needing any client program.
answers_ok() {
    local line port
    port=$(cat "$STATE/run/port")
    exec 8<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$1" >&8
    IFS= read -r -t 5 line <&8 || line=''
    exec 8<&- 8>&-
    [[ $line == HTTP/*' 200'* ]]
}
