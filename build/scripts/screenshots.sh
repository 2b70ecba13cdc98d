#!/usr/bin/env bash
# Makes docs/screenshots/*.png from the real window on the demo tenant, in both themes.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

FOLDER=$ROOT/docs/screenshots

# press KEY...: in the window, one after the other, with time to draw.
press() {
  local key
  for key; do
    xdotool key --clearmodifiers "$key"
    settle 0.4
  done
}

# pictures THEME: the list, an event with its diff table, and its text view.
pictures() {
  local window
  start_demo_window TRAILBOOK_THEME="$1"
  settle 2
  window=$(window_id)
  xdotool windowfocus --sync "$window"
  shoot "$FOLDER/events-$1.png" "$window"
  # Enter on a row opens it: the table takes the focus by Tab from the last button.
  press Down Return
  settle 2
  shoot "$FOLDER/detail-$1.png" "$window"
  stop_group "$WINDOW_GROUP"
}

"$ROOT/build/scripts/build.sh" desktop
start_display
for theme in light dark; do pictures "$theme"; done
ls -l "$FOLDER"
