# Builds out of tree: build/run (optimized) and build/test (sanitized, warnings are errors).
# shellcheck shell=bash

# build_tree run|test TARGET: both kinds can be built at once.
build_tree() {
    local kind=$1
    mkdir -p "$TOP/build/log" "$TOP/build/$kind"
    (
        flock 9
        build_configured "$kind"
    ) 9>"$TOP/build/lock"
    (
        flock 9
        step "Building build/$kind" "$TOP/build/log/build-$kind.log" make -C "$TOP/build/$kind" -j"$(nproc)" "$2"
    ) 9>"$TOP/build/lock-$kind"
}

build_configured() {
    local kind=$1 log="$TOP/build/log/build-$1.log"
    local options=(--quiet --prefix=/usr --sysconfdir=/etc --localstatedir=/var)
    [ "$kind" = run ] || options+=(--enable-development --enable-sanitizers)
    : >"$log"
    if [ ! -x "$TOP/configure" ] || [ "$TOP/configure.ac" -nt "$TOP/configure" ]; then
        step 'Making configure (autoreconf)' "$log" autoreconf --install --force "$TOP"
    fi
    if [ ! -f "$TOP/build/$kind/Makefile" ] || [ "$TOP/configure" -nt "$TOP/build/$kind/config.status" ]; then
        step "Configuring build/$kind" "$log" configure_in "$TOP/build/$kind" "${options[@]}"
    fi
}

configure_in() {
    local where=$1
    shift
    cd "$where" && ../../configure "$@"
}

# Style sheets, scripts, icons and fonts under hashed names; only when a source is newer than the manifest.
build_assets() {
    local manifest="$TOP/build/static/manifest.txt"
    local sources=("$TOP/static" "$TOP/tools/build-assets.mjs" "$TOP/package-lock.json")
    if [ ! -f "$manifest" ] || [ -n "$(find "${sources[@]}" -newer "$manifest" -print -quit)" ]; then
        (
            flock 9
            step 'Building style sheets, icons and scripts' "$TOP/build/log/assets.log" node "$TOP/tools/build-assets.mjs"
        ) 9>"$TOP/build/lock"
    fi
}

# stage_tree run|test DIRECTORY: what `make install` gives, below DIRECTORY, and nothing of an earlier time.
stage_tree() {
    rm -rf "${2:?}/usr"
    (
        flock 9
        step "Staging build/$1" "$TOP/build/log/build-$1.log" make -C "$TOP/build/$1" install DESTDIR="$2"
    ) 9>"$TOP/build/lock-$1"
}
