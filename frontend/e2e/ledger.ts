import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './tenants';

/** The tenant that the specs of history and comparison import. */
export const LEDGER = 'Ledger';

/** The secrets in it, which no page may show. */
export const SECRETS = ['hunter2-first-pass', 'hunter3-second-pass'];

/** The component that changes in it. */
export const COMPONENT = '5b0c1f7e-3d52-4c8e-9a41-6f2f4f0e9d11';

/** What a hostile name would do if it were markup. */
export const HOSTILE = '<img src=x onerror="document.title=1">';

interface Told {
  day: number;
  id: string;
  action: string;
  by: string;
  before?: unknown;
  after?: unknown;
  target?: { id: string; name: string };
  flowId?: string;
}

const http = (limit: number, password: string, note: string): unknown => ({
  name: 'Invoice intake',
  flow: {
    [COMPONENT]: { type: 'appmixer.utils.http.Post', label: HOSTILE, config: { properties: { limit, note, password } } },
  },
});
const rules = (...roles: string[]): unknown => roles.map((role) => ({ role, resource: 'flows', action: ['read'] }));

const intake = { flowId: 'f-intake', target: { id: 'f-intake', name: 'Invoice intake' } };
const other = { flowId: 'f-other', target: { id: 'f-other', name: 'Order sync' } };
const routes = { target: { id: 'routes', name: 'Routes' } };

const [first, second] = SECRETS as [string, string];

/** A flow with a gap, another flow, and a list of rules of which entries hold the new state alone. */
const told: Told[] = [
  { day: 1, id: 'i1', action: 'Flow Created', by: 'ada', after: http(10, first, 'a'), ...intake },
  { day: 2, id: 'i2', action: 'Flow Updated', by: 'bob', before: http(10, first, 'a'), after: http(20, first, 'a'), ...intake },
  { day: 3, id: 'i3', action: 'Flow Started', by: 'ada', ...intake },
  { day: 4, id: 'i4', action: 'Flow Updated', by: 'eve', before: http(35, first, 'b'), after: http(40, second, 'b'), ...intake },
  { day: 5, id: 'i5', action: 'Flow Updated', by: 'ada', before: http(40, second, 'b'), after: http(40, second, 'c'), ...intake },
  { day: 5, id: 'o1', action: 'Flow Created', by: 'ada', after: { name: 'Order sync', flow: {} }, ...other },
  { day: 6, id: 'r1', action: 'ACL Rule Updated', by: 'ada', after: rules('user'), ...routes },
  { day: 7, id: 'r2', action: 'ACL Rule Updated', by: 'bob', after: rules('user', 'tester'), ...routes },
];

function entry({ day, by, ...rest }: Told): string {
  return JSON.stringify({ createdAt: `2025-03-0${day}T10:00:00.000Z`, user: { email: `${by}@ledger.example` }, ...rest });
}

/** Imports the tenant past the window; the page sees it after it is loaded again. */
export function importLedger(): void {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const path = join(folder, 'ledger.ndjson');
  try {
    writeFileSync(path, told.map((one) => `${entry(one)}\n`).join(''));
    execFileSync(program, ['import', path, '--tenant', LEDGER], { stdio: 'ignore' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
