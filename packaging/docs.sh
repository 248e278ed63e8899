#!/usr/bin/env bash
# The key cards in docs/, from the table of keys that the program uses. The tests fail where one is not current.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
for language in en es pt; do
  for form in md html; do
    VEREDA_STATE=$state target/debug/vereda keys --format $form --lang $language > docs/$language/keys.$form
  done
done
