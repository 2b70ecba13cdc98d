import type { Row } from '../../lib/api';
import { formatTime } from '../../lib/format/time';
import { typeStyle } from '../../lib/format/type';
import { shownAgain } from '../../lib/grid/arrangement';
import type { Column } from '../../lib/grid/column';

/** The columns in their usual order. */
const order = ['action', 'summary', 'type', 'area', 'target', 'flowId', 'user', 'tenant', 'createdAt'] as const;
export const usualOrder: readonly string[] = order;
/** Those shown as long as nobody chose others. */
export const usualColumns: readonly string[] = ['action', 'summary', 'target', 'user', 'createdAt'];

/** Every column of the table; Created follows the zone of the window. */
export function allColumns(zone: string): Column<Row>[] {
  const columns: Record<(typeof order)[number], Omit<Column<Row>, 'id'>> = {
    action: { sort: 'action', label: 'Action', width: 170, min: 80, grow: 3, look: 'strong', text: (row) => row.action },
    summary: { label: 'Summary', width: 150, min: 80, grow: 5, look: 'soft', text: (row) => row.summary },
    type: { sort: 'type', label: 'Type', width: 84, min: 60, grow: 0, look: 'soft', text: (row) => typeStyle(row.type).label },
    area: { sort: 'area', label: 'Area', width: 150, min: 60, grow: 2, look: 'soft', text: (row) => row.area },
    target: { sort: 'target', label: 'Target', width: 130, min: 60, grow: 4, look: 'soft', text: (row) => row.targetName || row.targetId },
    flowId: { sort: 'flow', label: 'Flow ID', width: 130, min: 60, grow: 2, look: 'mono', text: (row) => row.flowId },
    user: { sort: 'user', label: 'User', width: 190, min: 60, grow: 3, look: 'soft', text: (row) => row.user },
    tenant: { sort: 'tenant', label: 'Tenant', width: 110, min: 60, grow: 1, look: 'soft', text: (row) => row.tenant },
    createdAt: {
      label: `Created (${zone})`,
      width: 190,
      min: 100,
      grow: 0,
      look: 'figures',
      sort: 'created',
      text: (row) => formatTime(row.createdAt, zone),
    },
  };
  return order.map((id) => ({ id, ...columns[id] }));
}

/** The px beside the columns: the sign before them, flags and the eye behind. */
const beside = 96;

/** Ids of the columns chosen in their order, and the tenant where events of several stand together. */
export function wantedColumns(chosen: readonly string[], several: boolean): string[] {
  const known = chosen.filter((id) => usualOrder.includes(id));
  const ids = known.length > 0 ? known : [...usualColumns];
  return several ? shownAgain({ columns: ids, pinned: 0 }, 'tenant', usualOrder).columns : ids;
}

/**
 * The columns that are drawn of those chosen. As long as nobody chose others
 * than the usual ones, the summary gives way where the rest would not fit.
 */
export function shownColumns(zone: string, chosen: readonly string[], several: boolean, space = Infinity): Column<Row>[] {
  const all = allColumns(zone);
  const columns = wantedColumns(chosen, several).flatMap((id) => all.find((column) => column.id === id) ?? []);
  const usual = columns.every(({ id }) => usualColumns.includes(id) || (several && id === 'tenant'));
  const needed = columns.reduce((sum, { width }) => sum + width, beside);
  return !usual || needed <= space ? columns : columns.filter(({ id }) => id !== 'summary');
}
