# Prepares an installation: secrets, database, settings, nginx, demo data. Each function can be repeated.
# shellcheck shell=bash

# random_hex BYTES
random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

random_base32() { head -c "$1" /dev/urandom | base32; }

# Files of ours that hold secrets: born closed.
write_secret() { # FILE OWNER, content on stdin
    (umask 077 && cat >"$1")
    [ "$(id -u)" -ne 0 ] || chown "$2" "$1"
}

# A new installation may begin as a copy of a stopped one, JOBBSJANSE_SEED: the tests start many.
setup_seed() {
    if [ -n "${JOBBSJANSE_SEED:-}" ] && [ ! -e "$STATE/db/ready" ]; then
        say '* Copying database, secrets and packages of another installation'
        cp -a "$JOBBSJANSE_SEED"/{db,secret,standin} "$STATE/"
        touch "$STATE/db/portal-elsewhere"
    fi
}

setup_secrets() {
    [ -f "$STATE/secret/key" ] || random_hex 32 | write_secret "$STATE/secret/key" "$ACCOUNT:"
    [ -f "$STATE/secret/password" ] ||
        printf 'demo-%s-%s\n' "$(random_hex 4)" "$(random_hex 4)" | write_secret "$STATE/secret/password" "$ACCOUNT:"
    [ -f "$STATE/secret/totp" ] || random_base32 20 | write_secret "$STATE/secret/totp" "$ACCOUNT:"
}

setup_database() {
    "$TOP/tools/fill" "$TOP/tools/my.cnf.in" "DB=$STATE/db" "SOCKETS=$SOCKETS" "TMP=$STATE/tmp" "RUN=$STATE/run" \
        "SHARE=$STATE/app/usr/share/jobbsjanseregisteret" >"$STATE/db/my.cnf"
    if [ -n "${JOBBSJANSE_UNSAFE:-}" ]; then
        cat "$TOP/tools/unsafe.cnf" >>"$STATE/db/my.cnf"
    fi
    as_account mkdir -p "$STATE/db/files"
    if [ ! -e "$STATE/db/ready" ]; then
        rm -rf "$STATE/db/data"
        step 'Making the private database' "$STATE/log/database-install.log" as_account \
            mariadb-install-db --no-defaults --datadir="$STATE/db/data" --force --skip-test-db \
            --auth-root-authentication-method=socket --auth-root-socket-user="$ACCOUNT" --skip-name-resolve
        touch "$STATE/db/ready"
    fi
}

# Ports that nobody has; the same ones at the next start, where they are still free.
setup_standin() {
    local name packages="$STATE/standin/node_modules"
    mkdir -p "$STATE/standin"
    cp -R "$TOP/tools/standin/." "$STATE/standin"
    if [ ! "$packages" -nt "$TOP/package-lock.json" ] || [ ! "$packages" -nt "$TOP/tools/setup.sh" ]; then
        rm -rf "$packages"
        node "$TOP/tools/modules.mjs" "$STATE/standin" smtp-server mailparser oidc-provider
    fi
    [ -f "$STATE/secret/freg-token" ] || random_hex 16 | write_secret "$STATE/secret/freg-token" "$ACCOUNT:"
    for name in freg-port freg-control mail-smtp mail-page oidc-port; do
        if [ ! -s "$STATE/run/$name" ] || port_taken "$(cat "$STATE/run/$name")"; then
            free_port >"$STATE/run/$name"
        fi
    done
}

setup_portal() {
    [ -f "$STATE/secret/oidc" ] || random_hex 16 | write_secret "$STATE/secret/oidc" "$ACCOUNT:"
}

free_port() { node "$TOP/tools/free-port.mjs"; }

setup_settings() { # PORT BASE
    local share="$STATE/app/usr/share/jobbsjanseregisteret"
    "$TOP/tools/fill" "$TOP/tools/jobbsjanse.conf.in" "SHARE=$share" "SOCKETS=$SOCKETS" "DATABASE=$SOCKETS/db.sock" \
        "SECRET=$STATE/secret/key" "ACCOUNT=$ACCOUNT" SYNTHETIC=yes SECURE=no \
        "FREG=http://127.0.0.1:$(cat "$STATE/run/freg-port")/v1" "FREG_TOKEN=$STATE/secret/freg-token" FREG_PATIENCE=2000 \
        "SITE=http://127.0.0.1:$1$2" "BASE=$2" "SMTP=smtp://127.0.0.1:$(cat "$STATE/run/mail-smtp")" SMTP_TLS=none MAIL_FROM=ikke-svar@example.no \
        "HEADS=$STATE/log/audit-heads" \
        "OIDC=http://127.0.0.1:$(cat "$STATE/run/oidc-port")" OIDC_CLIENT=jobbsjanse \
        "OIDC_SECRET=$STATE/secret/oidc" 'OIDC_LABEL=kommuneportalen (demo)' >"$STATE/jobbsjanse.conf"
    sed 's/^database_admin_user = .*/database_admin_user = root/' "$STATE/jobbsjanse.conf" >"$STATE/root.conf"
}

