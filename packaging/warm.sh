#!/usr/bin/env bash
# Writes packaging/warm.ld: the functions that the explorer runs, in the order of what a person does, for the linker to put side by side (build.rs).
# Those that every key needs come first: after a while of nothing all of them are to be fetched anew.
# Linux maps a program in pieces of 64 kB: scattered among those of imports, exports and completions, these functions had nearly all of the
# program brought into memory. A list that is out of date does no harm; the functions it does not know are where they were.
# Needs valgrind, and script (util-linux).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$PWD/target/warm
mkdir -p "$folder"
# With its symbols, and else as it is released: the hashes in the names are of how the crates are built.
cargo rustc --release --bin vereda --target-dir "$folder" -- -C strip=none
program=$folder/release/vereda

size() { stty -F "$(cat "$folder/tty")" rows "$1" cols "$2"; sleep 1; }
keys() { for key in "$@"; do printf "$key"; sleep 0.5; done; }
# What one key takes, without the start.
reading_on() {
  sleep 6
  keys j j j
  callgrind_control --instr=on > /dev/null 2>&1
  keys j j j j j j j j j k k ' ' ' ' ']'
  size 30 100
  keys j j j j j j j j j k k ' ' ' ' ']'
  callgrind_control --instr=off > /dev/null 2>&1
}
reading() {
  sleep 6
  keys j j j j k ' ' ' ' ' ' ']' ']' ']' '['
  for screen in '40 120' '30 100' '24 80' '30 100'; do size $screen; done
  keys j j j j ' ' ' ' ']' ']'
}
searching() {
  keys /
  sleep 3
  keys v i o l e n c e ' ' w o m '\r' n n '\033'
}
more() {
  keys c e c u '\r' ']' ']' '\033' 2 j j '\r' '\033' 4 j j ' ' '\033' '?' '\033' p ' ' ' ' p i '\033' m h '\033' :
}
# What one session runs, a name a line.
session() {
  rm -f "$folder"/calls* "$folder/tty"
  local home
  home=$(mktemp -d)
  { sleep 6; "$@"; } |
    HOME=$home TERM=xterm-256color LC_ALL=C.UTF-8 script -qec "tty > $folder/tty; stty rows 24 cols 80; timeout 300 \
      valgrind -q --tool=callgrind $collects --demangle=no --callgrind-out-file=$folder/calls $program $opens" /dev/null > /dev/null
  rm -rf "$home"
  grep -oE '^c?fn=\([0-9]+\) \S+' "$folder/calls" | awk '{ sub(/\x27[0-9]+$/, "", $2); print $2 }' | sort -u
}
echo "seven sessions, some minutes" >&2
opens=
collects=--instr-atstart=no
session eval 'reading_on; keys q' > "$folder/0"
collects=
session keys q > "$folder/1"
session eval 'reading; keys q' > "$folder/2"
session eval 'reading; searching; keys q' > "$folder/3"
# A report so long that it is read and indexed in another way.
for copy in {1..30}; do cat content/en/*.md; done > "$folder/long.md"
"$program" import "$folder/long.md" --out "$folder/long" --force > /dev/null
opens="--content $folder/long"
session eval 'reading; searching; keys q' > "$folder/4"
# And once more, with the index that is kept beside it.
session eval 'keys j j; searching; keys q' >> "$folder/4"
opens=
session eval 'reading; searching; more; keys "\033" q' > "$folder/5"

# The hash at the end of a name is another with each compiler, and so are those of crates in the standard library's names: any will do. What is
# made for many types has one name but for the hash; where most of it does not run, what does is named with it, and the rest comes last.
nm -S -t d "$program" | awk -v folder="$folder" '
  function any(name) {
    sub(/17h[0-9a-f]+E(\.llvm\.[0-9]+)?$/, "17h*", name)
    gsub(/Cs[0-9A-Za-z]+_/, "Cs*_", name)
    return name
  }
  BEGIN { for (phase = 0; phase <= 5; phase++) while ((getline name < (folder "/" phase)) > 0) if (!(name in first)) first[name] = phase }
  NF == 4 && $3 ~ /[tTwW]/ {
    name = any($4); all[name] += $2
    if ($4 in first) {
      run[name] += $2
      whole[$4] = name
      if (!(name in since) || first[$4] < since[name]) since[name] = first[$4]
    }
  }
  END {
    for (name in run) if (run[name] * 2 >= all[name]) print since[name], name; else print 6, name
    for (own in whole) { name = whole[own]; if (run[name] * 2 < all[name]) print first[own], own }
  }' | LC_ALL=C sort > "$folder/names"
{
  echo "/* Written by packaging/warm.sh. */"
  echo "SECTIONS"
  echo "{"
  echo "  .text.warm :"
  echo "  {"
  awk '{ print "    *(.text.*" $2 ")" }' "$folder/names"
  echo "  }"
  echo "}"
  echo "INSERT BEFORE .text;"
} > packaging/warm.ld
wc -l packaging/warm.ld
