#!/usr/bin/env bash
# Is this Debian package here, and if not, may we install it?
# Usage: install_debian_package.sh PACKAGE COMMAND CONSEQUENCE
# Nothing is done when COMMAND (if given) is there. What cannot be installed is said, and is no failure here:
# the caller looks again and decides.
set -euo pipefail
package=$1
command=$2
consequence=$3

if [ -n "$command" ] && command -v "$command" >/dev/null; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
        as_root=()
        may_install=no
    fi
fi
if [ "${may_install:-yes}" = no ] || ! command -v apt-get >/dev/null; then
    echo "$package is missing and cannot be installed from here. $consequence" >&2
    echo "As root, run: apt-get update && apt-get install --yes --no-install-recommends $package" >&2
    exit 0
fi

try_install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --quiet --no-install-recommends "$package" >/dev/null 2>&1
}

echo "Installing Debian's $package"
if ! try_install; then
    "${as_root[@]}" apt-get update --quiet --quiet || true
    if ! try_install; then
        echo "$package could not be installed. $consequence" >&2
        echo "As root, run: apt-get update && apt-get install --yes --no-install-recommends $package" >&2
    fi
fi
