import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';

/** A simulated tenant over real HTTP, apart from the one inside the window. */
export interface DemoTenant {
  url: string;
  email: string;
  password: string;
  stop: () => void;
}

/** The program under test, as a command line. */
export const program =
  process.env['TRAILBOOK_PROGRAM'] ?? fileURLToPath(new URL('../../build/bin/trailbook-dev', import.meta.url));

/** Starts one and waits for the three lines in which it says where and who. */
export async function startDemo(events: number): Promise<DemoTenant> {
  const child: ChildProcess = spawn(program, ['demo', '--events', String(events)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('the demo tenant has no output');
  const said: Record<string, string> = {};
  for await (const line of createInterface(child.stdout)) {
    const [, name, value] = /^(\w+): (.*)$/.exec(line) ?? [];
    if (name && value) said[name] = value;
    if (name === 'password') break;
  }
  const { url = '', email = '', password = '' } = said;
  if (url === '') throw new Error('the demo tenant did not start');
  return { url, email, password, stop: () => void child.kill() };
}

/** The button of the tenant menu. */
export const switcher = (page: Page): Locator => page.getByRole('banner').getByRole('button').first();

/** Shows a tenant, or all. */
export async function chooseTenant(page: Page, name: string | RegExp): Promise<void> {
  await switcher(page).click();
  await page.getByRole('menuitemradio', { name }).click();
}

/** Adds a tenant by password, or by a token where one is given, and waits until it is synced. */
export async function addTenant(page: Page, name: string, demo: DemoTenant, token = ''): Promise<void> {
  await switcher(page).click();
  await page.getByRole('menuitem', { name: 'Add tenant…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add tenant' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('API address').fill(demo.url);
  if (token === '') {
    await dialog.getByLabel('E-mail', { exact: true }).fill(demo.email);
    await dialog.getByLabel('Password', { exact: true }).fill(demo.password);
  } else {
    await dialog.getByText('A pasted token').click();
    await dialog.getByLabel('Token', { exact: true }).fill(token);
  }
  await dialog.getByRole('button', { name: 'Add and sync' }).click();
  await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
  await page.getByRole('banner').getByText(/Synced just now/).waitFor({ timeout: 60_000 });
}

/** Removes a tenant by its name, where there is one. */
export async function removeTenant(page: Page, name: string): Promise<void> {
  await switcher(page).click();
  await page.getByRole('menuitemradio', { name: new RegExp(name) }).click();
  await switcher(page).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove tenant?' });
  await dialog.getByLabel('Type the tenant’s name to remove it').fill(name);
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
}
