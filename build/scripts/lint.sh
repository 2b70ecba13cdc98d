#!/usr/bin/env bash
# golangci-lint over both programs: the command line, and what only the window's
# build tags bring in. Arguments go through (--fix, for one).
. "$(dirname "$0")/shell.sh"

lint=$BIN/tools/$(go env GOVERSION)/golangci-lint
[ -x "$lint" ] || die "golangci-lint is not set up: run build/setup.sh lint"
export GOLANGCI_LINT_CACHE=$BIN/lint-cache

compile "$lint" run "$@" ./...
compile "$lint" run --build-tags desktop,production,webkit2_41 "$@" .
