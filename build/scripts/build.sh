#!/usr/bin/env bash
# Builds what is named: build.sh page | desktop | dev | cli, several allowed.
#   page     frontend/dist, only when a source is newer
#   desktop  build/bin/trailbook, the program with its window
#   dev      build/bin/trailbook-dev, the same serving its page over HTTP for the browser tests
#   cli      build/bin/trailbook-cli, the command line alone, without cgo
. "$(dirname "$0")/shell.sh"

flags() { printf -- '-s -w -X main.version=%s' "$(version)"; }

page_is_fresh() {
  [ -s frontend/dist/index.html ] &&
    [ -z "$(find frontend build/appicon.png -path frontend/node_modules -prune -o -path frontend/dist -prune -o \
      -path frontend/e2e -prune -o -type f -newer frontend/dist/index.html -print -quit)" ]
}

build_page() {
  page_is_fresh && return
  (cd frontend && npm run --silent build)
  touch frontend/dist/index.html frontend/dist/.gitkeep
}

mkdir -p "$BIN"
for what; do
  case $what in
  page) build_page ;;
  desktop) build_page && compile go build -tags desktop,production,webkit2_41 -ldflags "$(flags)" -o "$BIN/trailbook" . ;;
  dev) build_page && compile go build -tags dev,webkit2_41 -ldflags "$(flags)" -o "$BIN/trailbook-dev" . ;;
  cli) CGO_ENABLED=0 compile go build -ldflags "$(flags)" -o "$BIN/trailbook-cli" . ;;
  *) die "build: there is nothing called $what" ;;
  esac
done
