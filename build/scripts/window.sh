#!/usr/bin/env bash
# The real desktop program under a virtual display: it must start and show rows of
# the demo tenant, and open the link that a second start brings. Leaves out/window.png,
# out/link.png and out/report.txt.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

"$ROOT/build/scripts/build.sh" desktop cli
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
  say "start to first rows:   $ROWS_AFTER s, a first run: the demo tenant is synced in it ($(ready_field rowsMs) ms by the program's own clock)"
  say "memory, all processes: $(memory) MB"
  say "program file:          $(($(wc -c <"$BIN/trailbook") / 1048576)) MB"
  say "picture:               $OUT/window.png, $(identify -format '%wx%h' "$OUT/window.png"), $COLOURS colours"
} >"$OUT/report.txt"

# A second start hands its link to the window that is there, and ends.
bus() {
  local pid
  for pid in $(pgrep -g "$WINDOW_GROUP"); do
    tr '\0' '\n' <"/proc/$pid/environ" | grep -m 1 ^DBUS_SESSION_BUS_ADDRESS= && return
  done
  die "the window has no session bus"
}
event=$(TRAILBOOK_DATA=$DATA "$BIN/trailbook-cli" events --limit 1 --format ndjson --quiet | node -e 'console.log(JSON.parse(require("fs").readFileSync(0)).id)')
link=$(TRAILBOOK_DATA=$DATA "$BIN/trailbook-cli" link "$event")
timeout 30 env "$(bus)" TRAILBOOK_DATA="$DATA" "$BIN/trailbook" "$link" && status=0 || status=$?
[ "$status" -ne 124 ] || die "a second start with a link did not end"
alive "$WINDOW_GROUP" || die "the window did not outlive a second start"
grep -rq 'link to open' "$DATA" --include='*.log' || die "the window was not told of the link: $link"
# The details of the event take a third of the window; how soon depends on the sync that still runs.
opened() {
  shoot "$OUT/link.png"
  differing=$(compare -metric AE -fuzz 5% "$OUT/window.png" "$OUT/link.png" null: 2>&1 || :)
  [ "${differing%%[. ]*}" -gt 60000 ]
}
wait_for 60 "$WINDOW_GROUP" "$LOG" opened
say "link of a second start: opened in the window, $OUT/link.png" >>"$OUT/report.txt"

cat "$OUT/report.txt"
say "Screenshot: $OUT/window.png"
say "Report:     $OUT/report.txt"
