#!/usr/bin/env bash
# Draws build/appicon.png and build/windows/icon.ico from build/appicon.svg.
. "$(dirname "$0")/shell.sh"

temp_folder
"$("$ROOT/build/scripts/browser.sh")" --headless --no-sandbox --disable-gpu --hide-scrollbars \
  --user-data-dir="$TEMP/profile" --default-background-color=00000000 --window-size=1024,1024 \
  --screenshot="$TEMP/icon.png" "file://$ROOT/build/appicon.svg" 2>"$TEMP/log" || { cat "$TEMP/log" >&2; exit 1; }
convert "$TEMP/icon.png" -strip -define png:compression-level=9 build/appicon.png
convert build/appicon.png -define icon:auto-resize=256,128,64,48,32,16 build/windows/icon.ico
identify build/appicon.png build/windows/icon.ico
