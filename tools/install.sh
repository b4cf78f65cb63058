# Installs what is missing: Debian packages from tools/packages, node packages by the lock file.
# shellcheck shell=bash

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "packages are missing, and neither root nor sudo is at hand to run: $*"
    fi
}

# missing_packages GROUP...: those of the groups that are not installed, one per line.
missing_packages() {
    local wanted installed
    wanted=$(awk -v groups=" $* " '/^#/ || NF < 2 { next } index(groups, " " $1 " ") { print $2 }' "$TOP/tools/packages")
    # shellcheck disable=SC2086  # one word per package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
        awk '$1 == "installed" { print $2 }' || true)
    comm -23 <(sort <<<"$wanted") <(sort <<<"$installed")
    # node often comes from elsewhere than Debian
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
}

# Debian starts a server when its package is installed; we only want the program.
# The policy file keeps it from starting now, and a new nginx is not started at boot either.
apt_install() {
    local policy=/usr/sbin/policy-rc.d made_policy='' had_nginx='' result=0
    command -v nginx >/dev/null && had_nginx=yes
    if [ ! -e "$policy" ]; then
        made_policy=yes
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
            install --no-install-recommends "$@" || result=$?
    [ -z "$made_policy" ] || as_root rm -f "$policy"
    if [ -z "$had_nginx" ] && [ -d /run/systemd/system ]; then
        as_root systemctl --quiet disable nginx.service || true
    fi
    return "$result"
}

install_packages() {
    local missing
    mkdir -p "$TOP/build/log"
    missing=$(missing_packages "$@" | tr '\n' ' ')
    if [ -n "${missing% }" ]; then
        # shellcheck disable=SC2086  # one word per package
        step "Installing Debian packages: $missing" "$TOP/build/log/apt.log" apt_install $missing
    fi
    local major
    major=$(node -p 'process.versions.node.split(".")[0]')
    [ "$major" -ge 18 ] || fail "node 18 or newer is needed; this is $(node --version)"
}

install_node_modules() {
    local stamp="$TOP/node_modules/.installed" now
    now=$(cat "$TOP/package.json" "$TOP/package-lock.json" "$TOP/.npmrc" | sha256sum)
    if [ "$(cat "$stamp" 2>/dev/null || true)" != "$now" ]; then
        step 'Installing node packages (npm ci)' "$TOP/build/log/npm.log" npm --prefix "$TOP" ci
        printf '%s\n' "$now" >"$stamp"
    fi
}

# install_missing GROUP...: both kinds.
install_missing() {
    install_packages "$@"
    install_modules
}

install_modules() {
    mkdir -p "$TOP/build/log"
    (
        flock 9
        install_node_modules
    ) 9>"$TOP/build/lock-modules"
}
