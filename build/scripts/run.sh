#!/usr/bin/env bash
# Opens the window on the built-in demo tenant. Without a display: the same under a
# virtual one, leaving a screenshot and a report.
. "$(dirname "$0")/shell.sh"

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  "$ROOT/build/setup.sh" window page display
  say "No display here: showing the window on a virtual one."
  exec "$ROOT/build/scripts/window.sh"
fi

"$ROOT/build/setup.sh" window page
"$ROOT/build/scripts/build.sh" desktop
# The demo's data stays apart from the user's own.
export TRAILBOOK_DATA=${TRAILBOOK_DATA:-$OUT/demo-data}
mkdir -p "$TRAILBOOK_DATA"
say "Data of this run: $TRAILBOOK_DATA"
exec "$BIN/trailbook" --demo
