import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { launch } from './page';

interface Case {
  name: string;
  file: string;
  holds: boolean;
  expected: string;
  says: string[] | null;
}

const folder = mkdtempSync(join(tmpdir(), 'trailbook-packs-'));
let cases: Case[];
let browser: Browser;

// Go makes the packs, and forges them: the command is held to the same ones.
beforeAll(async () => {
  execFileSync('go', ['test', '-count=1', '-run', '^TestCorpus$', './backend/evidence'], {
    cwd: resolve('..'),
    env: { ...process.env, TRAILBOOK_CORPUS: folder },
  });
  cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[];
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** The page from the pack, as a file; whatever it asks of a network, or complains of, fails the spec. */
async function openPage(options: BrowserContextOptions = {}, prepare?: () => void): Promise<Page> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1100, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) throw new Error(`the page asks for ${request.url()}`);
  });
  page.on('pageerror', (error) => {
    throw error;
  });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(`file://${join(folder, 'verify.html')}`);
  return page;
}

interface Verdict {
  verdict: string;
  lines: string[];
  text: string;
}

async function verify(page: Page, { file, expected }: Case): Promise<Verdict> {
  await page.locator('#expected').fill(expected);
  await page.locator('#file').setInputFiles(join(folder, file));
  await page.locator('#progress').filter({ hasText: `${file}` }).filter({ hasText: /checked in|cannot be read/ }).waitFor();
  return {
    verdict: (await page.locator('#verdict').textContent()) ?? '',
    lines: (await page.locator('#checks li li').allTextContents()).map((line) => `  ${line}`),
    text: (await page.locator('main').textContent()) ?? '',
  };
}

function find(name: string): Case {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found;
}

describe('the page that verifies packs', () => {
  it('takes those that were not touched, and names what is wrong with each forged one', async () => {
    const page = await openPage();
    expect(cases.length).toBeGreaterThan(30);
    for (const one of cases) {
      await page.reload();
      const { verdict, lines, text } = await verify(page, one);
      expect(verdict, `${one.name}: ${text}`).toMatch(one.holds ? /^This pack holds/ : /does not hold|cannot be told/);
      for (const pattern of one.says ?? []) expect(lines.some((line) => new RegExp(pattern).test(line)), `${one.name}: ${pattern} in\n${lines.join('\n')}`).toBe(true);
      if (one.holds) expect(lines, one.name).toEqual([]);
    }
    await page.context().close();
  }, 240_000);

  it('checks the signature itself where the browser cannot', async () => {
    const page = await openPage({}, () => {
      crypto.subtle.importKey = () => Promise.reject(new Error('not here'));
    });
    const good = await verify(page, find('untouched'));
    expect(good.verdict).toMatch(/^This pack holds/);
    expect(good.text).toContain('Checked by this page.');
    await page.reload();
    expect((await verify(page, find('a byte of the signature'))).lines.join()).toContain('the signature does not fit it');
    await page.context().close();
  });

  it('has the browser check it where it can', async () => {
    const page = await openPage();
    expect((await verify(page, find('untouched'))).text).toContain('Checked by the browser.');
    await page.context().close();
  });

  it('shows hostile text as text', async () => {
    const page = await openPage();
    const { lines } = await verify(page, find('the events of another pack'));
    expect(await page.locator('main').locator('img, script, b > *').count()).toBe(0);
    expect(await page.title()).toBe('Verify an evidence pack');
    expect(lines.join()).not.toContain('\u202e');
    await page.context().close();
  });

  it('says so of what is no pack, and runs nothing but its own script', async () => {
    const page = await openPage();
    const { verdict, text } = await verify(page, { name: '', file: 'cases.json', holds: false, expected: '', says: null });
    expect(verdict).toBe('It cannot be told whether this pack holds');
    expect(text).toContain('cases.json cannot be read as a pack');
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "hacked"';
      document.body.append(script);
      return document.title;
    });
    expect(ran).toBe('Verify an evidence pack');
    await page.context().close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is fit for everyone in ${colorScheme}`, async () => {
      const page = await openPage({ colorScheme, bypassCSP: true });
      for (const name of ['untouched', 'one byte of an event']) {
        await verify(page, find(name));
        expect(await violations(page)).toEqual([]);
      }
      await page.context().close();
    });
  }
});
