#!/usr/bin/env bash
# Unpacks Debian's cloud kernel into artifacts/guest-kernel: the real kernel of the system tests. Nothing is installed.
set -euo pipefail
cd "$(dirname "$0")/.."

target=artifacts/guest-kernel
[ -e "$target/complete" ] && exit 0

# The meta package names the kernel of the day.
package=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null | awk '/Depends: linux-image-[0-9]/ { print $2; exit }')
if [ -z "$package" ]; then
    [ "$(id -u)" = 0 ] && apt-get update -q >/dev/null
    package=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image-[0-9]/ { print $2; exit }')
fi
echo "unpacking $package"
rm -rf "$target"
mkdir -p "$target"
(
    cd "$target"
    apt-get download -q "$package" >/dev/null 2>&1
    dpkg -x ./*.deb .
    rm ./*.deb
    touch complete
)
