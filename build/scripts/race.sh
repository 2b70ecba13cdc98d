#!/usr/bin/env bash
# Tests under the race detector, of the packages that start goroutines or guard state
# between them, found by what they say. SQLite itself, translated from C, is not watched:
# the detector makes it some ten times slower, and its compiler minutes longer. Of what
# still takes its time only some tests are run under it.
. "$(dirname "$0")/shell.sh"

# some PACKAGE: words in the names of those tests; nothing for a package that is run
# whole. Tests of interruption, of events arriving in between, of several at once.
some() {
  case $1 in
    # Both sides of an event at once.
    ./backend/diff) say 'OfEvent|Reveal|EqualLines|Copied' ;;
    ./backend/history) say 'CheckOfTheDemo|Gaps' ;;
    ./backend/report) say 'WaitsForObjects' ;;
    ./backend/pull) say 'Arrive|Interrupt|FillsLater' ;;
    ./backend/imports) say 'Concurrent|Cancelled' ;;
    ./backend/cli) say 'Arrive' ;;
    ./backend/bind) say 'AutomaticSync|TheirTurn|OlderEvents' ;;
    ./backend/store) say 'SeveralWriters|SecondWriter|KilledWriter|Snapshot|SummarizeGoesOn|CheckStops|BulkThatDoes' ;;
    ./backend/search) say 'AnotherProcess|DoesNotFit' ;;
    ./backend/index) say 'SnapshotGives' ;;
    ./backend/export) say 'Cancel|SameBytes|Concurrent' ;;
    ./backend/evidence) say 'CancelledOrFailed|TheSamePack' ;;
    # The demo tenant's generator works alone, in seconds a test; its server does not.
    ./backend/tenant/demo) say 'Fault|Arriv|Tenant|Request|Token|Page|Answer|Memory' ;;
  esac
}

concurrent_packages() {
  grep -rlE --include='*.go' --exclude='*_test.go' \
    '\bgo func|^\s*go [a-zA-Z.]+\(|sync\.(Mutex|RWMutex|WaitGroup|Map)|sync/atomic' backend |
    xargs -n1 dirname | sort -u | sed 's|^|./|'
}

# selected PACKAGE WORDS: every word has to be in a test's name, else it protects
# nothing: the test was renamed, or is gone.
selected() {
  local word
  while read -r word; do
    grep -qE "^func Test\w*($word)" "$1"/*_test.go || die "no test of $1 is named $word: mend build/scripts/race.sh"
  done < <(tr '|' '\n' <<<"$2")
}

# watched ARGUMENTS...: go test with the detector in all packages but those of SQLite.
watched() {
  go test -race -vet=off -gcflags='modernc.org/sqlite/lib=-race=false' -gcflags='modernc.org/libc=-race=false' -timeout 10m "$@"
}

# Two packages at a time, or each core would wait for the slowest test of one.
raced() {
  export -f watched
  xargs -P 2 -L 1 bash -c 'watched "$@"' -
}

whole=()
some=()
while read -r package; do
  words=$(some "$package")
  if [ -z "$words" ]; then
    whole+=("$package")
    continue
  fi
  selected "$package" "$words"
  some+=("-run $words $package")
done < <(concurrent_packages)
[ ${#whole[@]} -gt 0 ] || die 'no package starts a goroutine: what looks for them in build/scripts/race.sh is broken'
# Compiled together first, so that no two compile the same.
compile watched -run '^$' $(concurrent_packages) >/dev/null
{
  printf '%s\n' "${some[@]}"
  printf '%s\n' "${whole[@]}"
} | raced
