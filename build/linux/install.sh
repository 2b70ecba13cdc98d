#!/bin/sh
# Installs Trailbook for this user; PREFIX=/usr/local as root for everyone.
# Needs GTK 3 and WebKitGTK 4.1 (Debian, Ubuntu: libgtk-3-0 libwebkit2gtk-4.1-0).
set -eu
cd "$(dirname "$0")"
prefix=${PREFIX:-$HOME/.local}

install -D -m 755 trailbook "$prefix/bin/trailbook"
install -D -m 644 trailbook.png "$prefix/share/icons/hicolor/512x512/apps/trailbook.png"
mkdir -p "$prefix/share/applications"
sed "s|^Exec=.*|Exec=\"$prefix/bin/trailbook\" %u|" trailbook.desktop >"$prefix/share/applications/trailbook.desktop"
# Makes trailbook:// links open it; without these tools a desktop finds out by itself, later.
if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$prefix/share/applications" || :; fi
if command -v xdg-mime >/dev/null; then xdg-mime default trailbook.desktop x-scheme-handler/trailbook || :; fi
echo "Installed: $prefix/bin/trailbook"
