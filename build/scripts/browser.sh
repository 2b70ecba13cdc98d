#!/usr/bin/env bash
# Prints the path of a Chromium that can be driven; fails where there is none.
# TRAILBOOK_CHROMIUM names one by hand.
. "$(dirname "$0")/shell.sh"

# Ubuntu's chromium-browser is a script that asks for a snap: not a browser.
usable() {
  [ -x "$1" ] || return
  case $1 in */chromium-browser) ! grep -qs 'snap install' "$1" ;; esac
}

candidates() {
  printf '%s\n' "${TRAILBOOK_CHROMIUM:-}"
  # The shell draws what a window of Chromium draws, with less work.
  command -v chromium-headless-shell chromium google-chrome google-chrome-stable chromium-browser || true
  [ ! -d frontend/node_modules/playwright-core ] ||
    (cd frontend && node -p 'require("playwright-core").chromium.executablePath()')
}

while read -r path; do
  if usable "$path"; then
    say "$path"
    exit 0
  fi
done < <(candidates)
die "no Chromium found: run build/setup.sh browser, or set TRAILBOOK_CHROMIUM"
