#!/usr/bin/env bash
# What a package installs beside the program, made by the program itself: man pages in three languages, completions for four shells. Run it after
# the build, before `cargo deb --no-build`.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-target/release/vereda}
to=target/packaging
rm -rf "$to"
mkdir -p "$to"/man/{en,es,pt} "$to/completions"
# Nobody's settings: the keys are those that the program comes with.
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export VEREDA_STATE=$state
for language in en es pt; do
  "$program" man --lang $language > "$to/man/$language/vereda.1"
done
"$program" completions bash --lang en > "$to/completions/vereda"
"$program" completions zsh --lang en > "$to/completions/_vereda"
"$program" completions fish --lang en > "$to/completions/vereda.fish"
"$program" completions powershell --lang en > "$to/completions/vereda.ps1"
