# ./dev run and ./dev stop.
# shellcheck shell=bash

command_run() {
    local port=8080 directory="$TOP/var" detach='' base=''
    while [ $# -gt 0 ]; do
        case $1 in
        --port) port=${2:-} && shift ;;
        --dir) directory=${2:-} && shift ;;
        --base) base=${2:-} && shift ;;
        --detach) detach=yes ;;
        *) fail "run does not know \"$1\"" ;;
        esac
        shift || fail 'an option lacks its value'
    done
    port_readable "$port" || fail "--port wants a number up to 65535, not \"$port\""
    [ -n "$directory" ] || fail '--dir wants a directory'
    [[ $base =~ ^(/[a-z0-9-]+)*$ ]] || fail "--base wants a path like /tjenester/jobbsjansen, not \"$base\""
    install_missing run
    build_tree run all
    installation_start run "$directory" "$port" 300 "$base"
    installation_describe
    [ -n "$detach" ] || installation_wait
}

command_stop() {
    local directory="$TOP/var"
    while [ $# -gt 0 ]; do
        case $1 in
        --dir) directory=${2:-} && shift ;;
        *) fail "stop does not know \"$1\"" ;;
        esac
        shift || fail 'an option lacks its value'
    done
    place_find "$directory"
    parts_stop
    say "Stopped what ran in $DIR."
}

# installation_start run|test DIR PORT PARTICIPANTS [BASE]: from nothing, or from what is there, to an answering address.
# What ran there before is stopped first, so that a repeated call takes up a new build.
installation_start() {
    installation_prepare "$@"
    say '* Starting the stand-ins of Folkeregisteret, a mail server and the municipal portal, and the daemons that ask them'
    part_start folkeregisteret
    part_start mail
    part_start kommuneportalen
    part_start jobs
    part_start logins
    say '* Starting the application'
    part_start application
    say '* Starting nginx'
    part_start nginx
    trap - EXIT INT TERM
}

# The same until there is all that the programs need, with the database running.
installation_prepare() {
    local kind=$1 port=$3 participants=$4 base=${5:-}
    place_account
    place_find "$2"
    place_make
    parts_stop
    ! port_taken "$port" || fail "port $port is taken by another program; name another with --port"
    trap installation_abandon EXIT
    trap 'exit 130' INT TERM
    build_assets
    stage_tree "$kind" "$STATE/app"
    setup_seed
    setup_secrets
    setup_database
    setup_standin
    setup_portal
    setup_settings "$port" "$base"
    setup_nginx "$port" "$base"
    say '* Starting the database'
    part_start database
    setup_schema
    setup_demo_env "$port" "$base"
    setup_demo "$participants"
}

# Half an installation is not left running.
installation_abandon() {
    trap '' INT TERM
    parts_stop
}

port_readable() { [[ $1 =~ ^[1-9][0-9]{0,4}$ ]] && [ "$1" -le 65535 ]; }

port_taken() { (exec 8<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

installation_describe() {
    cat <<END

Jobbsjanseregisteret answers at http://127.0.0.1:$(cat "$STATE/run/port")$(cat "$STATE/run/base")
Everyone's password: $(cat "$STATE/secret/password")
  oslo         caseworker, the whole of Oslo (0301)
  grunerlokka  caseworker, the district Grünerløkka alone
  trondheim    caseworker, Trondheim (5001)
  flere        caseworker, Bergen (4601) and Asker (3203)
  admin-oslo   administrator of Oslo
  baerum       caseworker of the introduction programme, Bærum (3201)
  imdi         IMDi professional, of both registers
  systemeier   system owner, of both registers
  totp         caseworker, Trondheim, with a code besides: $(cat "$STATE/secret/totp") is what an app is told
Mail that is sent can be read at http://127.0.0.1:$(cat "$STATE/run/mail-page")
State and logs: $STATE   Values for tests: $DIR/demo.env
END
}

# Ctrl-C or TERM stops all of it; so does a part that ends by itself, with its log. Where another call has
# stopped or started the installation meanwhile, this one only says so.
installation_wait() {
    local part pids
    pids=$(installation_pids)
    trap 'exit 0' INT TERM
    trap 'trap "" INT TERM; say ""; say "* Stopping"; parts_stop' EXIT
    say 'Ctrl-C stops it.'
    while sleep 1; do
        if [ "$(installation_pids)" != "$pids" ]; then
            trap - EXIT
            say 'Another ./dev has stopped or started this installation.'
            return
        fi
        for part in "${PARTS_IN_ORDER[@]}"; do
            part_runs "$part" || part_complain "$part" 'has ended'
        done
    done
}

# The pids as they stand in the files.
installation_pids() {
    local part
    for part in "${PARTS_IN_ORDER[@]}"; do
        cat "$(part_pid_file "$part")" 2>/dev/null || echo none
    done
}
