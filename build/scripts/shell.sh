# Sourced first by every script: where things are, how to speak, how to clean up.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$ROOT"
BIN=$ROOT/build/bin
OUT=$ROOT/out

# A fresh machine may have Go in its usual place without having it on the PATH,
# and a build service may give no HOME, which Go and npm both need.
PATH=$PATH:/usr/local/go/bin:/usr/local/bin
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
  HOME=$( (getent passwd "$(id -u)" 2>/dev/null || true) | cut -d: -f6)
  [ -n "$HOME" ] && [ -w "$HOME" ] || { HOME=$BIN/home && mkdir -p "$HOME"; }
fi
export PATH HOME

# Another owner's checkout makes git refuse, and Go asks git for a version stamp.
case " ${GOFLAGS:-} " in *" -buildvcs="*) ;; *) export GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false" ;; esac
# For tests as for what is handed out: what one compiled serves the other, and SQLite takes its time.
case " $GOFLAGS " in *" -trimpath "*) ;; *) GOFLAGS="$GOFLAGS -trimpath" ;; esac

# compile COMMAND...: compilers make much garbage; to collect it less often, for as long
# as there is room, saves a seventh of their time.
compile() { GOGC=400 GOMEMLIMIT=1500MiB "$@"; }

say() { printf '%s\n' "$*"; }
die() { printf 'trailbook: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# now: seconds with a fraction, for timings.
now() { date +%s.%N; }
# since START: seconds gone by, with one digit.
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f", b - a }'; }

# version: the product version; wails.json is the one place that says it.
version() { node -p 'require("./wails.json").info.productVersion'; }

# Process groups and folders to leave nothing behind of, whatever happens.
GROUPS_STARTED=()
FOLDERS_MADE=()
cleanup() {
  local status=$? i
  trap - EXIT INT TERM
  # The last first: a program before the display it is on.
  for ((i = ${#GROUPS_STARTED[@]} - 1; i >= 0; i--)); do stop_group "${GROUPS_STARTED[i]}"; done
  [ ${#FOLDERS_MADE[@]} -eq 0 ] || rm -rf "${FOLDERS_MADE[@]}" || true
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start LOG COMMAND...: runs in the background in a group of its own; its number is in STARTED.
start() {
  local log=$1
  shift
  setsid "$@" >"$log" 2>&1 </dev/null &
  STARTED=$!
  GROUPS_STARTED+=("$STARTED")
}

# alive GROUP: still there. Right after its start it may not be a group of its own yet.
alive() { kill -0 -- "-$1" 2>/dev/null || kill -0 "$1" 2>/dev/null; }

# stop_group GROUP: asks, waits up to three seconds, then ends it.
stop_group() {
  local i
  alive "$1" || return 0
  kill -TERM -- "-$1" 2>/dev/null || kill -TERM "$1" 2>/dev/null || true
  for i in $(seq 30); do
    alive "$1" || break
    sleep 0.1
  done
  kill -KILL -- "-$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# temp_folder: a private folder, removed at the end; its path is in TEMP.
temp_folder() {
  TEMP=$(mktemp -d)
  FOLDERS_MADE+=("$TEMP")
}

# wait_for SECONDS GROUP LOG COMMAND...: polls until COMMAND is true. Fails with
# the end of LOG when the group is gone or time is up; a function when_stuck, where
# there is one, may leave more to look at.
wait_for() {
  local limit=$((SECONDS + $1)) group=$2 log=$3
  shift 3
  until "$@" >/dev/null 2>&1; do
    if ! alive "$group"; then
      tail -n 40 "$log" >&2
      die "the program ended too early (its last words are above)"
    fi
    if [ "$SECONDS" -ge "$limit" ]; then
      tail -n 40 "$log" >&2
      ! declare -F when_stuck >/dev/null || when_stuck
      die "no answer in time while waiting for: $* (the program's last words are above)"
    fi
    sleep 0.1
  done
}
