# Words to the person at the terminal, and running a step whose output goes to a log.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }

fail() {
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

# step TITLE LOG COMMAND...: quiet when it works; when it fails, says what, shows the end of the log, stops.
step() {
    local title=$1 log=$2
    shift 2
    say "* $title"
    if ! "$@" >>"$log" 2>&1 </dev/null; then
        # of a build with several jobs the fault may stand far above the end
        { grep -nE 'error:|undefined reference|[*]{3}' "$log" | tail -n 15 || true; echo ...; tail -n 25 "$log"; } | sed 's/^/    /' >&2
        fail "this failed: $title. The whole log: $log"
    fi
}

# wait_until SECONDS COMMAND...: tries ten times a second.
wait_until() {
    local tries=$(($1 * 10))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}
