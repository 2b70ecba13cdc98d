import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The edits that backend/diff holds its comparison against, with what it says of each.

const root = join(import.meta.dirname, '../..');
const kept = join(root, 'backend/diff/testdata/edits');

/** What an entry about a kind of target is called, as in the tests of backend/diff. */
const ACTIONS: Record<string, string> = {
  acl: 'ACL Rule Updated',
  config: 'Configuration Updated',
  connector: 'Connector Updated',
  flow: 'Flow Updated',
  user: 'User Updated',
};

export interface Edit {
  name: string;
  action: string;
  /** The entry in one line, its numbers as they are written. */
  line: string;
  /** The sentence of it. */
  summary: string;
  /** Its elements by name, with what became of each as a whole. */
  elements: { name: string; change: string }[];
  /** The lines that tell its changes, a sign first. */
  changes: string[];
  /** How many changes are bookkeeping. */
  noise: number;
}

/** All of them, in the order of their names; the largest is made in `folder`. */
export function edits(folder: string): Edit[] {
  const large = 'TestEdits/ten-megabytes';
  execFileSync('go', ['test', '-count=1', '-run', large, './backend/diff'], { cwd: root, env: { ...process.env, TRAILBOOK_EDITS: folder } });
  const files = [...readdirSync(kept).filter((file) => file.endsWith('.json')).map((file) => join(kept, file)), join(folder, 'ten-megabytes.json')];
  return files
    .map((file, at) => editOf(/([\w-]+)\.json$/.exec(file)?.[1] ?? file, apart(readFileSync(file, 'utf8'), at)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Gives the flow that edits have in common an id of its own in each: they are no history of one flow. */
const apart = (text: string, at: number): string => text.replaceAll('64f1c0ffee64f1c0ffee64f1', `64f1c0ffee64f1c0ffee64${10 + at}`);

function editOf(name: string, text: string): Edit {
  const kind = /"targetKind":\s*"(\w+)"/.exec(text)?.[1] ?? '';
  const action = ACTIONS[kind] ?? kind;
  const meta = { id: `${name}.edit`, created: '2026-03-01T10:00:00.000Z', event: action, type: 'update', user: { email: 'mara@northwind.example' } };
  const line = JSON.stringify(meta).replace(/\}$/, ',') + text.slice(text.indexOf('"before"')).replaceAll('\n', ' ');
  const [summary = '', , ...rest] = readFileSync(join(kept, `${name}.golden`), 'utf8').split('\n');
  const elements = rest
    .filter((row) => /^[^\s(]/.test(row) && row !== 'Nothing differs.')
    .map((row) => ({ name: row.split('  ')[0] ?? '', change: / {2}(added|removed|moved)$/.exec(row)?.[1] ?? '' }));
  const changes = rest.filter((row) => /^ {2}\S/.test(row)).map((row) => row.trim());
  const noise = Number(/^\((\d+) changes? of bookkeeping/m.exec(rest.join('\n'))?.[1] ?? 0);
  return { name, action, line, summary, elements, changes, noise };
}
