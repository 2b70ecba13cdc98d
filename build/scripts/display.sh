# Sourced after shell.sh by scripts that need a window: a virtual display, the
# program in it, what it reports, and pictures of it.

SCREEN=${SCREEN:-1600x1000}

# start_display: a virtual display of its own, on a number that is free. Without
# -noreset it begins anew whenever its last client leaves, as one that looks for
# a window does, and refuses a program that comes at that moment.
start_display() {
  temp_folder
  local number=$TEMP/number
  start "$TEMP/xvfb.log" bash -c 'exec Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset 3>"$2"' - "$SCREEN" "$number"
  wait_for 30 "$STARTED" "$TEMP/xvfb.log" test -s "$number"
  DISPLAY=:$(cat "$number")
  export DISPLAY
  unset WAYLAND_DISPLAY
}

# start_program LOG COMMAND...: with a session bus and with private folders for
# what GTK and WebKit keep, so that a check neither reads nor changes the user's own.
start_program() {
  local log=$1 folder
  shift
  temp_folder
  folder=$TEMP
  mkdir -m 700 "$folder/config" "$folder/cache" "$folder/share" "$folder/runtime"
  start "$log" env \
    XDG_CONFIG_HOME="$folder/config" XDG_CACHE_HOME="$folder/cache" \
    XDG_DATA_HOME="$folder/share" XDG_RUNTIME_DIR="$folder/runtime" \
    GDK_BACKEND=x11 NO_AT_BRIDGE=1 LIBGL_ALWAYS_SOFTWARE=1 \
    dbus-run-session -- "$@"
}

# start_window COMMAND...: starts the desktop program by COMMAND and returns when its
# first rows are shown. READY then names its report, LOG its log and ROWS_AFTER the
# seconds from the start to those rows.
start_window() {
  local began
  temp_folder
  READY=$TEMP/ready.json
  LOG=$TEMP/program.log
  began=$(now)
  start_program "$LOG" env TRAILBOOK_READY_FILE="$READY" "$@"
  wait_for "${WINDOW_TIMEOUT:-120}" "$STARTED" "$LOG" rows_shown
  ROWS_AFTER=$(since "$began")
  WINDOW_GROUP=$STARTED
}

# start_demo_window [NAME=VALUE...]: on a fresh data folder, named by DATA, and the demo tenant.
start_demo_window() {
  temp_folder
  DATA=$TEMP/data
  mkdir -m 700 "$DATA"
  start_window TRAILBOOK_DATA="$DATA" TRAILBOOK_DEMO=1 "$@" "$BIN/trailbook"
}

# when_stuck: what the display shows may say more than the log, a dialog above all.
when_stuck() {
  mkdir -p "$OUT"
  ! import -silent -window root "$OUT/stuck.png" || say "picture of the display: $OUT/stuck.png" >&2
}

# ready_field NAME: a number from the program's report; fails while it is incomplete.
ready_field() { node -e 'console.log(Number(JSON.parse(require("fs").readFileSync(process.argv[1]))[process.argv[2]]))' "$READY" "$1"; }
rows_shown() { [ -s "$READY" ] && [ "$(ready_field rows)" -gt 0 ]; }

# window_id: of the one visible window with the program's name.
window_id() { xdotool search --onlyvisible --name Trailbook | tail -n 1; }

# settle: lets the page draw what it was told last.
settle() { sleep "${1:-1}"; }

# shoot FILE [WINDOW]: a picture of the whole display, or of one window, and a
# check that it shows something: an empty window has a handful of colours.
shoot() {
  mkdir -p "$(dirname "$1")"
  import -silent -window "${2:-root}" "$1"
  COLOURS=$(identify -format %k "$1")
  [ "$COLOURS" -ge 300 ] || die "the picture $1 is blank: only $COLOURS colours"
}
