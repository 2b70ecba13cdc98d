#!/usr/bin/env bash
# Prints every figure the issues ask for, under a heading each. BENCHTIME sets how
# long a benchmark of a package runs.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

heading() { printf '\n== %s\n' "$1"; }

heading 'the machine'
say "$(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(go version | cut -d' ' -f3)"
awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true

heading 'packages: go test -bench'
go test -run '^$' -bench . -benchmem -benchtime "${BENCHTIME:-1s}" -timeout 20m ./backend/... |
  grep -v 'no test files' | grep -E '^(pkg|Benchmark|ok|FAIL)|^ ' || die "a benchmark failed"

heading 'the window: start to first rows'
"$ROOT/build/scripts/window.sh"
