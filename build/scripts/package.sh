#!/usr/bin/env bash
# Makes in build/bin/packages what can be made from this Linux machine: the desktop
# program for Linux and Windows, the command line for macOS, and their checksums.
. "$(dirname "$0")/shell.sh"

VERSION=$(version)
ARCH=$(go env GOARCH)
PACKAGES=$BIN/packages
WAILS=$BIN/tools/$(go env GOVERSION)/wails
rm -rf "$PACKAGES"
mkdir -p "$PACKAGES"

linux() {
  local name=trailbook-$VERSION-linux-$ARCH
  "$ROOT/build/scripts/build.sh" desktop
  mkdir "$TEMP/$name"
  cp "$BIN/trailbook" build/linux/trailbook.desktop build/linux/install.sh LICENSE "$TEMP/$name/"
  cp build/appicon.png "$TEMP/$name/trailbook.png"
  tar -C "$TEMP" --owner=0 --group=0 -czf "$PACKAGES/$name.tar.gz" "$name"
}

# Wails writes the icon, the manifest and the version into the Windows program; it
# needs no C compiler for it. -m and -skipbindings: go.mod and the bindings stay as they are.
windows() {
  local name=trailbook-$VERSION-windows-amd64
  "$WAILS" build -platform windows/amd64 -m -s -skipbindings -nosyncgomod -trimpath -nocolour \
    -ldflags "-X main.version=$VERSION" -o trailbook.exe >"$TEMP/wails.log" || { cat "$TEMP/wails.log" >&2; return 1; }
  mkdir "$TEMP/$name"
  mv "$BIN/trailbook.exe" "$TEMP/$name/"
  cp LICENSE "$TEMP/$name/LICENSE.txt"
  cp build/windows/register-links.cmd "$TEMP/$name/"
  (cd "$TEMP" && zip -q -r "$PACKAGES/$name.zip" "$name")
}

darwin() {
  local arch name
  for arch in amd64 arm64; do
    name=trailbook-cli-$VERSION-darwin-$arch
    mkdir "$TEMP/$name"
    CGO_ENABLED=0 GOOS=darwin GOARCH=$arch go build -ldflags "-s -w -X main.version=$VERSION" -o "$TEMP/$name/trailbook" .
    cp LICENSE "$TEMP/$name/"
    tar -C "$TEMP" --owner=0 --group=0 -czf "$PACKAGES/$name.tar.gz" "$name"
  done
}

temp_folder
linux
windows
darwin
(cd "$PACKAGES" && sha256sum -- *.tar.gz *.zip >SHA256SUMS)
ls -l "$PACKAGES"
cat <<END

Packages: $PACKAGES
The macOS files are the command line only. The window for macOS links Apple's
frameworks and can be made on a Mac alone: run \`wails build -platform darwin/universal\` there.
Nothing here is signed.
END
