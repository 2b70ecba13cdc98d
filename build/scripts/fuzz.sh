#!/usr/bin/env bash
# Runs every fuzz target of the repository for so many seconds each (default 10). What
# makes one fail is left in testdata/fuzz of its package, where every later `go test`
# tries it again: commit it with what mends it.
. "$(dirname "$0")/shell.sh"
SECONDS_EACH=${1:-10}
cd "$ROOT"

# Only packages that have one are compiled.
packages() {
  grep -rlE --include='*_test.go' '^func Fuzz[A-Z0-9_]' backend | xargs -n1 dirname | sort -u | sed 's|^|./|'
}

# guided PACKAGE: compiles its tests so that they see which of our own lines an input
# reaches. `go test -fuzz` would compile every package for that, SQLite too, for minutes,
# and take its lines for news.
guided() { compile go test -c -gcflags="$MODULE/...=-d=libfuzzer" -o "$TEMP/tests" "$1"; }

# fuzz PACKAGE TARGET: what it prints is in output. Inputs are shortened only a little:
# how short they are matters to nobody, and the time is better spent on new ones. Go may
# report its own deadline as a failure; an input that fails does so again at once, from
# testdata/fuzz.
fuzz() {
  output=$(cd "$1" && "$TEMP/tests" -test.run "^$2\$" -test.fuzz "^$2\$" -test.fuzztime "${SECONDS_EACH}s" \
    -test.fuzzminimizetime 10x -test.fuzzcachedir "$CACHE/$1" 2>&1)
}

temp_folder
MODULE=$(go list -m)
CACHE=$(go env GOCACHE)/fuzz/$MODULE

COUNT=0
while read -r package; do
  guided "$package" || die "$package does not build"
  for target in $(cd "$package" && "$TEMP/tests" -test.list '^Fuzz'); do
    fuzz "$package" "$target" || fuzz "$package" "$target" || {
      printf '%s\n' "$output" >&2
      die "$target of $package failed"
    }
    tried=$(grep -o 'execs: [0-9]*' <<<"$output" | tail -1) || tried='only what earlier runs found'
    say "$(printf '%-24s %-20s %s' "$package" "$target" "$tried")"
    COUNT=$((COUNT + 1))
  done
done < <(packages)
[ "$COUNT" -gt 0 ] || die "no fuzz target was found"
say "$COUNT fuzz targets, $SECONDS_EACH s each: nothing failed"
