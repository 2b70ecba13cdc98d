#!/usr/bin/env bash
# Every check, in the order of what fails soonest. Stops at the first that fails and
# names it; ends with a summary of the seconds each took.
. "$(dirname "$0")/shell.sh"
SCRIPTS=$ROOT/build/scripts
SUMMARY=()
BEGAN=$(now)

# step NAME COMMAND...: one check under a heading.
step() {
  local name=$1 began status=0
  shift
  printf '\n== %s\n' "$name"
  began=$(now)
  # Not the command itself in a condition: there `set -e` would sleep inside functions.
  set +e
  (set -e; "$@")
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then
    printf '\nFAILED: %s (exit status %s, after %s s)\n' "$name" "$status" "$(since "$began")" >&2
    exit 1
  fi
  printf -- '-- %s: ok, %s s\n' "$name" "$(since "$began")"
  SUMMARY+=("$(printf '%8s s  %s' "$(since "$began")" "$name")")
}

# aside NAME COMMAND...: one check beside the steps that follow, out of their way, until
# joined; what it prints comes then. Only one at a time.
ASIDE_NAME=''
aside() {
  ASIDE_NAME=$1
  shift
  ASIDE_LOG=$(mktemp)
  FOLDERS_MADE+=("$ASIDE_LOG")
  ASIDE_BEGAN=$(now)
  start "$ASIDE_LOG" nice -n 10 "$@"
  ASIDE_GROUP=$STARTED
}

# joined: the end of what runs aside.
joined() {
  local status=0
  wait "$ASIDE_GROUP" || status=$?
  printf '\n== %s, beside the above\n' "$ASIDE_NAME"
  cat "$ASIDE_LOG"
  if [ "$status" -ne 0 ]; then
    printf '\nFAILED: %s (exit status %s)\n' "$ASIDE_NAME" "$status" >&2
    exit 1
  fi
  printf -- '-- %s: ok, over after %s s\n' "$ASIDE_NAME" "$(since "$ASIDE_BEGAN")"
  SUMMARY+=("$(printf '%8s s  %s' beside "$ASIDE_NAME")")
}

formatted() {
  local files
  files=$(gofmt -l ./*.go backend build)
  [ -z "$files" ] || die "not formatted by gofmt (make fmt does it): $files"
}

page_script() { (cd frontend && npm run --silent "$1"); }

# The linter has vetted the packages already, as govet, with all analyzers of `go vet`.
go_tests() { go test -vet=off -timeout 10m ./...; }

# The systems that this one is not, without optimization, which is no matter of whether
# it builds and takes a third longer; `make package` builds what is handed out.
cross_builds() {
  local target
  for target in windows/amd64 darwin/arm64; do
    CGO_ENABLED=0 GOOS=${target%/*} GOARCH=${target#*/} compile go build -gcflags=all='-N -l' -o /dev/null .
    say "command line for $target: builds"
  done
  CGO_ENABLED=0 compile go build -o /dev/null .
  say 'command line for this system, without cgo: builds'
}

scripts_parse() {
  local file
  while read -r file; do bash -n "$file"; done < <(find build .ci -name '*.sh' -o -path .ci/run)
}

# page_specs ARGUMENTS...: those of the page's specs that Vitest's arguments choose.
page_specs() {
  "$SCRIPTS/page.sh" bash -c 'cd frontend && npx vitest run --config vitest.e2e.config.ts "$@"' - "$@"
}

# All specs of the page: two halves beside one another, each against a program of its own,
# then alone those that hold the page to milliseconds.
pages() {
  local half halves=() failed=()
  "$SCRIPTS/build.sh" dev
  export TRAILBOOK_DEV_BUILT=1 ROOT SCRIPTS
  export -f page_specs
  mkdir -p "$OUT"
  for half in 1 2; do
    TRAILBOOK_PAGE_LOG=$OUT/page-$half.log start "$OUT/specs-$half.txt" \
      bash -c 'page_specs "$@"' - --exclude e2e/large.spec.ts --shard="$half/2"
    halves+=("$STARTED")
  done
  for half in 1 2; do
    if wait "${halves[half - 1]}"; then cat "$OUT/specs-$half.txt"; else failed+=("$half"); fi
  done
  # Last what failed: who reads only the end of a long log shall find it there.
  for half in "${failed[@]}"; do cat "$OUT/specs-$half.txt"; done
  [ ${#failed[@]} -eq 0 ] || return 1
  page_specs e2e/large.spec.ts
}

# Building the linter keeps one core busy for minutes; unpacking Debian's packages and
# the checks of the page the other.
step 'page: types' page_script check
step 'page: lint' page_script lint
step 'page in Chromium against the real backend' pages
