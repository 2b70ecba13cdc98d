#!/usr/bin/env bash
# A workbook exported by the command line, opened by LibreOffice: every event is in
# it, dates are dates, the header is frozen and filterable, the report ties out.
. "$(dirname "$0")/shell.sh"

"$ROOT/build/scripts/build.sh" cli
temp_folder
export TRAILBOOK_DATA=$TEMP/data
trailbook() { "$BIN/trailbook-cli" "$@"; }

trailbook generate --events 500 --seed 7 --out "$TEMP/events.ndjson"
trailbook import "$TEMP/events.ndjson" --tenant office --json >"$TEMP/import.json"
trailbook export --tenant office --out "$TEMP/events.xlsx"
trailbook events --tenant office --limit 100000 --format ndjson >"$TEMP/shown.ndjson"

# Flat XML keeps in one file what a spreadsheet program understood of the workbook.
soffice -env:UserInstallation="file://$TEMP/profile" --headless --convert-to fods \
  --outdir "$TEMP" "$TEMP/events.xlsx" >"$TEMP/office.log" 2>&1 </dev/null
[ -s "$TEMP/events.fods" ] || { cat "$TEMP/office.log" >&2; die "LibreOffice could not open the workbook"; }
unzip -p "$TEMP/events.xlsx" xl/worksheets/sheet1.xml >"$TEMP/sheet.xml"

node "$ROOT/build/scripts/office.mjs" "$TEMP/events.fods" "$TEMP/sheet.xml" "$TEMP/shown.ndjson"

# Hostile texts through the export, LibreOffice and the import.
TRAILBOOK_OFFICE=1 go test -count=1 -run '^TestHostileCorpus$' ./backend/export
