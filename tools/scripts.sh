# ./dev bench and ./dev fuzz: run the scripts that lie under tests/bench and tests/fuzz.
# shellcheck shell=bash

command_bench() { run_scripts bench "$TOP/tests/bench" "$@"; }

command_fuzz() {
    local names=()
    export FUZZ_SECONDS=60
    while [ $# -gt 0 ]; do
        case $1 in
        --seconds)
            [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail '--seconds wants a whole number'
            FUZZ_SECONDS=$2
            shift
            ;;
        *) names+=("$1") ;;
        esac
        shift
    done
    run_scripts fuzz "$TOP/tests/fuzz" "${names[@]+"${names[@]}"}"
}

# run_scripts WORD FOLDER NAME...: executable files FOLDER/NAME.sh or NAME.mjs; all of them without a NAME.
run_scripts() {
    local word=$1 folder=$2 script status=0 found=() groups=(run test)
    shift 2
    [ "$word" != bench ] || groups+=(bench)
    mapfile -t found < <(find "$folder" -maxdepth 1 -type f -executable 2>/dev/null | sort)
    if [ $# -gt 0 ]; then
        local wanted=("$@") name at
        for at in "${!wanted[@]}"; do
            name=${wanted[at]}
            script=$(printf '%s\n' "${found[@]+"${found[@]}"}" | grep -E "/$name(\.[a-z]+)?\$" | head -n 1) ||
                fail "there is no $word \"$name\"; there are: $(scripts_names "${found[@]+"${found[@]}"}")"
            wanted[at]=$script
        done
        found=("${wanted[@]}")
    fi
    if [ ${#found[@]} -eq 0 ]; then
        say "Nothing to $word yet: ${folder#"$TOP/"} holds no script."
        return 0
    fi
    install_missing "${groups[@]}"
    for script in "${found[@]}"; do
        say "== ${script##*/}"
        "$script" || status=$?
    done
    return "$status"
}

scripts_names() {
    if [ $# -eq 0 ]; then printf 'none'; else printf '%s ' "${@##*/}"; fi
}
