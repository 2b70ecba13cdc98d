#!/usr/bin/env bash
# The page in WebKitGTK, the engine of the window on Linux, against the real Go backend:
# frontend/e2e/*.webkit.ts. Leaves pictures, out/webkit-light.png and out/webkit-dark.png.
. "$(dirname "$0")/shell.sh"

export TRAILBOOK_WEBKIT=1
exec "$ROOT/build/scripts/page.sh" bash -c 'cd frontend && npx vitest run --config vitest.e2e.config.ts'
