import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

// Events as an Appmixer tenant records them, of the sorts that a reviewer looks
// at longest: what the demo tenant has none or few of.

const uuid = (n: number): string => `${String(n).padStart(8, '0')}-1c2d-4e3f-9a4b-5c6d7e8f9a0b`;

/** A component of a flow. */
export function component(n: number, service: string, name: string, label: string, more: object = {}): [string, object] {
  return [
    uuid(n),
    {
      type: `appmixer.${service}.${name}`,
      label,
      x: 120 * n,
      y: 80,
      version: '4.1.3',
      source: n > 1 ? { in: { [uuid(n - 1)]: ['out'] } } : {},
      ...more,
    },
  ];
}

const code = (rows: string[]): string => rows.join('\n');
const script = [
  'const orders = $.input.orders;',
  'const large = orders.filter((order) => order.total > 500);',
  '',
  'function taxed(order) {',
  '  return { ...order, total: order.total * 1.19 };',
  '}',
  '',
  'return large.map(taxed);',
];
const changedScript = script.map((row) => row.replace('total > 500', 'total >= 250').replace('1.19', '1.21'));
changedScript.splice(6, 0, '// Reviewed with finance in March', '');

const square = (colour: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><circle cx="60" cy="40" r="32" fill="${colour}"/></svg>`,
  ).toString('base64')}`;
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const schema = (limit: number, more: object = {}): string =>
  JSON.stringify({ type: 'object', properties: { customer: { type: 'string' }, limit: { type: 'number', maximum: limit }, ...more } });

function flow(after: boolean): object {
  const pick = <T>(was: T, is: T): T => (after ? is : was);
  const slack = component(2, 'slack.list', 'SendChannelMessage', 'Notify sales', {
    version: pick('4.1.3', '4.2.0'),
    config: {
      properties: { channelId: pick('#sales-emea', '#sales-global'), token: pick('xoxb-2212-aaaaaaaaaaaaaaaa', 'xoxb-2212-bbbbbbbbbbbbbbbbbbbb') },
      transform: { in: { message: pick('New order {{id}}', 'New order {{id}} from {{customer}}') } },
    },
  });
  const run = component(3, 'utils.code', 'RunJavaScript', 'Orders above the limit', {
    config: { properties: { code: code(pick(script, changedScript)), schema: pick(schema(500), schema(250, { region: { type: 'string' } })) } },
  });
  const post = component(4, 'utils.http', 'Post', 'ERP', {
    source: { in: { [uuid(pick(2, 3))]: ['out'] } },
    config: {
      properties: {
        url: pick('https://erp.northwind.example/api/v1/orders?dry=true&region=emea&notify=none', 'https://erp.northwind.example/api/v2/orders?dry=false&region=emea&notify=all&retry=3'),
        payload: pick(base64({ mode: 'draft', lines: [1, 2] }), base64({ mode: 'final', lines: [1, 2, 3] })),
        retries: pick<unknown>('3', 3),
      },
    },
  });
  const filter = component(5, 'utils.controls', 'Filter', 'Only above 500 €', { config: { properties: { condition: 'amount > 500' } } });
  const wait = component(6, 'utils.timers', 'Wait', 'A minute', { config: { properties: { interval: 60 } } });
  return {
    flowId: uuid(77),
    name: 'Notify sales',
    stage: 'running',
    mtime: pick('2026-03-01T10:00:00.000Z', '2026-03-01T11:00:00.000Z'),
    thumbnail: square(pick('teal', 'purple')),
    flow: Object.fromEntries([component(1, 'utils.http', 'DynamicWebhook', 'Incoming order'), slack, run, post, after ? filter : wait]),
  };
}

const rule = (role: string, resource: string, actions: string[]): object => ({ role, resource, action: actions, attributes: ['non-private'] });
const rules = [rule('user', 'flows', ['read']), rule('admin', 'users', ['*']), rule('tester', 'stores', ['read', 'write'])];
const widened = [rule('admin', 'users', ['*']), rule('user', 'flows', ['read', 'delete']), rule('tester', 'stores', ['read', 'write'])];

const hostile = `<img src=x onerror="document.title='owned'">\u202Egnp.exe`;

/** One event of each sort, newest first. */
export const sampleEvents: object[] = [
  { event: 'Flow Updated', type: 'update', flowId: uuid(77), before: flow(false), after: flow(true) },
  { event: 'ACL Rule Updated', type: 'update', before: { type: 'routes', rules }, after: { type: 'routes', rules: widened } },
  { event: 'Configuration Updated', type: 'update', before: { key: 'JWTSecret', value: 'k'.repeat(24) }, after: { key: 'JWTSecret', value: 'q'.repeat(32) } },
  { event: 'Template Created', type: 'create', after: { name: hostile, description: 'A template whose name no window should believe' } },
].map((event, at) => ({
  id: `sample${at}`,
  created: `2026-03-0${9 - at}T10:00:00.000Z`,
  user: { email: 'mara.lindqvist@northwind.example' },
  ...event,
}));

const MB = 1 << 20;

/**
 * A flow update of about `megabytes` in all whose every component changed, or
 * only every hundredth: what a tenant's largest entries look like.
 */
export function bigEvent(id: string, megabytes: number, every: number): object {
  const state = (after: boolean, count: number): object => ({
    flowId: uuid(99),
    name: 'The large one',
    flow: Object.fromEntries(
      Array.from({ length: count }, (_, n) =>
        component(n + 1, 'slack.list', 'SendChannelMessage', `Step ${n}`, {
          config: {
            properties: { channelId: after && n % every === 0 ? `#after-${n}` : `#before-${n}`, note: `What step ${n} is for. `.repeat(12) },
            transform: { in: { message: `Order {{id}} of step ${n}`, attachments: Array.from({ length: 6 }, (__, at) => `file ${at} of ${n}`) } },
          },
        }),
      ),
    ),
  });
  const each = JSON.stringify(state(false, 100)).length / 100;
  const count = Math.round((megabytes * MB) / 2 / each);
  return {
    id,
    created: '2026-04-01T10:00:00.000Z',
    event: 'Flow Updated',
    type: 'update',
    user: { email: 'mara.lindqvist@northwind.example' },
    flowId: uuid(99),
    before: state(false, count),
    after: state(true, count),
  };
}

interface Bound {
  go: {
    bind: {
      Imports: { Start(job: string, owner: { name: string; new: boolean }, files: { path: string }[]): Promise<void> };
      Jobs: { State(job: string): Promise<{ done: boolean; error: unknown; report: { inserted: number } | null }> };
    };
  };
}

/** Imports events as a tenant of their own, past the window; it shows them from its next start on. */
export const importEvents = (page: Page, path: string, tenant: string, events: object[]): Promise<void> =>
  importLines(page, path, tenant, events.map((event) => JSON.stringify(event)));

/** Imports entries as they are written, one a line, likewise. */
export async function importLines(page: Page, path: string, tenant: string, lines: string[]): Promise<void> {
  writeFileSync(path, lines.join('\n'));
  const report = await page.evaluate(
    async ({ file, name }) => {
      const { Imports, Jobs } = (window as unknown as Bound).go.bind;
      const job = crypto.randomUUID();
      await Imports.Start(job, { name, new: true }, [{ path: file }]);
      for (;;) {
        const state = await Jobs.State(job);
        if (state.done) return state;
        await new Promise((next) => setTimeout(next, 50));
      }
    },
    { file: path, name: tenant },
  );
  if (report.error || report.report?.inserted !== lines.length) throw new Error(`import: ${JSON.stringify(report)}`);
}
