#!/usr/bin/env bash
# Installs what a bare Debian machine lacks for the groups named as arguments. Quiet when nothing is missing.
set -euo pipefail

packages_for() {
    case $1 in
    build) echo gcc libc6-dev make ;;
    # The peer on the same input, a real kernel in a guest, the checker of metrics, and the validator of XML.
    test) echo hwloc-nox qemu-system-x86 busybox-static prometheus libxml2-utils ;;
    bench) echo prometheus-node-exporter ;;
    *) echo "setup.sh: no group '$1'" >&2; exit 2 ;;
    esac
}

missing=()
for group in "$@"; do
    for package in $(packages_for "$group"); do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
done

if [ ${#missing[@]} -gt 0 ]; then
    install="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" != 0 ]; then
        echo "Missing: ${missing[*]}. Run: sudo apt-get update && sudo $install" >&2
        exit 1
    fi
    echo "installing ${missing[*]}"
    # A service that a package starts would be in the way of the tests, which start their own.
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    apt-get update -q >/dev/null
    # Unpacking many packages at once fails now and then on a busy machine; the second run finishes the work.
    $install >/dev/null 2>&1 || $install >/dev/null
fi

if ! command -v dotnet >/dev/null; then
    echo "The .NET SDK named in global.json is needed: install dotnet-sdk-10.0" >&2
    exit 1
fi

case " $* " in *" test "*) exec "$(dirname "$0")/guest-kernel.sh" ;; esac
