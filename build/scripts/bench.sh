#!/usr/bin/env bash
# Prints every figure the issues ask for, a small table each. Arguments name the
# parts: sync filter history import export window packages; without arguments all of them.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

heading() { printf '\n== %s\n' "$1"; }

# measure BENCHMARK TIMES PACKAGE: runs a Go benchmark; its lines are in MEASURED.
measure() {
  MEASURED=$(go test -run '^$' -bench "^$1\$" -benchtime "$2" -timeout 20m "$3") || {
    printf '%s\n' "$MEASURED" >&2
    die "the benchmark $1 of $3 failed"
  }
}

# figures FORMAT UNIT...: a line by printf's FORMAT for each benchmark measured: the
# last part of its name, then its value in each unit.
figures() {
  awk -v format="$1\n" -v units="${*:2}" '
    /^Benchmark/ {
      name = $1; sub(/-[0-9]+$/, "", name); sub(/^.*\//, "", name)
      for (i = 3; i < NF; i += 2) value[$(i + 1)] = $i
      n = split(units, unit, " ")
      printf format, name, value[unit[1]], value[unit[2]], value[unit[3]], value[unit[4]], value[unit[5]], value[unit[6]], value[unit[7]]
    }' <<<"$MEASURED"
}

part_sync() {
  heading 'sync: 100,000 events from the demo tenant over HTTP into a file'
  measure BenchmarkSync "${ROUNDS:-3}x" ./backend/pull
  figures '%.0s%d pages, %.0f MB of JSON, gzip on the wire; the demo tenant works in the same process' pages MB
  figures '%.0sHTTP alone, unzipped:            %6.2f s  %6.2f s of processor' http-s http-cpu-s
  figures '%.0sHTTP and JSON decoding:          %6.2f s  %6.2f s of processor' json-s json-cpu-s
  figures '%.0ssync into the cache:             %6.2f s  %6.2f s of processor  %d events/s' sync-s sync-cpu-s events/s
  figures '%.0ssync : HTTP and JSON decoding    %6.2f    %6.2f' ratio cpu-ratio
  say 'Same requests in the same run, medians. JSON: encoding/json, a RawMessage per entry and a map of RawMessage per entry.'
}

part_filter() {
  heading 'filter: 100,000 events, medians in ms'
  measure BenchmarkFilter "${TIMES:-15}x" ./backend/store
  say 'filter      events     match     count  first page (match and 50 rows)'
  figures '%-8s %9d %9.1f %9.1f %11.1f' events filter-ms count-ms page-ms
}

part_history() {
  heading 'history: a flow that was saved 2,000 times, and the check of every object of 100,000 events'
  measure BenchmarkHistory "${TIMES:-15}x" ./backend/history
  figures '%.0s%d versions of %.1f KB, %d leaves: events, gaps and blame %.0f ms (%.0f ms of processor), state in the middle %.1f ms' versions KB leaves blame-ms blame-cpu-ms at-ms
  measure BenchmarkContinuity "${ROUNDS:-3}x" ./backend/history
  figures '%.0s%d events of %d objects: check %.1f s (%.1f s of processor), again with nothing new %.0f ms' events objects check-s check-cpu-s again-ms
}

part_import() {
  heading 'import: 20,000 entries of the demo tenant from a file into a new cache'
  measure BenchmarkImport "${ROUNDS:-3}x" ./backend/imports
  say 'format   file MB   import MB/s   events/s   plain MB/s   import : plain'
  figures '%-8s %7.0f %13.1f %10.0f %12.1f %16.1f' file-MB import-MB/s events/s plain-MB/s ratio
  say 'Same files in the same run, medians. Plain: encoding/json, a line into a map of RawMessage; encoding/csv.'
  "$ROOT/build/scripts/build.sh" cli
  TRAILBOOK_BENCH_PROGRAM=$BIN/trailbook-cli measure BenchmarkImportMemory 1x ./backend/imports
  figures '%.0s2 GB of NDJSON through a pipe, %d entries: peak memory %.0f MB of 300 allowed, %.1f MB/s' events peak-MB import-MB/s
}

part_export() {
  heading 'export: 100,000 events of the demo tenant, the whole command'
  "$ROOT/build/scripts/build.sh" cli
  TRAILBOOK_BENCH_PROGRAM=$BIN/trailbook-cli measure BenchmarkExport 1x ./backend/export
  say 'format     rows/s   peak memory   file'
  figures '%-8s %8d %10.0f MB %6.0f MB' rows/s peak-MB file-MB
}

# opened WHAT: how long the window that was just started took, and then ends it.
opened() {
  say "$(printf '%-48s %5s s  (%s ms by its own clock, %s events)' "$1" "$ROWS_AFTER" "$(ready_field ms)" "$(ready_field total)")"
  stop_group "$WINDOW_GROUP"
}

part_window() {
  local data
  synced() { [ "$("$BIN/trailbook" --data "$data" --quiet count)" -ge 20000 ]; }
  heading 'window: start to first rows'
  "$ROOT/build/scripts/build.sh" desktop
  start_display
  temp_folder
  data=$TEMP
  start_demo_window TRAILBOOK_DATA="$data"
  wait_for 120 "$WINDOW_GROUP" "$LOG" synced
  opened 'first run, from the demo tenant while it syncs:'
  start_demo_window TRAILBOOK_DATA="$data" TRAILBOOK_DEMO=
  opened 'again, from the cache that is synced now:'
  [ -s "$TRAILBOOK_BENCH_DATA/trailbook.db" ] || return 0
  start_demo_window TRAILBOOK_DATA="$TRAILBOOK_BENCH_DATA" TRAILBOOK_DEMO=
  opened 'the cache of 100,000 events measured above:'
}

# What the packages measure of their own parts. BENCHTIME is how long for each.
part_packages() {
  heading 'packages: their own parts'
  go test -run '^$' -bench . -benchmem -benchtime "${BENCHTIME:-300ms}" -timeout 20m \
    ./backend/diff ./backend/tenant/... | grep -E '^(pkg|Benchmark|FAIL)|^ ' || die "a benchmark failed"
}

heading 'machine'
say "$(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(go version | cut -d' ' -f3)"
awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true

# The cache that filter makes is used again by export and window.
temp_folder
export TRAILBOOK_BENCH_DATA=$TEMP
BEGAN=$(now)
[ $# -gt 0 ] || set -- sync filter history import export window packages
for part; do
  declare -F "part_$part" >/dev/null || die "bench: there is no part $part"
  "part_$part"
done
printf '\nAll figures in %s s.\n' "$(since "$BEGAN")"
