# ./dev test: every suite through its own runner, one count over all of them.
# shellcheck shell=bash

SUITES=(structure unit lint sql http browser)
SERVER_SUITES=' sql http browser '
SANITIZER_REPORT='ERROR: (Address|Leak)Sanitizer|runtime error:|AddressSanitizer:DEADLYSIGNAL|SUMMARY: UndefinedBehaviorSanitizer'

PASSED=0
FAILED=0
SERVER_STARTED=''
RUNNING=''
SUITE_SECONDS=600

command_test() {
    local suites=("$@") suite
    [ $# -gt 0 ] || suites=("${SUITES[@]}")
    for suite in "${suites[@]}"; do
        [[ " ${SUITES[*]} " == *" $suite "* ]] || fail "there is no suite \"$suite\"; these are: ${SUITES[*]}"
    done
    test_prepare "${suites[@]}"
    for suite in "${suites[@]}"; do
        say "== $suite"
        if [[ $SERVER_SUITES == *" $suite "* ]]; then
            test_server
            suite_node "$suite"
        else
            "suite_$suite"
        fi
    done
    test_server_stop
    say "$PASSED passed, $FAILED failed"
    [ "$FAILED" -eq 0 ]
}

# Logs stay in build/log/test; what the suites need is installed and built first.
test_prepare() {
    local groups=(run test)
    [[ " $* " != *' lint '* ]] || groups+=(lint)
    install_missing "${groups[@]}"
    TEST_LOG="$TOP/build/log/test"
    rm -rf "$TEST_LOG"
    mkdir -p "$TEST_LOG"
    if [ "$*" != structure ]; then
        build_tree test all
    fi
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

suite_structure() { suite_node structure; }

# Black-box and structure tests: node's own runner. Skipped and unfinished tests are failures.
suite_node() {
    local suite=$1 tap="$TEST_LOG/$1.tap" files=() status=0 passed bad
    mapfile -t files < <(find "$TOP/tests/$suite" -name '*.test.mjs' | sort)
    if [ ${#files[@]} -eq 0 ]; then
        count_result 0 0 "$suite"
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
    count_result "$passed" "$bad" "$suite"
}

# tap_number FILE WORD: N of the line "# WORD N" at the end.
tap_number() {
    local number
    number=$(sed -n "s/^# $2 \([0-9]*\)\$/\1/p" "$1" 2>/dev/null | tail -n 1)
    printf '%s' "${number:-0}"
}

# cmocka programs, each by itself in a directory of its own.
suite_unit() {
    local log="$TEST_LOG/unit-build.log" unit passed=0 bad=0
    if ! make -C "$TOP/build/test" -j"$(nproc)" units >"$log" 2>&1; then
        tail -n 30 "$log"
        count_failure "the unit tests do not build: $log"
        return
    fi
    for unit in $(make -s --no-print-directory -C "$TOP/build/test" print-units); do
        unit_run "$unit"
    done
    count_result "$passed" "$bad" unit
}

unit_run() { # adds to passed and bad of its caller
    local name=${1##*/} status=0 good wrong
    local log="$TEST_LOG/$name.log"
    (
        cd "$TOP/build/test"
        export srcdir="$TOP" CMOCKA_MESSAGE_OUTPUT=TAP
        timeout --kill-after=10 300 "./$1"
    ) >"$log" 2>&1 </dev/null || status=$?
    good=$(grep -cE '^ok [0-9]+' "$log" || true)
    wrong=$(grep -cE '^not ok [0-9]+' "$log" || true)
    # killed, leaked, or ended before its plan: more than its own count tells
    if [ "$status" -ne 0 ] && [ "$wrong" -eq 0 ]; then wrong=1; fi
    if grep -qE '^ok .*# SKIP' "$log"; then wrong=$((wrong + 1)); fi
    if [ $((good + wrong)) -eq 0 ]; then wrong=1; fi
    if [ "$wrong" -gt 0 ]; then
        say "   FAILED: $name (status $status), log: $log"
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

# One sanitized installation for all suites that need one, in a directory and on a port of its own.
test_server() {
    [ -z "$SERVER_STARTED" ] || return 0
    SERVER_STARTED=yes
    TEST_DIR=$(mktemp -d /tmp/jobbsjanse-test.XXXXXX)
    local status
    set +e # the subshell keeps its own -e, and its failure is counted here
    (
        set -e
        installation_start test "$TEST_DIR" "$(free_port)" 300
    )
    status=$?
    set -e
    trap test_server_abandon EXIT
    trap 'exit 130' INT TERM
    place_account
    place_find "$TEST_DIR"
    if [ "$status" -ne 0 ]; then
        cp -R "$STATE/log" "$TEST_LOG/server" 2>/dev/null || true
        count_failure 'the server for the tests did not start'
        say "$PASSED passed, $FAILED failed"
        exit 1
    fi
    set -a
    # shellcheck source=/dev/null
    . "$TEST_DIR/demo.env"
    set +a
    export DIR STATE DB_ADMIN_USER="$ACCOUNT"
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Stops it and reads its logs: a sanitizer's report is a failure, whatever the tests said.
test_server_stop() {
    local log reports=0
    [ -n "$SERVER_STARTED" ] || return 0
    parts_stop
    cp -R "$STATE/log" "$TEST_LOG/server"
    for log in "$TEST_LOG"/server/*; do
        if grep -qE "$SANITIZER_REPORT" "$log"; then
            reports=$((reports + 1))
            grep -E -A 15 "$SANITIZER_REPORT" "$log" | head -n 40 | sed 's/^/     /'
            count_failure "a sanitizer reports in $log"
        fi
    done
    [ "$reports" -gt 0 ] || count_result 1 0 'sanitizers during the server suites'
    trap - EXIT INT TERM
    test_server_remove
}

test_server_abandon() {
    trap '' INT TERM
    [ -z "$RUNNING" ] || kill "$RUNNING" 2>/dev/null || true
    parts_stop
    cp -R "$STATE/log" "$TEST_LOG/server" 2>/dev/null || true
    test_server_remove
}

test_server_remove() {
    rm -rf -- "$TEST_DIR"
    [ "$STATE" = "$TEST_DIR" ] || rm -rf -- "$STATE"
    [ "${SOCKETS#/tmp/jobbsjanse.}" = "$SOCKETS" ] || rm -rf -- "$SOCKETS"
}
