# ./dev lint: static checks. Each lint_* is one check: prints what it finds, fails when it finds something.
# shellcheck shell=bash

LINT_CHECKS=(shell script gcc clang tidy cppcheck)

command_lint() {
    local check bad=0
    install_missing run test lint
    for check in "${LINT_CHECKS[@]}"; do
        say "== $check"
        "lint_$check" || bad=$((bad + 1))
    done
    [ "$bad" -eq 0 ] || fail "$bad of ${#LINT_CHECKS[@]} checks found something"
    say 'Nothing found.'
}

lint_shell() {
    (cd "$TOP" && shellcheck --external-sources dev tools/*.sh .ci/run)
}

# Scripts of the pages, of the tests and of ./dev.
lint_script() {
    (cd "$TOP" && node node_modules/eslint/bin/eslint.js --max-warnings 0 .)
}

# The sanitized build stands for gcc: warnings are errors there.
lint_gcc() {
    build_tree test units
}

lint_sources() { find "$TOP/src" -name "*.$1" | sort; }

# What every compiler run needs, on one line; our paths hold no blanks that matter here.
lint_flags() {
    printf '%s ' -D_GNU_SOURCE "-I$TOP/src" "-I$TOP/build/test" '-DJOBBSJANSE_DATADIR=""' '-DJOBBSJANSE_SYSCONFDIR=""' '-DTEST_SOURCE_DIR=""' \
        -Wall -Wextra -Wshadow -Wvla -Wformat=2
    pkg-config --cflags libxml-2.0 libcurl jansson libisal libmariadb libcrypto libargon2 cmocka
}

lint_clang() {
    FLAGS=$(lint_flags)
    export FLAGS
    # shellcheck disable=SC2016  # expanded by the inner shell
    { lint_sources c && find "$TOP/tests/unit" -name '*.c'; } |
        xargs -r -P 2 -n 12 bash -c 'clang -std=gnu11 -fsyntax-only -Werror -Wstrict-prototypes $FLAGS "$@"' clang &&
        lint_sources cc | xargs -r bash -c 'clang++ -std=c++17 -fsyntax-only -Werror $FLAGS "$@"' clang++
}

# The analyzer leaves a function after so many steps. With its own 225 000 it finds no more of the mistakes that were planted to
# measure it, and takes four times as long. One file at a time: among several it takes every va_list for one that was not begun.
lint_tidy() {
    FLAGS="$(lint_flags) -Xclang -analyzer-config -Xclang max-nodes=60000"
    export FLAGS
    # shellcheck disable=SC2016
    lint_sources c |
        xargs -r -P 2 -n 1 bash -c 'clang-tidy --quiet --warnings-as-errors="*" "$@" -- -std=gnu11 $FLAGS 2>&1 |
            grep -vE "^[0-9]+ warnings? (generated|treated)"; exit "${PIPESTATUS[0]}"' tidy
}

lint_cppcheck() {
    lint_sources c | cppcheck --quiet --std=c11 --language=c --error-exitcode=1 --inline-suppr -j 2 \
        --enable=warning,performance,portability --suppress=missingIncludeSystem \
        -D_GNU_SOURCE -I "$TOP/src" --file-list=-
}
