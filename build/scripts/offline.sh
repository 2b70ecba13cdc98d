#!/usr/bin/env bash
# The real window in offline mode, where the kernel ends the program, and every process
# it starts, at the first socket to anywhere but this machine: it must show the events
# of a cache that was filled before. Leaves out/offline.png.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

[ "$(uname -s)" = Linux ] || die "forbidding sockets is Linux's (seccomp)"
EVENTS=400

"$ROOT/build/scripts/build.sh" desktop
temp_folder
FOLDER=$TEMP
SEALED=$FOLDER/sealed
go build -o "$SEALED" ./build/sealed
start_display

"$SEALED" all "$BIN/trailbook" --offline generate --events "$EVENTS" --seed 7 --out "$FOLDER/entries.ndjson"
"$SEALED" all "$BIN/trailbook" --offline --data "$FOLDER/data" import "$FOLDER/entries.ndjson" --tenant acme

start_window "$SEALED" internet "$BIN/trailbook" --offline --data "$FOLDER/data"
settle 3 # what only comes later, a timer above all, is ended too
alive "$WINDOW_GROUP" || die "the program did not outlive its first rows: $(tail -n 5 "$LOG")"
[ "$(ready_field total)" = "$EVENTS" ] || die "$(ready_field total) events shown, not $EVENTS"
shoot "$OUT/offline.png"
stop_group "$WINDOW_GROUP"
say "offline, no socket leaves this machine: $(ready_field rows) rows of $(ready_field total) events shown"

# The rule holds: the same program with a tenant to ask, online, ends by it (SIGSYS).
KILLED=$((128 + $(kill -l SYS)))
status=0
mkdir -m 700 "$FOLDER/online"
start_program "$FOLDER/online.log" env TRAILBOOK_DATA="$FOLDER/online" TRAILBOOK_DEMO=1 "$SEALED" internet "$BIN/trailbook"
timeout 60 tail --pid="$STARTED" -f /dev/null || die "online, the program outlived a socket"
wait "$STARTED" || status=$?
[ "$status" = "$KILLED" ] || die "online, the program ended with status $status, not $KILLED: $(tail -n 5 "$FOLDER/online.log")"
say "online, the same rule ends the program: status $status"
say "Screenshot: $OUT/offline.png"
