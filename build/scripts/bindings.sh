#!/usr/bin/env bash
# Writes frontend/wailsjs from the bound Go services. With --check it fails when that
# changes anything. It is what `wails generate module` does, without needing the
# Wails command line and without its fixed name in the shared temporary folder.
. "$(dirname "$0")/shell.sh"

temp_folder
[ ! -d frontend/wailsjs ] || cp -R frontend/wailsjs "$TEMP/before"
mkdir -p "$TEMP/before"
CGO_ENABLED=0 compile go build -tags bindings -o "$TEMP/bindings" .
env tsprefix= tssuffix= tsoutputtype=classes TRAILBOOK_DATA="$TEMP/data" "$TEMP/bindings"
# Wails marks them all as programs, which they are not.
find frontend/wailsjs -type f -exec chmod 644 {} +

if [ "${1:-}" = --check ]; then
  diff -r "$TEMP/before" frontend/wailsjs >&2 ||
    die "frontend/wailsjs was not what the Go code gives; it is now: look at it and commit it"
fi
