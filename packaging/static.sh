#!/usr/bin/env bash
# One static program for Linux, from what a machine with Rust has: the C library that is there is linked in. With `--try` it is then started with
# nothing else in its root file system (as root, or where a user may make namespaces).
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(rustc -vV | sed -n 's/^host: //p')
# At a fixed address: none of the 16,000 pointers in its tables is kept twice, or corrected at the start.
flags="-C target-feature=+crt-static -C relocation-model=static"
RUSTFLAGS="$flags" cargo build --release --target "$target"
program=target/$target/release/vereda
echo "$program: $(stat -c %s "$program") bytes"
# A program that asks for an interpreter or a library is not static.
if readelf -l -d "$program" | grep -E 'INTERP|NEEDED'; then
  echo "not static" >&2
  exit 1
fi
[ "${1:-}" = --try ] || exit 0

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp "$program" "$root/vereda"
if [ "$(id -u)" = 0 ]; then
  inside() { env -i PATH=/usr/sbin:/usr/bin:/bin "$@"; }
  bare() { inside chroot "$root" /vereda "$@"; }
else
  bare() { env -i PATH=/usr/sbin:/usr/bin:/bin unshare -r chroot "$root" /vereda "$@"; }
fi
ls "$root"
bare --version
bare show trafficking.25 --lang es | head -1
bare search corruptoin 2>&1 | head -2
bare man | head -1
# No home, no /etc/passwd, no /tmp: nothing can be kept, and that is said; with a folder it is.
bare --state /kept notes add about.1 "tried" > /dev/null
bare --state /kept notes | grep -q tried
echo "started with nothing else in its root: all well"
