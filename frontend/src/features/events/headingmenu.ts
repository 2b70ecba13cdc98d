import type { Row } from '../../lib/api';
import type { Column } from '../../lib/grid/column';
import { session } from '../../lib/session.svelte';
import type { MenuItem } from '../../lib/ui/place';
import type { Layout } from './layout.svelte';

/** What can be done to a column at its heading. */
export function headingItems(column: Column<Row>, layout: Layout, fit: () => void): MenuItem[][] {
  const { id, sort } = column;
  const { columns, pinned } = layout.arrangement;
  const at = columns.indexOf(id);
  const isPinned = at < pinned;
  const [down, up] = sort === 'created' ? ['Newest first', 'Oldest first'] : ['Sort from Z to A', 'Sort from A to Z'];
  const sortItem = (label: string, ascending: boolean): MenuItem[] =>
    sort === undefined ? [] : [{ label, disabled: session.order.column === sort && session.order.ascending === ascending, run: () => void session.sort({ column: sort, ascending }) }];
  return [
    sort === 'created' ? [...sortItem(down, false), ...sortItem(up, true)] : [...sortItem(up, true), ...sortItem(down, false)],
    [
      { label: 'Move left', hint: 'Ctrl ←', disabled: at === 0 && (isPinned || pinned === 0), run: () => layout.step(id, -1) },
      { label: 'Move right', hint: 'Ctrl →', disabled: at === columns.length - 1 && !isPinned, run: () => layout.step(id, 1) },
      { label: isPinned ? 'Unpin' : 'Pin at the left', run: () => layout.pin(id, !isPinned) },
    ],
    [
      { label: 'Fit the width', hint: 'double click', run: fit },
      { label: 'Usual width', hint: 'Del', disabled: session.settings.widths[id] === undefined, run: () => layout.resize(id, null) },
    ],
    [{ label: 'Hide', disabled: columns.length === 1 || (session.several && id === 'tenant'), run: () => layout.hide(id) }],
  ];
}
