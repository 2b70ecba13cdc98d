import type { ChoiceMode, Row } from '../../lib/api';
import { typeStyle } from '../../lib/format/type';
import { session } from '../../lib/session.svelte';
import type { MenuItem } from '../../lib/ui/place';
import { compare } from '../compare/compare.svelte';
import { follow } from '../investigate/follow';
import { leads, questionOf } from '../investigate/questions';
import { refine, saysMore, type Key } from './refine';
import { copyFormats } from './selection';
import type { CellFormat } from '../../lib/grid/copy';

/** What a cell is a value of; null where there is nothing to filter by. */
function factOf(row: Row, column: string): { key: Key; value: string; shown: string } | null {
  const fact = (key: Key, value: string, shown = value): { key: Key; value: string; shown: string } | null =>
    value === '' ? null : { key, value, shown };
  switch (column) {
    case 'action':
      return fact('action', row.action);
    case 'type':
      return fact('type', row.type, typeStyle(row.type).label);
    case 'area':
      return fact('area', row.area);
    case 'user':
      return fact('user', row.user || row.userId);
    case 'flowId':
      return fact('flow', row.flowId);
    case 'target':
      return fact('target', row.targetId, row.targetName || row.targetId);
    case 'tenant':
      // With a single tenant shown there is nothing to choose.
      return session.tenant === '' ? fact('tenant', row.tenant) : null;
    default:
      return null;
  }
}

/** What can be done with a cell of a row: filter by it, look further, open it, copy it. */
export function cellItems(row: Row, column: string, copy: (format: CellFormat) => void): MenuItem[][] {
  const fact = factOf(row, column);
  const filter = (mode: ChoiceMode): void => void (fact && refine(fact.key, fact.value, mode, row.key));
  return [
    fact
      ? [
          { label: 'Only', hint: fact.shown, run: () => filter('only') },
          ...(saysMore(session.applied, fact.key, fact.value) ? [{ label: 'Also', hint: fact.shown, run: () => filter('add') }] : []),
          ...(fact.key === 'tenant' ? [] : [{ label: 'Without', hint: fact.shown, run: () => filter('exclude') }]),
        ]
      : [],
    leads.map(({ lead, key, label }) => ({
      label,
      hint: key.toUpperCase(),
      disabled: questionOf(lead, row, session.tenant, session.zone) === null,
      run: () => void follow(lead, row),
    })),
    [
      { label: 'Open', hint: 'Enter', run: () => session.open(row) },
      { label: 'Open in a new tab', hint: 'Ctrl Enter', run: () => void session.openTab({ filter: session.applied, selected: row, place: row.key }) },
      {
        label: 'History of what it is about',
        run: () => {
          session.save({ view: 'history' });
          session.open(row);
        },
      },
      { label: compare.marked?.key === row.key ? 'Take the mark away' : 'Mark to compare', hint: 'C', run: () => compare.mark(row) },
    ],
    copyFormats.map(({ format, label }) => ({
      label: format === 'tsv' ? 'Copy' : `Copy as ${label === 'Plain text' ? 'plain text' : label}`,
      ...(format === 'tsv' ? { hint: 'Ctrl C' } : {}),
      run: () => copy(format),
    })),
  ];
}
