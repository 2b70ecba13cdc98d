import { defineConfig } from 'vitest/config';

// One file after the other: they share one backend and its cache. Hooks run in the order
// they are written in, so that a failure is looked at before a spec clears up. What is
// awaited has the patience of Playwright's own waits, not Vitest's second: a machine
// that runs two browsers may take longer over a RELOAD.
export default defineConfig({
  test: {
    // The few of WebKitGTK are run apart (build/scripts/webkit.sh).
    include: [process.env['TRAILBOOK_WEBKIT'] ? 'e2e/**/*.webkit.ts' : 'e2e/**/*.spec.ts'],
    environment: 'node',
    setupFiles: ['e2e/evidence.ts'],
    sequence: { hooks: 'list' },
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
