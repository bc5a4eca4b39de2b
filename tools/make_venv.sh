#!/usr/bin/env bash
# Which Python makes .venv here, and what is missing if none can?
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

is_recent() {
    command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

chosen=""
for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
    if is_recent "$candidate"; then
        chosen=$candidate
        break
    fi
done
if [ -z "$chosen" ]; then
    echo "Tocsin needs Python 3.11 or later, and no command python3 or python3.11 to python3.14 here is one." >&2
    echo "Install one, or name it: make setup PYTHON=python3.12" >&2
    exit 1
fi

if ! can_make_venv "$chosen"; then
    version=$("$chosen" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    tools/install_debian_package.sh "python$version-venv" "" "Without it $chosen cannot make a virtual environment."
    can_make_venv "$chosen" || exit 1
fi

echo "Creating .venv with $("$chosen" --version)"
rm -rf .venv
trap 'rm -rf .venv' EXIT # an unfinished one would pass for a finished one
"$chosen" -m venv .venv
trap - EXIT
