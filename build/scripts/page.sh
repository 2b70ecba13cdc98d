#!/usr/bin/env bash
# The page in Chromium against the real Go backend: serves both over HTTP from a
# development build on a fresh data folder, then runs the specs of frontend/e2e, or
# the command given, with the address in TRAILBOOK_PAGE. TRAILBOOK_DEV_BUILT says that
# the build is there; TRAILBOOK_PAGE_LOG where the program's log goes; TRAILBOOK_PAGE_DATA
# a data folder in the place of the fresh one.
. "$(dirname "$0")/shell.sh"
. "$ROOT/build/scripts/display.sh"

[ -n "${TRAILBOOK_DEV_BUILT-}" ] || "$ROOT/build/scripts/build.sh" dev
TRAILBOOK_CHROMIUM=$("$ROOT/build/scripts/browser.sh")
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
TRAILBOOK_PAGE=http://127.0.0.1:$port
export TRAILBOOK_CHROMIUM TRAILBOOK_PAGE

answers() { node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$TRAILBOOK_PAGE/"; }

start_display
temp_folder
export TRAILBOOK_DATA=${TRAILBOOK_PAGE_DATA:-$TEMP/data}
mkdir -m 700 -p "$TRAILBOOK_DATA"
mkdir -p "$OUT"
LOG=${TRAILBOOK_PAGE_LOG:-$OUT/page.log}
# The Wails development server takes its settings from these variables; with
# assetdir set it leaves the program's arguments alone.
start_program "$LOG" env assetdir="$ROOT/frontend/dist" devserver="127.0.0.1:$port" \
  loglevel=Warning "$BIN/trailbook-dev"
wait_for 60 "$STARTED" "$LOG" answers

if [ $# -gt 0 ]; then
  "$@"
else
  (cd frontend && npm run --silent e2e)
fi
