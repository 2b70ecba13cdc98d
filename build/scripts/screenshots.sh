#!/usr/bin/env bash
# Makes docs/screenshots/*.png from the real window on the demo tenant, in both themes.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

FOLDER=$ROOT/docs/screenshots
SEARCH='Flow Updated'
# Where these are in the window of a first start, 1440 by 900.
SEARCH_BOX=(400 70)
FIRST_ROW=(200 178)

# click X Y: in the window, in its pixels; then out of the way of the picture.
click() {
  xdotool mousemove --window "$WINDOW" "$1" "$2" click 1 mousemove --window "$WINDOW" 1 1
  settle 0.5
}

# press KEY...: one after the other, with time to draw.
press() {
  local key
  for key; do
    xdotool key --clearmodifiers "$key"
    settle 0.5
  done
}

cli() { "$BIN/trailbook-cli" --data "$DATA" "$@"; }

# synced: waits until the demo tenant is whole in the cache: no more events in three seconds.
synced() {
  local before=-1 count
  while count=$(cli count) && [ "$count" != "$before" ]; do
    before=$count
    settle 3
  done
  [ "$count" -gt 0 ]
}

# telling_event: how many rows down, among the first shown for $SEARCH, is the first
# event with several changes a reader would care for.
telling_event() {
  local id changes row=0
  while read -r id; do
    changes=$(cli diff "$id" --format json | node -p 'JSON.parse(require("fs").readFileSync(0)).changes.filter((c) => !c.noise).length')
    if [ "$changes" -ge 4 ] && [ "$changes" -le 12 ]; then break; fi
    row=$((row + 1))
  done < <(cli events --search "$SEARCH" --limit 20 --format ndjson 2>/dev/null | node -e '
    for (const line of require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean)) console.log(JSON.parse(line).id)')
  echo $((row < 20 ? row : 0))
}

# pictures THEME: the table, then an update of a flow, found by search and opened by keys.
pictures() {
  start_demo_window TRAILBOOK_THEME="$1"
  synced
  WINDOW=$(window_id)
  xdotool windowfocus --sync "$WINDOW"
  shoot "$FOLDER/events-$1.png" "$WINDOW"
  click "${SEARCH_BOX[@]}"
  xdotool type --delay 20 "$SEARCH"
  press Return
  click "${FIRST_ROW[@]}"
  for _ in $(seq "$(telling_event)"); do press Down; done
  press Return
  settle 3
  shoot "$FOLDER/detail-$1.png" "$WINDOW"
  stop_group "$WINDOW_GROUP"
}

"$ROOT/build/scripts/build.sh" desktop cli
start_display
for theme in light dark; do pictures "$theme"; done
ls -l "$FOLDER"
