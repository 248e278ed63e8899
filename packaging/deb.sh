#!/usr/bin/env bash
# The Debian package, in target/debian/. Needs cargo-deb (cargo install cargo-deb).
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release
packaging/assets.sh target/release/vereda
cargo deb --no-build
