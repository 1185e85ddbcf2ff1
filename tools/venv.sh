#!/bin/sh
# Make a virtual environment: venv.sh FOLDER [PYTHON]
# Takes the named Python, else the first one on the PATH that is new enough.
set -u
folder=$1
shift

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in "${@:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
    if command -v "$python" >/dev/null && new_enough "$python"; then
        found=$python
        break
    fi
    [ $# -gt 0 ] && break
done

if [ -z "${found:-}" ]; then
    version=$("${1:-python3}" --version 2>/dev/null || echo "no ${1:-python3}")
    echo "RE:ON needs Python 3.11 or newer, found $version." \
        "Install it, or name it: make run PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$found" -m venv "$folder" >/dev/null 2>&1; then
    rm -rf "$folder"
    echo "$found cannot make a virtual environment in $folder." \
        "On Debian and Ubuntu: apt install python3-venv" >&2
    exit 1
fi
