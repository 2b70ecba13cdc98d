#!/usr/bin/env bash
# The real desktop program under a virtual display: it must start and show rows of
# the demo tenant. Leaves out/window.png and out/report.txt.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

"$ROOT/build/scripts/build.sh" desktop
start_display
start_demo_window
settle
shoot "$OUT/window.png"

# Resident memory of the program and of WebKit's processes beside it.
memory() { ps -o rss= -g "$WINDOW_GROUP" | awk '{ kb += $1 } END { printf "%.0f", kb / 1024 }'; }

{
  say "Trailbook $(version) on $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores"
  say "rows shown:            $(ready_field rows)"
  say "events in the cache:   $(ready_field total)"
  say "start to first rows:   $ROWS_AFTER s, a first run: the demo tenant is synced in it ($(ready_field ms) ms by the program's own clock)"
  say "memory, all processes: $(memory) MB"
  say "program file:          $(($(wc -c <"$BIN/trailbook") / 1048576)) MB"
  say "picture:               $OUT/window.png, $(identify -format '%wx%h' "$OUT/window.png"), $COLOURS colours"
} >"$OUT/report.txt"

cat "$OUT/report.txt"
say "Screenshot: $OUT/window.png"
say "Report:     $OUT/report.txt"