# Below a path another address of this machine is believed to be the portal's proxy: 127.0.0.2.
setup_nginx() { # PORT BASE
    local share="$STATE/app/usr/share/jobbsjanseregisteret" snippet
    local values=("PORT=$1" "STATE=$STATE" "SOCKETS=$SOCKETS" "SHARE=$share" "PAGES=$share/nginx/pages"
        "BASE=$2" "TRUSTED=${2:+set_real_ip_from 127.0.0.2;}" "LOGIN_RATE=20r/s" "LOGIN_BURST=100" "SNIPPETS=$STATE/nginx.d")
    mkdir -p "$STATE/nginx.d" "$STATE/tmp"
    for snippet in "$TOP"/nginx/snippets/*.conf; do
        "$TOP/tools/fill" "$snippet" "${values[@]}" >"$STATE/nginx.d/${snippet##*/}"
    done
    "$TOP/tools/fill" "$TOP/nginx/dev.conf.in" "${values[@]}" >"$STATE/nginx.conf"
    printf '%s\n' "$1" >"$STATE/run/port"
    printf '%s\n' "$2" >"$STATE/run/base"
}

# jobbsjanse ARGUMENT...: the command of this installation.
jobbsjanse() { as_account "$STATE/app/usr/bin/jobbsjanse" --config "$STATE/jobbsjanse.conf" "$@"; }

# MariaDB knows an administrator by the name at the operating system, and whoever runs the tests looks behind the
# views: so root is one beside the account that the programs run as, with settings of its own (root.conf).
setup_schema() {
    step 'Bringing the schema up to date' "$STATE/log/schema.log" jobbsjanse codebook apply --yes
    if [ "$(id -u)" -eq 0 ] && [ ! -e "$STATE/db/root-administers" ]; then
        step 'Making root an administrator of the database too' "$STATE/log/schema.log" \
            "$STATE/app/usr/bin/jobbsjanse" --config "$STATE/root.conf" database apply
        touch "$STATE/db/root-administers"
    fi
}

setup_demo() { # PARTICIPANTS
    if [ ! -e "$STATE/db/demo-loaded" ]; then
        DEMO_PASSWORD=$(cat "$STATE/secret/password") DEMO_TOTP_SECRET=$(cat "$STATE/secret/totp") \
            step "Loading $1 fictional participants" "$STATE/log/demo.log" jobbsjanse demo --participants "$1"
        touch "$STATE/db/demo-loaded"
    elif [ -e "$STATE/db/portal-elsewhere" ]; then
        step 'Tying the demo logins to the municipal portal of this installation' "$STATE/log/demo.log" as_account \
            mariadb --no-defaults --socket="$SOCKETS/db.sock" jobbsjanse --execute="UPDATE user_identity
                SET issuer = 'http://127.0.0.1:$(cat "$STATE/run/oidc-port")' WHERE subject LIKE 'demo-%'"
        rm "$STATE/db/portal-elsewhere"
    fi
}

# DIR/demo.env, for tests from outside (requirements I2): readable to the caller alone.
setup_demo_env() { # PORT BASE
    local app_password
    app_password=$(jobbsjanse database account jobbsjanse_app 2>>"$STATE/log/schema.log") ||
        fail "no account for tests could be made. The log: $STATE/log/schema.log"
    write_secret "$DIR/demo.env" "${SUDO_UID:-0}" <<END
BASE_URL=http://127.0.0.1:$1$2
PASSWORD=$(cat "$STATE/secret/password")
TOTP_SECRET=$(cat "$STATE/secret/totp")
DB_SOCKET=$SOCKETS/db.sock
DB_NAME=jobbsjanse
DB_APP_USER=jobbsjanse_app
DB_APP_PASSWORD=$app_password
FREG_CONTROL_URL=http://127.0.0.1:$(cat "$STATE/run/freg-control")
MAIL_URL=http://127.0.0.1:$(cat "$STATE/run/mail-page")
OIDC_ISSUER=http://127.0.0.1:$(cat "$STATE/run/oidc-port")
END
}
