/** What the window's own keys do. */
export interface ShortcutActions {
  search: () => void;
  reload: () => void;
  export: () => void;
  import: () => void;
  sources: () => void;
  /** Marks the event that is open for a comparison, or compares it with the one marked. */
  mark: () => void;
  /** Steps to the events of the same object. */
  older: () => void;
  newer: () => void;
  help: () => void;
  close: () => void;
}

/** The keys as the help shows them. */
export const shortcuts: { keys: string[]; what: string }[] = [
  { keys: ['/'], what: 'Go to the search field' },
  { keys: ['Enter'], what: 'In a field: apply the filter. In the table: open the event' },
  { keys: ['↑', '↓', 'Page', 'Home', 'End'], what: 'Move in the table' },
  { keys: ['←', '→'], what: 'Move between the cells of a row, or resize a column' },
  { keys: ['[', ']', 'K', 'J'], what: 'Previous and next event while one is open' },
  { keys: ['1', '…', '7'], what: 'Views of the open event: Changes, Side by side, Text, Tree, Fields, Raw, History' },
  { keys: ['N', 'P'], what: 'Next and previous change in it' },
  { keys: ['E'], what: 'Fold or open all that changed' },
  { keys: ['F'], what: 'The open event over the whole window, and back' },
  { keys: ['Ctrl F'], what: 'Search in the open event. Enter and Shift Enter step' },
  { keys: [',', '.'], what: 'Older and newer event of the same object: its states, back and forth' },
  { keys: ['C'], what: 'Mark the event to compare; on a second one, compare the two' },
  { keys: ['Esc'], what: 'Close what is open' },
  { keys: ['F5', 'Ctrl R'], what: 'RELOAD from the tenant' },
  { keys: ['Ctrl E'], what: 'Export what is filtered' },
  { keys: ['Ctrl O'], what: 'Import files' },
  { keys: ['S'], what: 'Sources: where the events came from, and back' },
  { keys: ['?'], what: 'This help' },
];

const commands = new Map<string, keyof ShortcutActions>([
  ['e', 'export'],
  ['o', 'import'],
]);

const plain = new Map<string, keyof ShortcutActions>([
  ['/', 'search'],
  ['s', 'sources'],
  ['c', 'mark'],
  [',', 'older'],
  ['.', 'newer'],
  ['?', 'help'],
]);

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Which action a key stands for; single characters only where nobody is typing. */
export function actionOf(event: Pressed, typing: boolean): keyof ShortcutActions | null {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return null;
  if (event.key === 'F5' || (command && event.key.toLowerCase() === 'r')) return 'reload';
  if (command) return commands.get(event.key.toLowerCase()) ?? null;
  if (event.key === 'Escape') return 'close';
  if (typing) return null;
  return plain.get(event.key.toLowerCase()) ?? null;
}

/** Runs the window's keys; the result stops that. What is open above the page keeps its own keys. */
export function listenToShortcuts(actions: ShortcutActions): () => void {
  const keydown = (event: KeyboardEvent): void => {
    const target = event.target as Element | null;
    const typing = target?.closest('input:not([type="radio"], [type="checkbox"]), textarea, select') !== null && target !== null;
    const action = actionOf(event, typing);
    if (!action || event.defaultPrevented) return;
    // Never let the webview reload itself, but leave dialogs and popovers alone otherwise.
    if (action === 'close' ? target?.closest('dialog, [data-popover-content]') : document.querySelector('dialog[open]')) {
      if (action === 'reload') event.preventDefault();
      return;
    }
    if (action !== 'close') event.preventDefault();
    actions[action]();
  };
  window.addEventListener('keydown', keydown);
  return () => window.removeEventListener('keydown', keydown);
}
