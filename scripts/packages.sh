#!/bin/sh
# Installs the Debian packages that building and testing need, and says which. Does nothing when
# all are there. On another system it prints what is needed and goes on: the build tells the rest.
set -eu

needed="liblua5.4-dev libuv1-dev libsqlite3-dev nettle-dev zlib1g-dev pkg-config lua5.4 lua-check"

if ! command -v swift >/dev/null 2>&1; then
    echo "Swift 6.3 or later is needed and no 'swift' is on the PATH: see https://swift.org/install" >&2
    exit 1
fi

if ! command -v apt-get >/dev/null 2>&1; then
    echo "This is not a Debian system. Needed are the development files of Lua 5.4, libuv, SQLite 3,"
    echo "nettle and zlib, pkg-config, and for the tests the programs lua5.4 and luacheck."
    exit 0
fi

missing=""
for package in $needed; do
    if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

echo "Installing Debian packages:$missing"
run=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Please install them as root: apt-get install$missing" >&2
        exit 1
    fi
    run="sudo"
fi
# The package lists may be old or empty; a failing update is told by the install that follows.
$run apt-get update -qq || true
# shellcheck disable=SC2086
$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
