#!/usr/bin/env bash
# Makes docs/screenshots/*.png from the real window on the demo tenant, in both themes.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

FOLDER=$ROOT/docs/screenshots
OPEN_KEYS=(Down Return)

# press KEY...: in the window, one after the other, with time to draw.
press() {
  local key
  for key; do
    xdotool key --clearmodifiers "$key"
    settle 0.4
  done
}

# synced: waits until the demo tenant is whole in the cache: no more events in three seconds.
synced() {
  local before=-1 count
  while count=$("$BIN/trailbook-cli" --data "$DATA" count) && [ "$count" != "$before" ]; do
    before=$count
    settle 3
  done
  [ "$count" -gt 0 ]
}

# pictures THEME: the list, an event with its diff table, and its text view.
pictures() {
  local window
  start_demo_window TRAILBOOK_THEME="$1"
  synced
  window=$(window_id)
  xdotool windowfocus --sync "$window"
  shoot "$FOLDER/events-$1.png" "$window"
  press "${OPEN_KEYS[@]}"
  settle 2
  shoot "$FOLDER/detail-$1.png" "$window"
  stop_group "$WINDOW_GROUP"
}

"$ROOT/build/scripts/build.sh" desktop cli
start_display
for theme in light dark; do pictures "$theme"; done
ls -l "$FOLDER"
