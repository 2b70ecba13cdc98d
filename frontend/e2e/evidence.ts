// Keeps what every open page showed when a test failed: a picture under out/e2e, and its words in the report.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openPages } from './page';

const folder = join(import.meta.dirname, '../../out/e2e');
const MOST_SHOWN = 4000;
const MOST_BESIDE = 600;

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  mkdirSync(folder, { recursive: true });
  const name = `${task.file.name} ${task.name}`.replace(/[^\w.]+/g, '-');
  for (const [at, page] of openPages().entries()) {
    const file = join(folder, `${name}-${at}.png`);
    try {
      await page.screenshot({ path: file });
      const shown = await page.evaluate(() => (document.querySelector<HTMLElement>('dialog[open]') ?? document.body).innerText);
      // Beside the fault itself too, which is what a long report ends with.
      const [fault] = task.result.errors ?? [];
      if (fault) fault.message += `\nShown: ${shown.replace(/\s+/g, ' ').slice(0, MOST_BESIDE)}`;
      console.error(`Shown when "${task.name}" failed (${file}):\n${shown.slice(0, MOST_SHOWN)}`);
    } catch (reason) {
      console.error(`Nothing to see of "${task.name}":`, reason);
    }
  }
});
