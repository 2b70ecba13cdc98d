// WebKitGTK's own browser, driven by its WebDriver service: the engine of the window on Linux.
// The protocol: https://www.w3.org/TR/webdriver2/
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';

/** Keys of the protocol that stand for no character. */
export const keys = { escape: '\uE00C', enter: '\uE007', down: '\uE015', right: '\uE014', end: '\uE010', home: '\uE011', control: '\uE009', pageDown: '\uE00F' };

/** One window of the browser. */
export class WebKit {
  private constructor(
    private readonly driver: ChildProcess,
    private readonly session: string,
    private readonly close: () => Promise<unknown>,
  ) {}

  /** Starts the service and the browser; both need a display. */
  static async start(): Promise<WebKit> {
    const port = await freePort();
    const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
      stdio: 'ignore',
      env: { ...process.env, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' },
    });
    const base = `http://127.0.0.1:${port}`;
    try {
      await answering(base);
      const { sessionId } = await command<{ sessionId: string }>('POST', `${base}/session`, {
        capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { args: ['--automation'] } } },
      });
      const session = `${base}/session/${sessionId}`;
      await command('POST', `${session}/timeouts`, { script: 120_000 });
      await command('POST', `${session}/window/rect`, { width: 1500, height: 960 });
      return new WebKit(driver, session, () => command('DELETE', session));
    } catch (reason) {
      driver.kill();
      throw reason;
    }
  }

  async stop(): Promise<void> {
    await this.close();
    this.driver.kill();
  }

  open(url: string): Promise<unknown> {
    return command('POST', `${this.session}/url`, { url });
  }

  /** Runs the body of a function in the page; `arguments` are the values, the result may be a promise. */
  run<T>(body: string, ...values: unknown[]): Promise<T> {
    return command<T>('POST', `${this.session}/execute/sync`, { script: body, args: values });
  }

  /** Waits until the body of a function gives something true, and gives that. */
  async until<T>(body: string, ...values: unknown[]): Promise<T> {
    for (const end = Date.now() + 60_000; ; ) {
      const found = await this.run<T>(body, ...values);
      if (found) return found;
      if (Date.now() > end) throw new Error(`in a minute this did not come true in WebKit: ${body}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  /** Presses keys one after the other, all while those of `held` are down. */
  press(pressed: string[], held: string[] = []): Promise<unknown> {
    const strokes = [
      ...held.map((value) => ({ type: 'keyDown', value })),
      ...pressed.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
      ...held.map((value) => ({ type: 'keyUp', value })),
    ];
    return command('POST', `${this.session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions: strokes }] });
  }

  async click(selector: string): Promise<void> {
    const [id] = Object.values(await command<Record<string, string>>('POST', `${this.session}/element`, { using: 'css selector', value: selector }));
    await command('POST', `${this.session}/element/${id}/click`, {});
  }

  /** Turns the wheel of the display's own mouse over a point of the screen, a notch every so many ms. */
  async wheel(at: { x: number; y: number }, notches: number, every: number): Promise<void> {
    await promisify(execFile)('xdotool', ['mousemove', `${at.x}`, `${at.y}`, 'click', '--repeat', `${notches}`, '--delay', `${every}`, '5']);
  }

  /** The window as a PNG. */
  async picture(): Promise<Buffer> {
    return Buffer.from(await command<string>('GET', `${this.session}/screenshot`), 'base64');
  }
}

async function command<T>(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`WebDriver: ${value.error}: ${value.message} (${method} ${new URL(url).pathname.replace(/.*\/session\/[^/]+/, '')})`);
  return value;
}

async function answering(base: string): Promise<void> {
  for (const end = Date.now() + 30_000; ; ) {
    if ((await fetch(`${base}/status`).catch(() => null))?.ok) return;
    if (Date.now() > end) throw new Error('WebKitWebDriver does not answer: is webkit2gtk-driver installed?');
    await new Promise((next) => setTimeout(next, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}
