import { VIEWS, type View } from './views';

/** What a key does in the pane. */
export type PaneAction =
  | { kind: 'view'; view: View }
  | { kind: 'event'; by: 1 | -1 }
  | { kind: 'change'; by: 1 | -1 }
  | { kind: 'whole' }
  | { kind: 'fold' }
  | { kind: 'find' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const PLAIN = new Map<string, PaneAction>([
  ['[', { kind: 'event', by: -1 }],
  ['k', { kind: 'event', by: -1 }],
  [']', { kind: 'event', by: 1 }],
  ['j', { kind: 'event', by: 1 }],
  ['p', { kind: 'change', by: -1 }],
  ['n', { kind: 'change', by: 1 }],
  ['f', { kind: 'whole' }],
  ['e', { kind: 'fold' }],
]);

/** What a key does in the pane where nobody is typing; null for the keys of others. */
export function paneAction(event: Pressed): PaneAction | null {
  if (event.altKey) return null;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return key === 'f' ? { kind: 'find' } : null;
  const view = /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
  return view ? { kind: 'view', view: view.value } : (PLAIN.get(key) ?? null);
}
