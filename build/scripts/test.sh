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

formatted() {
  local files
  files=$(gofmt -l ./*.go backend build)
  [ -z "$files" ] || die "not formatted by gofmt (make fmt does it): $files"
}

page_script() { (cd frontend && npm run --silent "$1"); }

vet() {
  go vet ./...
  go vet -tags desktop,production,webkit2_41 .
}

go_tests() { go test -timeout 10m ./...; }

# Packages that start goroutines or guard state between them, found by what they say.
# The detector makes SQLite some ten times slower, so of what spends its time there
# only the tests of interruption and of events arriving in between are run under it.
# The demo tenant's generator works alone, in seconds a test; its server does not.
concurrent_packages() {
  grep -rlE --include='*.go' --exclude='*_test.go' \
    '\bgo func|^\s*go [a-zA-Z.]+\(|sync\.(Mutex|RWMutex|WaitGroup|Map)|sync/atomic' backend |
    xargs -n1 dirname | sort -u | sed 's|^|./|'
}
race_tests() {
  local heavy='/(pull|imports|cli|bind|store)$' demo='/tenant/demo$'
  go test -race -timeout 10m -run 'Fault|Arriv|Tenant|Request|Token|Page|Answer|Memory' ./backend/tenant/demo
  concurrent_packages | grep -vE "$heavy|$demo" | xargs go test -race -timeout 10m
  concurrent_packages | grep -E "$heavy" | xargs -r go test -race -timeout 10m -run 'Interrupt|Cancel|Arriv|Concurren|FillsLater'
}

cross_builds() {
  local target
  for target in linux/amd64 linux/arm64 windows/amd64 darwin/amd64 darwin/arm64; do
    CGO_ENABLED=0 GOOS=${target%/*} GOARCH=${target#*/} go build -o /dev/null .
    say "command line for $target: builds"
  done
}

scripts_parse() {
  local file
  while read -r file; do bash -n "$file"; done < <(find build .ci -name '*.sh' -o -path .ci/run)
}

step 'set-up' "$ROOT/build/setup.sh" window display browser office page lint
step 'scripts parse' scripts_parse
step 'length of files' "$SCRIPTS/lengths.sh"
step 'gofmt' formatted
step 'bindings match the Go code' "$SCRIPTS/bindings.sh" --check
step 'page: types' page_script check
step 'page: lint' page_script lint
step 'page: unit tests' page_script unit
step 'page: build' "$SCRIPTS/build.sh" page
step 'go vet' vet
step 'golangci-lint' "$SCRIPTS/lint.sh"
step 'go test' go_tests
step 'go test with the race detector, packages with goroutines' race_tests
step 'fuzz targets, 5 s each' "$SCRIPTS/fuzz.sh" 5
step 'command line for every system' cross_builds
step 'page in Chromium against the real backend' "$SCRIPTS/page.sh"
step 'desktop program under a virtual display' "$SCRIPTS/window.sh"
step 'desktop program offline, sockets forbidden by the kernel' "$SCRIPTS/offline.sh"
step 'exported workbook opens in LibreOffice' "$SCRIPTS/office.sh"

printf '\n== summary\n'
printf '%s\n' "${SUMMARY[@]}"
printf 'All %s checks passed in %s s.\n' "${#SUMMARY[@]}" "$(since "$BEGAN")"
