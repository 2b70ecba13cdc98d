#!/usr/bin/env bash
# Sets up what a fresh machine lacks: setup.sh [PART...], all parts without arguments.
#   window   compiler, GTK and WebKit, to build the desktop program
#   display  a virtual display, a session bus, keys and screenshots
#   browser  Chromium and WebKitGTK's driver, to drive the page
#   office   LibreOffice Calc and poppler, to open exported workbooks and PDFs
#   bench    gcc, libxlsxwriter and libsqlite3, to measure against
#   pack     zip
#   page     the page's npm packages
#   lint     golangci-lint
#   wails    the Wails command line
# Presence is checked first: a second run costs well under a second.
. "$(dirname "$0")/scripts/shell.sh"

WAILS_VERSION=v2.16.0
LINT_VERSION=v2.15.0
PACKAGES=()

# want PACKAGES COMMAND...: notes Debian packages for later when COMMAND fails.
want() {
  local packages=$1
  shift
  "$@" >/dev/null 2>&1 || read -ra PACKAGES <<<"${PACKAGES[*]-} $packages"
}

has_headers() { echo '#include <stdio.h>' | gcc -E -x c -; }
has_webkit() { pkg-config --exists gtk+-3.0 webkit2gtk-4.1; }
has_fonts() { fc-list | grep -qi -e dejavu -e liberation; }

part_window() {
  want 'gcc libc6-dev' has_headers
  want 'pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev' has_webkit
  want 'ca-certificates' test -e /etc/ssl/certs/ca-certificates.crt
}

part_display() {
  want 'xvfb' have Xvfb
  want 'dbus dbus-x11' have dbus-run-session
  want 'xdotool' have xdotool
  want 'imagemagick' have import
  want 'fontconfig fonts-dejavu-core fonts-liberation' has_fonts
}

# Debian packages Chromium; Ubuntu's package is only a pointer to a snap, so
# there the page's own Playwright fetches one (see part_page).
part_browser() {
  want 'webkit2gtk-driver' have WebKitWebDriver
  in_ubuntu || want 'chromium-headless-shell' "$ROOT/build/scripts/browser.sh"
}
part_office() {
  want 'libreoffice-calc-nogui' have soffice
  want 'unzip' have unzip
  want 'poppler-utils' have pdftotext
}
has_sqlite() { echo '#include <sqlite3.h>' | gcc -E -x c -; }
has_xlsxwriter() { echo '#include <xlsxwriter.h>' | gcc -E -x c -; }
part_bench() {
  want 'gcc libc6-dev' has_headers
  want 'libxlsxwriter-dev' has_xlsxwriter
  want 'libsqlite3-dev' has_sqlite
  npm_packages build/rivals
}
part_pack() { want 'zip' have zip; }

os_field() { (. /etc/os-release 2>/dev/null && eval "echo \${$1:-}"); }
in_ubuntu() { [ "$(os_field ID)" = ubuntu ]; }
in_debian_family() { have apt-get && case " $(os_field ID) $(os_field ID_LIKE) " in *" debian "*) ;; *) false ;; esac; }

# as_root COMMAND...: as it is for root, else through sudo where sudo lets us.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}
may_install() {
  [ "$(id -u)" -eq 0 ] && return
  have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"; }

# The lists have a lock of their own that apt does not wait for.
apt_update() {
  local try
  for try in 1 2 3 4 5 6; do
    apt update && return
    say "setup: try $try failed, next in 10 s"
    sleep 10
  done
  return 1
}

install_packages() {
  [ ${#PACKAGES[@]} -gt 0 ] || return 0
  in_debian_family || die "this system is not Debian or Ubuntu: please install what matches these Debian packages, then run make again:
    ${PACKAGES[*]}"
  may_install || die "packages are missing and this user cannot install them. As root:
    apt-get update && apt-get install --no-install-recommends ${PACKAGES[*]}"
  say "setup: installing ${PACKAGES[*]} (some minutes, once; details in out/setup.log)"
  mkdir -p "$OUT"
  apt_update >"$OUT/setup.log" 2>&1 || { tail -n 20 "$OUT/setup.log" >&2; die "the package lists could not be read; is this machine online?"; }
  apt install -y --no-install-recommends "${PACKAGES[@]}" >>"$OUT/setup.log" 2>&1 </dev/null ||
    { tail -n 20 "$OUT/setup.log" >&2; die "the packages could not be installed"; }
}

check_languages() {
  local major
  have go || die "Go is missing: install 1.26 or newer from https://go.dev/dl/ (looked on the PATH and in /usr/local/go/bin)"
  have node && have npm || die "Node is missing: install 20.19 or newer with npm from https://nodejs.org/"
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "Node $(node -v) is too old: 20.19 or newer is needed"
}

# Exactly what the lock file names; a registry that stalls is asked again.
npm_ci() { (cd "$1" && npm ci --no-audit --no-fund --prefer-offline --fetch-timeout=60000 --loglevel=error); }

# npm_packages FOLDER: the stamp is the lock file's hash and Node's version: what
# node_modules depends on.
npm_packages() {
  local stamp=$1/node_modules/.trailbook-stamp want
  want="$(cksum <"$1/package-lock.json") $(node -v)"
  if [ "$(cat "$stamp" 2>/dev/null)" != "$want" ]; then
    say "setup: installing the npm packages of $1"
    npm_ci "$1" || npm_ci "$1" || npm_ci "$1" || die "the npm packages of $1 could not be installed; is this machine online?"
    echo "$want" >"$stamp"
  fi
}
part_page() { npm_packages frontend; }

part_ubuntu_browser() {
  "$ROOT/build/scripts/browser.sh" >/dev/null 2>&1 && return
  mkdir -p "$OUT"
  say "setup: fetching Chromium through Playwright"
  (cd frontend && npx playwright-core install --with-deps chromium) >>"$OUT/setup.log" 2>&1 </dev/null ||
    die "Chromium could not be fetched (out/setup.log): install Google Chrome, or name a Chromium in TRAILBOOK_CHROMIUM"
}

# tool NAME PACKAGE VERSION: builds a pinned Go tool, once for each Go version.
tool() {
  local folder
  folder=$BIN/tools/$(go env GOVERSION)
  [ -x "$folder/$1-$3" ] && return
  say "setup: building $1 $3 (a minute or two, once)"
  mkdir -p "$folder"
  temp_folder
  GOBIN=$TEMP GOOS= GOARCH= compile go install "$2@$3"
  mv "$TEMP/$1" "$folder/$1-$3"
  ln -sf "$1-$3" "$folder/$1"
}
part_lint() { tool golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint "$LINT_VERSION"; }
part_wails() { tool wails github.com/wailsapp/wails/v2/cmd/wails "$WAILS_VERSION"; }

main() {
  local part
  [ $# -gt 0 ] || set -- window display browser office bench pack page lint wails
  check_languages
  for part; do
    case $part in
    window | display | browser | office | bench | pack) "part_$part" ;;
    page | lint | wails) ;;
    *) die "setup: there is no part $part" ;;
    esac
  done
  install_packages
  for part; do case $part in page | lint | wails) "part_$part" ;; esac; done
  case " $* " in *" browser "*) ! in_ubuntu || { part_page && part_ubuntu_browser; } ;; esac
}
main "$@"
