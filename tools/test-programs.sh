#!/bin/sh
# What of the system the tests drive and see: a browser, Redis, PostgreSQL, a font with Hangul.
# Installs what is missing where that needs no question; else the tests concerned skip by name.
set -eu

missing=""
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
command -v redis-server >/dev/null || command -v valkey-server >/dev/null || missing="$missing redis-server"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
fc-list :lang=ko 2>/dev/null | grep -q . || missing="$missing fonts-nanum"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
    echo "Not installed, so some tests will skip:$missing" >&2
fi
