# ./dev test: every suite through its own runner, one count over all of them.
# shellcheck shell=bash

SUITES=(structure unit lint sql http lists browser faults security)
# Lanes run side by side: those of files below tests/ each on an installation of its own, as they wait more than they compute;
# what computes alone fills their waits, and steps back for them (lane_is_quiet).
LANES=('lint' 'http/*' 'browser/*' 'faults/*' 'sql/*' 'lists/* security/*')
SANITIZER_REPORT='ERROR: (Address|Leak)Sanitizer|runtime error:|AddressSanitizer:DEADLYSIGNAL|SUMMARY: UndefinedBehaviorSanitizer'

PASSED=0
FAILED=0
RUNNING=''
LANE_PIDS=()
SEED=''
SUITE_SECONDS=2700

command_test() {
    local suites=("$@") suite
    if [ $# -eq 0 ]; then
        suites=("${SUITES[@]}")
        export SECURITY=short # all of it takes minutes, and is run by name
    fi
    for suite in "${suites[@]}"; do
        [[ " ${SUITES[*]} " == *" $suite "* ]] || fail "there is no suite \"$suite\"; these are: ${SUITES[*]}"
    done
    export JOBBSJANSE_UNSAFE=yes # of every installation that the tests start
    test_prepare "${suites[@]}"
    if [[ " ${suites[*]} " == *' structure '* ]]; then
        say '== structure'
        suite_node structure "structure/*"
    fi
    if [[ " ${suites[*]} " == *' unit '* ]]; then
        say '== unit'
        suite_unit
    fi
    lanes_run "${suites[@]}"
    say "$PASSED passed, $FAILED failed"
    [ "$FAILED" -eq 0 ]
}

# Logs stay in build/log/test; what the suites need is installed and built first.
test_prepare() {
    local groups=(run test) modules
    [[ " $* " != *' lint '* ]] || groups+=(lint)
    [[ " $* " != *' security '* ]] || groups+=(security)
    install_packages "${groups[@]}"
    install_modules &
    modules=$!
    TEST_LOG="$TOP/build/log/test"
    rm -rf "$TEST_LOG"
    mkdir -p "$TEST_LOG"
    if [ "$*" != structure ]; then
        build_tree test units
    fi
    wait "$modules"
}

# count_result PASSED FAILED SUITE: a suite that ran nothing is a failure.
count_result() {
    if [ $(($1 + $2)) -eq 0 ]; then
        say "   $3 ran no test: counted as a failure"
        FAILED=$((FAILED + 1))
        return
    fi
    say "   $3: $1 passed, $2 failed"
    PASSED=$((PASSED + $1))
    FAILED=$((FAILED + $2))
}

# One check of our own, outside any runner.
count_failure() {
    say "   FAILED: $*"
    FAILED=$((FAILED + 1))
}

# Black-box and structure tests: node's own runner. Skipped and unfinished tests are failures.
suite_node() { # NAME PATTERN: what matches it below tests/; the logs have that name
    local suite=$1 tap="$TEST_LOG/$1.tap" files=() status=0 passed bad
    mapfile -t files < <(test_files "$2")
    if [ ${#files[@]} -eq 0 ]; then
        count_result 0 0 "$2"
        return
    fi
    (
        cd "$TOP" && exec timeout --kill-after=10 "$SUITE_SECONDS" node --test --test-concurrency=1 \
            --test-reporter=spec --test-reporter-destination=stdout \
            --test-reporter=tap --test-reporter-destination="$tap" "${files[@]}"
    ) >"$TEST_LOG/$suite.log" 2>&1 </dev/null &
    RUNNING=$! # not in the foreground, so that Ctrl-C and TERM are heard at once
    wait "$RUNNING" || status=$?
    RUNNING=''
    passed=$(tap_number "$tap" pass)
    bad=$(($(tap_number "$tap" fail) + $(tap_number "$tap" cancelled) + $(tap_number "$tap" skipped) + $(tap_number "$tap" todo)))
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    fi
    if [ "$bad" -gt 0 ]; then
        sed -n '/failing tests:/,$p' "$TEST_LOG/$suite.log" | head -n 150
        [ "$status" -ne 124 ] || say "   $suite took longer than $SUITE_SECONDS seconds: some test does not end"
        say "   the whole log: $TEST_LOG/$suite.log"
    fi
    count_result "$passed" "$bad" "$2"
}

test_files() { # PATTERN: * stands for folders too
    local file
    while read -r file; do
        # shellcheck disable=SC2053  # a pattern
        [[ $file != $1 ]] || printf 'tests/%s\n' "$file"
    done < <(find "$TOP/tests/${1%%/*}" -name '*.test.mjs' -printf "${1%%/*}/%P\n" | LC_ALL=C sort)
}

# tap_number FILE WORD: N of the line "# WORD N" at the end.
tap_number() {
    local number
    number=$(sed -n "s/^# $2 \([0-9]*\)\$/\1/p" "$1" 2>/dev/null | tail -n 1)
    printf '%s' "${number:-0}"
}

# cmocka programs, as many at a time as there are processors.
suite_unit() {
    local log="$TEST_LOG/unit-build.log" units unit passed=0 bad=0
    if ! make -C "$TOP/build/test" -j"$(nproc)" units >"$log" 2>&1; then
        tail -n 30 "$log"
        count_failure "the unit tests do not build: $log"
        return
    fi
    mapfile -t units < <(make -s --no-print-directory -C "$TOP/build/test" print-units)
    export TOP TEST_LOG
    export -f unit_run
    # shellcheck disable=SC2016  # expanded by the inner shell
    printf '%s\n' "${units[@]}" | xargs -P "$(nproc)" -n 1 bash -c 'unit_run "$1"' unit
    for unit in "${units[@]}"; do
        unit_count "${unit##*/}"
    done
    count_result "$passed" "$bad" unit
}

unit_run() { # PROGRAM
    local status=0 log="$TEST_LOG/${1##*/}.log"
    (
        cd "$TOP/build/test" || exit
        export srcdir="$TOP" CMOCKA_MESSAGE_OUTPUT=TAP
        timeout --foreground --kill-after=10 300 "./$1"
    ) >"$log" 2>&1 </dev/null || status=$?
    printf '%s\n' "$status" >"$log.status"
}

unit_count() { # NAME: adds to passed and bad of its caller
    local log="$TEST_LOG/$1.log" status good wrong
    status=$(cat "$log.status" 2>/dev/null) || status=none
    good=$(grep -cE '^ok [0-9]+' "$log" || true)
    wrong=$(grep -cE '^not ok [0-9]+' "$log" || true)
    # killed, leaked, or ended before its plan: more than its own count tells
    if [ "$status" != 0 ] && [ "$wrong" -eq 0 ]; then wrong=1; fi
    if grep -qE '^ok .*# SKIP' "$log"; then wrong=$((wrong + 1)); fi
    if [ $((good + wrong)) -eq 0 ]; then wrong=1; fi
    if [ "$wrong" -gt 0 ]; then
        say "   FAILED: $1 (status $status), log: $log"
        grep -vE '^ok ' "$log" | tail -n 40 | sed 's/^/     /'
    fi
    passed=$((passed + good))
    bad=$((bad + wrong))
}

suite_lint() {
    local check passed=0 bad=0
    for check in "${LINT_CHECKS[@]}"; do
        if "lint_$check" >"$TEST_LOG/lint-$check.log" 2>&1; then
            passed=$((passed + 1))
        else
            bad=$((bad + 1))
            say "   FAILED: $check"
            tail -n 40 "$TEST_LOG/lint-$check.log" | sed 's/^/     /'
        fi
    done
    count_result "$passed" "$bad" lint
}

# lanes_run SUITE...: those that need a server. What a lane says is shown when it ends.
lanes_run() {
    local lane started=() waiting=()
    lanes_check "$@"
    trap lanes_abandon EXIT
    trap 'exit 130' INT TERM
    for lane in "${!LANES[@]}"; do
        [ -n "$(lane_chosen "$lane" "$@")" ] || continue
        started+=("$lane")
        if lane_is_quiet "$lane"; then
            lane_start "$lane" "$@"
        else
            mktemp -d /tmp/jobbsjanse-test.XXXXXX >"$TEST_LOG/lane-$lane.dir"
            waiting+=("$lane")
        fi
    done
    [ ${#waiting[@]} -eq 0 ] || lanes_prepare "$@"
    for lane in "${waiting[@]+"${waiting[@]}"}"; do
        lane_start "$lane" "$@"
    done
    for lane in "${started[@]+"${started[@]}"}"; do
        wait "${LANE_PIDS[lane]}" || true
        lane_count "$lane"
    done
    LANE_PIDS=()
    trap - EXIT INT TERM
    seed_remove
}

# Each file of the suites belongs to one lane.
lanes_check() { # SUITE...
    local suite file patterns pattern found
    read -r -a patterns <<<"${LANES[*]}"
    for suite in "$@"; do
        [[ " ${LANES[*]}" == *" $suite/"* ]] || continue
        for file in $(test_files "$suite/*"); do
            found=0
            for pattern in "${patterns[@]}"; do
                # shellcheck disable=SC2053  # a pattern
                [[ ${file#tests/} != $pattern ]] || found=$((found + 1))
            done
            [ "$found" -eq 1 ] || count_failure "$found lanes run $file"
        done
    done
}

# A lane without a server.
lane_is_quiet() { [[ ${LANES[$1]} != */* ]]; }

lane_start() { # LANE SUITE...
    local lane=$1
    shift
    say "== $(lane_chosen "$lane" "$@")$(lane_is_quiet "$lane" || printf ', on %s' "$(cat "$TEST_LOG/lane-$lane.dir")")"
    set -m # a group of its own, to be ended with all that it runs
    (lane_run "$lane" "$@") >"$TEST_LOG/lane-$lane.log" 2>&1 </dev/null &
    LANE_PIDS[lane]=$!
    set +m
}

# What the lanes' installations begin as, and the optimized build, which those run that tests of faults start.
lanes_prepare() { # SUITE...
    local building=''
    if [[ " $* " == *' faults '* ]]; then
        build_tree run all &
        building=$!
    fi
    seed_make
    [ -z "$building" ] || wait "$building"
}

# What every installation of this run begins as a copy of: a schema, its routines and 300 fictional women are made once.
seed_make() {
    SEED=$(mktemp -d /tmp/jobbsjanse-seed.XXXXXX)
    (
        installation_prepare test "$SEED" "$(free_port)" 300
        parts_stop
        seed_thin
        trap - EXIT INT TERM
    )
    export JOBBSJANSE_SEED=$SEED
}

# The server's files are mostly empty, and copied many times: what is empty in them becomes holes, where the file system can.
seed_thin() {
    local file
    for file in "$STATE"/db/data/{ibdata1,ib_logfile0}; do
        as_account fallocate --dig-holes "$file" 2>/dev/null || true
    done
}

seed_remove() {
    [ -z "$SEED" ] || rm -rf -- "$SEED"
    SEED=''
}

lane_chosen() { # LANE SUITE...: what of it was asked for
    local part parts chosen=()
    read -r -a parts <<<"${LANES[$1]}"
    shift
    for part in "${parts[@]}"; do
        [[ " $* " != *" ${part%%/*} "* ]] || chosen+=("$part")
    done
    printf '%s' "${chosen[*]+"${chosen[*]}"}"
}

lane_run() { # LANE SUITE...: in a shell of its own
    local lane=$1 parts
    parts=$(lane_chosen "$@")
    PASSED=0
    FAILED=0
    trap lane_abandon EXIT
    trap 'exit 130' INT TERM
    if lane_is_quiet "$lane"; then
        lane_compute "$parts"
    else
        lane_ask "$lane" "$parts"
    fi
    printf '%s %s\n' "$PASSED" "$FAILED" >"$TEST_LOG/lane-$lane.count"
    trap - EXIT INT TERM
    lane_is_quiet "$lane" || server_remove
}

lane_compute() { # PARTS
    local suite
    renice -n 10 -p "$BASHPID" >/dev/null
    for suite in $1; do
        "suite_$suite"
    done
}

lane_ask() { # LANE PARTS
    local part parts
    read -r -a parts <<<"$2"
    server_start "$1"
    server_find "$1"
    for part in "${parts[@]}"; do
        suite_node "${part%%/*}-$1" "$part"
    done
    server_check "$1"
}

lane_abandon() {
    trap '' INT TERM
    [ -z "$RUNNING" ] || kill "$RUNNING" 2>/dev/null || true
}

lane_count() { # LANE: adds what it counted; one that died has failed
    local lane=$1 passed=0 failed=1
    cat "$TEST_LOG/lane-$lane.log"
    read -r passed failed 2>/dev/null <"$TEST_LOG/lane-$lane.count" || say "   the lane of ${LANES[lane]} died"
    PASSED=$((PASSED + passed))
    FAILED=$((FAILED + failed))
}

# Whatever was started is stopped, also when the tests are interrupted.
lanes_abandon() {
    local lane pid
    trap '' INT TERM
    for pid in "${LANE_PIDS[@]+"${LANE_PIDS[@]}"}"; do
        kill -- "-$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    for lane in "${!LANES[@]}"; do
        [ -f "$TEST_LOG/lane-$lane.dir" ] || continue
        place_find "$(cat "$TEST_LOG/lane-$lane.dir")"
        [ -d "$STATE" ] || continue
        parts_stop
        cp -R "$STATE/log" "$TEST_LOG/server-$lane" 2>/dev/null || true
        server_remove
    done
    seed_remove
}

# server_start LANE: one sanitized installation, in a directory and on a port of its own.
server_start() {
    (installation_start test "$(cat "$TEST_LOG/lane-$1.dir")" "$(free_port)" 300)
}

# Where that installation is, and what the suites are told of it.
server_find() { # LANE
    TEST_DIR=$(cat "$TEST_LOG/lane-$1.dir")
    place_account
    place_find "$TEST_DIR"
    set -a
    # shellcheck source=/dev/null
    . "$TEST_DIR/demo.env"
    set +a
    export DIR STATE DB_ADMIN_USER="$ACCOUNT"
}

# Stops it and reads its logs: a sanitizer's report is a failure, whatever the tests said.
server_check() { # LANE
    local log reports=0 logs="$TEST_LOG/server-$1"
    parts_stop
    cp -R "$STATE/log" "$logs"
    for log in "$logs"/*; do
        if grep -qE "$SANITIZER_REPORT" "$log"; then
            reports=$((reports + 1))
            grep -E -A 15 "$SANITIZER_REPORT" "$log" | head -n 40 | sed 's/^/     /'
            count_failure "a sanitizer reports in $log"
        fi
    done
    [ "$reports" -gt 0 ] || count_result 1 0 "sanitizers below ${LANES[$1]}"
}

server_remove() {
    rm -rf -- "$DIR"
    [ "$STATE" = "$DIR" ] || rm -rf -- "$STATE"
    [ "${SOCKETS#/tmp/jobbsjanse.}" = "$SOCKETS" ] || rm -rf -- "$SOCKETS"
}
