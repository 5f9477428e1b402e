#!/bin/sh
# Installs the Debian packages named that are missing. Asks nothing.
missing=
for p in "$@"; do
    case $(dpkg-query -W -f='${Status}' "$p" 2>/dev/null) in
        *"install ok installed") ;;
        *) missing="$missing $p" ;;
    esac
done
[ -z "$missing" ] && exit 0
echo "Memasang paket Debian:$missing"
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1; then
        as_root="sudo -n"
    else
        echo "galat: paket di atas belum terpasang, dan tidak ada hak root maupun sudo." >&2
        echo "Minta pengelola mesin menjalankan: apt-get install$missing" >&2
        exit 1
    fi
fi
$as_root apt-get update -qq || { echo "galat: apt-get update gagal." >&2; exit 1; }
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
    echo "galat: pemasangan gagal. Jalankan sendiri: apt-get install$missing" >&2
    exit 1
}
