#!/usr/bin/env bash
# Prints every figure the issues ask for, a small table each. Arguments name the
# parts, all of which run without arguments: sync filter ingest growth million tenmillion large check history import export workbook pack diff window packages.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

heading() { printf '\n== %s\n' "$1"; }

# measure BENCHMARK TIMES PACKAGE [TIMEOUT]: runs a Go benchmark; its lines are in MEASURED.
measure() {
  MEASURED=$(go test -run '^$' -bench "^$1\$" -benchtime "$2" -timeout "${4:-20m}" "$3") || {
    printf '%s\n' "$MEASURED" >&2
    die "the benchmark $1 of $3 failed"
  }
}

# figures FORMAT UNIT...: a line by printf's FORMAT for each benchmark measured: the
# last part of its name, then its value in each unit.
figures() {
  awk -v format="$1\n" -v units="${*:2}" '
    /^Benchmark/ {
      split("", value)
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

part_check() {
  heading 'check: the ledger and every event of 100,000 against it'
  measure BenchmarkCheck "${ROUNDS:-3}x" ./backend/store
  figures '%.0swhole check %.1f s, %d events/s; the ledger alone %.3f s' check-s events/s ledger-s
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

# Ten million entries take ten times as long as one: TRAILBOOK_BENCH_LARGE=0 spares them.
part_ingest() {
  heading 'ingest: generated entries into a new cache, with indexes and full text, beside the C library of SQLite'
  mkdir -p "$BIN"
  gcc -O2 -o "$BIN/ingest" build/scripts/ingest.c -lsqlite3 || die "the C library of SQLite is missing: run build/setup.sh bench"
  TRAILBOOK_BENCH_C=$BIN/ingest TRAILBOOK_BENCH_LARGE=${TRAILBOOK_BENCH_LARGE:-10000000} measure BenchmarkIngest 1x ./backend/imports 4h
  figures '%.0s%d events: import %.1f s (%d events/s, from a file), C %.1f s; import : C %.2f, bar 0.5' events import-s events/s C-s time-ratio
  figures '%.0scache %.0f MB, C %.0f MB; cache : C %.3f, bar 0.333' cache-MB C-MB size-ratio
  [ "${TRAILBOOK_BENCH_LARGE:-}" = 0 ] ||
    figures '%.0s%d events: %d events/s, %.0f MB; the rate is %.2f of the one above, bar 0.8' large-events large-events/s large-MB rate-ratio
  say 'C: the same raw rows, 16 KB pages, 10,000 rows a transaction, four indexes, FTS5 trigram over the same texts; SQLite alone is timed.'
}

part_export() {
  heading 'export: 100,000 events of the demo tenant, the whole command'
  "$ROOT/build/scripts/build.sh" cli
  TRAILBOOK_BENCH_PROGRAM=$BIN/trailbook-cli measure BenchmarkExport 1x ./backend/export
  say 'format     rows/s   peak memory   file'
  figures '%-8s %8d %10.0f MB %6.0f MB' rows/s peak-MB file-MB
}

part_diff() {
  local pairs
  heading 'diff: two states of an object with few and with many changes, medians in ms'
  temp_folder
  pairs=$TEMP
  TRAILBOOK_BENCH_PAIRS=$pairs measure BenchmarkPair "${ROUNDS:-7}x" ./backend/diff
  say 'pair          MB   structure   view of an event   text   changes'
  figures '%-9s %6.2f %11.2f %18.2f %6.0f %9d' MB compare-ms view-ms text-ms changes
  say 'Structure: parsing and comparing. View: also masking. Text: the whole unified text, noise included.'
  figures '%s\t%s\t%s' compare-ms changes | (cd "$ROOT" && node build/scripts/diffrivals.mjs "$pairs")
  say 'Same files in the same run, JSON.parse included, no text diff inside strings. Lists are matched by the identities that'
  say 'Trailbook looks for, where a tool can. A change: of jsondiffpatch each array in its delta (added, changed, removed, moved);'
  say 'of json-diff-kit each row that differs, all rows of one added or removed value as one; of ours each line of the change table.'
}

# Each writer is a process of its own; the test compares the cells they wrote.
part_workbook() {
  heading 'workbook: a full sheet, 1,048,575 events × 12 columns, the same cells by each writer'
  mkdir -p "$BIN"
  gcc -O2 -o "$BIN/fullsheet" build/scripts/fullsheet.c -lxlsxwriter || die "libxlsxwriter is missing: run build/setup.sh bench"
  TRAILBOOK_BENCH_C=$BIN/fullsheet measure BenchmarkFullSheet "${TIMES_WORKBOOK:-1}x" ./backend/export
  say 'writer              seconds   peak memory     file'
  figures '%-16s %10.1f %10.0f MB %5.0f MB' s peak-MB file-MB
  say 'rows: our writer of the sheet. excelize: its bare stream writer. libxlsxwriter: its mode of constant memory.'
  say 'export: the whole export of these events, masked, with every sheet and column. Bar: rows at most half of excelize, under 150 MB.'
}

# columns EVENTS: the questions of the window to the columns in memory and to C SQLite.
columns() {
  mkdir -p "$BIN"
  gcc -O2 -o "$BIN/columnsrival" build/scripts/columnsrival.c -lsqlite3 || die "libsqlite3 is missing: run build/setup.sh bench"
  TRAILBOOK_BENCH_EVENTS=$1 TRAILBOOK_BENCH_C=$BIN/columnsrival measure BenchmarkColumns 1x ./backend/search 180m
  figures '%.0s%.0f bytes an event, %.1f MB of texts, %.0f MB in use; made in %.1f s, read from the snapshot in %.2f s' bytes/event texts-MB heap-MB made-s read-s | tail -n 1
  say 'question                               p50 ms   p95 ms   C SQLite p50      p95   times p50    p95'
  figures '%-38s %7.3f %8.3f %14.3f %8.3f %11.1f %6.1f' p50-ms p95-ms C-p50-ms C-p95-ms times-p50 times-p95 | head -n -1
  say 'The events are those that ingest imported; else they are made of 40,000 entries of the demo tenant, once. The cache stays in'
  say "$TRAILBOOK_BENCH_CACHES. C SQLite asks a copy of its hot columns with the best"
  say 'indexes, statements prepared, and looks for words in actions, users, flows, targets and summaries alone.'
}

part_million() {
  heading 'million: questions to 1,000,000 events'
  columns 1000000
  measure BenchmarkWhileSyncing 1x ./backend/search
  figures '%.0sFilters while %d events are synced: p50 %.1f ms, p95 %.1f ms (bar: 100)' events p50-ms p95-ms
}

# What million and tenmillion ask, of small caches: how the cost grows.
part_growth() {
  local events
  for events in 10000 100000; do
    heading "growth: questions to $events events"
    columns "$events"
  done
}

part_tenmillion() {
  heading 'tenmillion: questions to 10,000,000 events'
  columns 10000000
}

# Memory of a group of processes in MB, shared pages by their part.
memory_of() {
  local pid
  for pid in $(pgrep -g "$1"); do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done |
    awk '/^Pss:/ { kb += $2 } END { printf "%.0f", kb / 1024 }'
}

# The caches are those that million, tenmillion and ingest leave.
part_large() {
  local events data seen round
  facets_shown() { [ "$(ready_field facets)" -gt 0 ] 2>/dev/null; }
  "$ROOT/build/scripts/build.sh" desktop
  start_display
  for events in 1000000 10000000; do
    data=$TRAILBOOK_BENCH_CACHES/$events
    heading "large: the window on $events events"
    [ -s "$data/trailbook.db" ] || die "there is no cache of $events events: run build/scripts/bench.sh ingest"
    say 'after the window is there:   first rows   facets    memory of all processes'
    for round in 1 2 3; do
      temp_folder
      seen=$TEMP/seen
      start "$TEMP/seen.log" bash -c 'until xdotool search --onlyvisible --name Trailbook; do sleep 0.01; done; date +%s%3N >"$1"' - "$seen"
      start_window TRAILBOOK_DATA="$data" TRAILBOOK_DEMO= "$BIN/trailbook"
      wait_for 120 "$WINDOW_GROUP" "$LOG" facets_shown
      settle 3
      say "$(printf '%26s %9s ms %5s ms %8s MB' "" "$(($(ready_field startedAt) + $(ready_field rowsMs) - $(cat "$seen")))" \
        "$(($(ready_field startedAt) + $(ready_field facetsMs) - $(cat "$seen")))" "$(memory_of "$WINDOW_GROUP")")"
      [ "$round" -lt 3 ] || shoot "$OUT/large-$events.png"
      stop_group "$WINDOW_GROUP"
    done
    say 'Bars at 10,000,000: 500 ms, 1000 ms, 700 MB.'
    heading "large: ten seconds of scrolling $events rows in Chromium"
    TRAILBOOK_PAGE_DATA=$data TRAILBOOK_SCROLL_ROWS=$events "$ROOT/build/scripts/page.sh" \
      bash -c 'cd frontend && npx vitest run --config vitest.e2e.config.ts e2e/scroll.spec.ts' >"$OUT/scroll.txt" 2>&1 || say 'A bar was missed:' "$(grep -a AssertionError "$OUT/scroll.txt" | head -n 1)"
    grep -a 'rows in the document' "$OUT/scroll.txt"
    heading "large: ten seconds of scrolling $events rows in WebKitGTK, drawn without a graphics card"
    TRAILBOOK_PAGE_DATA=$data TRAILBOOK_SCROLL_ROWS=$events TRAILBOOK_DEV_BUILT=1 "$ROOT/build/scripts/webkit.sh" >"$OUT/scroll.txt" 2>&1 ||
      say 'A bar was missed:' "$(grep -a AssertionError "$OUT/scroll.txt" | head -n 1)"
    grep -a 'rows in the document' "$OUT/scroll.txt"
  done
}

part_pack() {
  heading 'pack: events with their evidence, 1,000,000 unless TRAILBOOK_BENCH_EVENTS says otherwise'
  measure BenchmarkPack 1x ./backend/evidence
  figures '%.0s%d events: %.0f packed/s (%.0f MB), %.0f verified/s with the workbook made again; peak memory of both %.0f MB' events packed/s pack-MB verified/s peak-MB
}

# opened WHAT: how long the window that was just started took, and then ends it.
opened() {
  say "$(printf '%-48s %5s s  (%s ms by its own clock, %s events)' "$1" "$ROWS_AFTER" "$(ready_field rowsMs)" "$(ready_field total)")"
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
# Large caches stay here between runs.
export TRAILBOOK_BENCH_CACHES=${TRAILBOOK_BENCH_CACHES:-${XDG_CACHE_HOME:-$HOME/.cache}/trailbook-bench}
BEGAN=$(now)
[ $# -gt 0 ] || set -- sync filter ingest growth million tenmillion large check history import export workbook pack diff window packages
for part; do
  declare -F "part_$part" >/dev/null || die "bench: there is no part $part"
  "part_$part"
done
printf '\nAll figures in %s s.\n' "$(since "$BEGAN")"
