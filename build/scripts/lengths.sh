#!/usr/bin/env bash
# No source file over 400 lines. Generated files, locks and recorded test data are
# not sources.
. "$(dirname "$0")/shell.sh"
LIMIT=400

long=$(find . \( -name .git -o -name node_modules -o -name wailsjs -o -path ./frontend/dist -o -name testdata \
  -o -path ./build/bin -o -path ./out \) -prune -o -type f \
  \( -name '*.go' -o -name '*.ts' -o -name '*.js' -o -name '*.mjs' -o -name '*.svelte' -o -name '*.css' -o -name '*.html' \
  -o -name '*.sql' -o -name '*.sh' -o -name '*.yml' -o -name '*.yaml' -o -name Makefile \) -exec wc -l {} + |
  awk -v limit="$LIMIT" '$2 != "total" && $1 > limit')
[ -z "$long" ] || die "over $LIMIT lines:
$long"
