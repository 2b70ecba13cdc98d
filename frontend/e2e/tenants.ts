import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A simulated tenant over real HTTP, apart from the one inside the window. */
export interface DemoTenant {
  url: string;
  email: string;
  password: string;
  stop: () => void;
}

const program = fileURLToPath(new URL('../../build/bin/trailbook-dev', import.meta.url));

/** Starts one and waits for the three lines in which it says where and who. */
export async function startDemo(events: number): Promise<DemoTenant> {
  const child: ChildProcess = spawn(process.env['TRAILBOOK_PROGRAM'] ?? program, ['demo', '--events', String(events)], {
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
