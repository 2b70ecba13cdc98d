/** What the window's own keys do. */
export interface ShortcutActions {
  search: () => void;
  reload: () => void;
  export: () => void;
  import: () => void;
  /** Verifies a report or an evidence pack. */
  verify: () => void;
  sources: () => void;
  /** Marks the event that is open for a comparison, or compares it with the one marked. */
  mark: () => void;
  /** Steps to the events of the same object. */
  older: () => void;
  newer: () => void;
  /** Follows a lead from the event that is open, with Shift in another tab. */
  user: (shift: boolean) => void;
  flow: (shift: boolean) => void;
  target: (shift: boolean) => void;
  around: (shift: boolean) => void;
  /** Through the steps of the tab. */
  back: () => void;
  forward: () => void;
  newTab: () => void;
  closeTab: () => void;
  reopenTab: () => void;
  /** To the next tab, with Shift to the one before. */
  nextTab: (shift: boolean) => void;
  /** Goes to a row of the table or to a time. */
  goTo: () => void;
  help: () => void;
  close: () => void;
}

interface Shortcut {
  keys: string[];
  what: string;
}

/** The keys as the help shows them. */
export const shortcuts: { title: string; keys: Shortcut[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['/'], what: 'Go to the search field; Enter in a field applies the filter' },
      { keys: ['F5', 'Ctrl R'], what: 'RELOAD from the tenant' },
      { keys: ['Ctrl E'], what: 'Export what is filtered' },
      { keys: ['Ctrl O'], what: 'Import files' },
      { keys: ['V'], what: 'Verify a report or an evidence pack' },
      { keys: ['S'], what: 'Sources: where the events came from, and back' },
      { keys: ['Esc'], what: 'Close what is open' },
      { keys: ['?'], what: 'This help' },
    ],
  },
  {
    title: 'In the table',
    keys: [
      { keys: ['↑', '↓', '←', '→', 'Page', 'Home', 'End'], what: 'Move; with Ctrl to the ends' },
      { keys: ['Shift'], what: 'With these: select cells. Shift Space selects the row, Ctrl Space the column, Ctrl A all' },
      { keys: ['Ctrl C'], what: 'Copy what is selected' },
      { keys: ['Enter', 'Ctrl Enter'], what: 'Open the event, in a new tab as the middle button does' },
      { keys: ['G'], what: 'Go to a row or a time' },
      { keys: ['Shift F10'], what: 'What can be done with a cell or a heading' },
      { keys: ['Enter', 'Ctrl ←', 'Ctrl →', 'Shift ←', 'Shift →'], what: 'On a heading: sort by it, move it, resize it' },
    ],
  },
  {
    title: 'Facets and chart',
    keys: [
      { keys: ['Space', '−', 'O'], what: 'On a value beside the table: choose it, exclude it, only it' },
      { keys: ['Shift ←', 'Shift →', 'Enter', '−'], what: 'On the chart: select a time, show it alone, zoom out' },
    ],
  },
  {
    title: 'The open event',
    keys: [
      { keys: ['[', ']', 'K', 'J'], what: 'Previous and next event' },
      { keys: ['1', '…', '7'], what: 'Changes, Side by side, Text, Tree, Fields, Raw, History' },
      { keys: ['N', 'P'], what: 'Next and previous change in it' },
      { keys: ['E'], what: 'Fold or open all that changed' },
      { keys: ['F'], what: 'Over the whole window, and back' },
      { keys: ['Ctrl F'], what: 'Search in it; Enter and Shift Enter step' },
      { keys: [',', '.'], what: 'Older and newer event of the same object' },
      { keys: ['C'], what: 'Mark it to compare; on a second one, compare the two' },
    ],
  },
  {
    title: 'Investigating',
    keys: [
      { keys: ['U', 'L', 'T', 'W'], what: 'From the event: same user, same flow, same target, ten minutes around it. With Shift in a new tab' },
      { keys: ['Alt ←', 'Alt →'], what: 'Back and forward through the steps of the tab' },
      { keys: ['Ctrl T', 'Ctrl W'], what: 'New tab, close the tab. Ctrl Shift T opens the last one closed again' },
      { keys: ['Ctrl Tab'], what: 'Next tab, with Shift the one before' },
    ],
  },
];

const commands = new Map<string, keyof ShortcutActions>([
  ['e', 'export'],
  ['o', 'import'],
  ['r', 'reload'],
  ['t', 'newTab'],
  ['w', 'closeTab'],
  ['tab', 'nextTab'],
  ['[', 'back'], // as browsers have it on a Mac
  [']', 'forward'],
]);

const plain = new Map<string, keyof ShortcutActions>([
  ['/', 'search'],
  ['s', 'sources'],
  ['v', 'verify'],
  ['c', 'mark'],
  [',', 'older'],
  ['.', 'newer'],
  ['u', 'user'],
  ['l', 'flow'],
  ['t', 'target'],
  ['w', 'around'],
  ['g', 'goTo'],
  ['?', 'help'],
]);

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { shiftKey?: boolean };

/** Which action a key stands for; single characters only where nobody is typing. */
export function actionOf(event: Pressed, typing: boolean): keyof ShortcutActions | null {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  // Alt with an arrow moves by words while typing, on a Mac.
  if (event.altKey) return command || (typing && apple) ? null : key === 'arrowleft' ? 'back' : key === 'arrowright' ? 'forward' : null;
  if (event.key === 'F5') return 'reload';
  if (command) return key === 't' && event.shiftKey ? 'reopenTab' : (commands.get(key) ?? null);
  if (event.key === 'Escape') return 'close';
  if (typing) return null;
  return plain.get(key) ?? null;
}

const apple = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent);

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
    actions[action](event.shiftKey);
  };
  // The thumb's buttons of a mouse.
  const thumb = (event: MouseEvent): void => {
    const action = event.button === 3 ? 'back' : event.button === 4 ? 'forward' : null;
    if (!action) return;
    event.preventDefault();
    if (event.type === 'mouseup' && !document.querySelector('dialog[open]')) actions[action]();
  };
  window.addEventListener('keydown', keydown);
  for (const type of ['mousedown', 'mouseup'] as const) window.addEventListener(type, thumb);
  return () => {
    window.removeEventListener('keydown', keydown);
    for (const type of ['mousedown', 'mouseup'] as const) window.removeEventListener(type, thumb);
  };
}
