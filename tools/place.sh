# Where an installation lies and as whom it runs. Sets DIR, STATE, SOCKETS, ACCOUNT.
#   DIR      what the person named (default var/): demo.env, state or what is below
#   STATE    database, logs, staged program: DIR itself, or, where the account cannot reach DIR
#            (a checkout below /root), a directory of its own that DIR/state points to
#   SOCKETS  STATE/run, or a short directory below /tmp where that path is too long for a socket
# shellcheck shell=bash

DEV_ACCOUNT=jobbsjanse-dev
SOCKET_PATH_AT_MOST=107

# as_account COMMAND...: never as root. Programs run in / with a clean group list.
as_account() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid="$ACCOUNT" --regid="$(id -g "$ACCOUNT")" --clear-groups --no-new-privs "$@"
    else
        "$@"
    fi
}

place_account() {
    if [ "$(id -u)" -ne 0 ]; then
        ACCOUNT=$(id -un)
        return
    fi
    ACCOUNT=$DEV_ACCOUNT
    if ! id "$ACCOUNT" >/dev/null 2>&1; then
        say "* Making the account $ACCOUNT, as nothing runs as root"
        useradd --system --user-group --no-create-home --home-dir /nonexistent \
            --shell /usr/sbin/nologin "$ACCOUNT" || fail "useradd could not make $ACCOUNT"
    fi
}

# place_find DIR: sets the variables for an installation that may or may not exist yet.
place_find() {
    DIR=$(realpath -m -- "$1")
    STATE=$DIR
    [ ! -L "$DIR/state" ] || STATE=$(realpath -m -- "$DIR/state")
    SOCKETS=$STATE/run
    [ ! -L "$STATE/sockets" ] || SOCKETS=$(realpath -m -- "$STATE/sockets")
}

# Makes the directories. What the programs write belongs to the account, the rest to the caller.
place_make() {
    mkdir -p "$DIR" 2>/dev/null || fail "cannot make the directory $DIR"
    [ -O "$DIR" ] || fail "$DIR belongs to $(stat -c %U "$DIR"); run as that user, or name another --dir"
    chmod a+x "$DIR"
    place_state
    mkdir -p "$STATE"/{app,db,log,run,tmp,secret}
    place_sockets
    if [ "$(id -u)" -eq 0 ]; then
        chown "$ACCOUNT:" "$STATE"/{db,log,run,tmp,secret} "$SOCKETS"
    fi
    chmod 700 "$STATE/secret" "$STATE/tmp"
    chmod 711 "$SOCKETS" "$STATE/run"
}

place_state() {
    if [ "$STATE" = "$DIR" ] && ! as_account test -x "$DIR"; then
        mkdir -p "/var/lib/$DEV_ACCOUNT"
        STATE=$(mktemp -d "/var/lib/$DEV_ACCOUNT/XXXXXX")
        SOCKETS=$STATE/run
        ln -sfn "$STATE" "$DIR/state"
        say "* $ACCOUNT cannot reach $DIR: the state lies in $STATE"
    fi
    mkdir -p "$STATE"
    chmod a+x "$STATE"
}

place_sockets() {
    local longest="$STATE/run/./download.sock"
    if [ ${#longest} -gt $SOCKET_PATH_AT_MOST ] && [ ! -d "$STATE/sockets" ]; then
        SOCKETS=$(mktemp -d /tmp/jobbsjanse.XXXXXX)
        ln -sfn "$SOCKETS" "$STATE/sockets"
    fi
}
