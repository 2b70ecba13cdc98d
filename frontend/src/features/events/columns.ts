import type { Row } from '../../lib/api';
import { formatTime } from '../../lib/format/time';
import { typeStyle } from '../../lib/format/type';
import type { Column } from '../../lib/grid/column';

/** The columns in the order the table shows them. Those without which a row says nothing are always there. */
const order = ['action', 'type', 'area', 'target', 'flowId', 'user', 'tenant', 'createdAt'] as const;
export const fixedColumns: readonly string[] = ['action', 'createdAt'];

/** Every column of the table; Created follows the zone of the window. */
export function allColumns(zone: string): Column<Row>[] {
  const columns: Record<(typeof order)[number], Omit<Column<Row>, 'id'>> = {
    action: { label: 'Action', width: 170, min: 80, grow: 3, look: 'strong', text: (row) => row.action },
    type: { label: 'Type', width: 84, min: 60, grow: 0, look: 'soft', text: (row) => typeStyle(row.type).label },
    area: { label: 'Area', width: 150, min: 60, grow: 2, look: 'soft', text: (row) => row.area },
    target: { label: 'Target', width: 130, min: 60, grow: 4, look: 'soft', text: (row) => row.targetName || row.targetId },
    flowId: { label: 'Flow ID', width: 130, min: 60, grow: 2, look: 'mono', text: (row) => row.flowId },
    user: { label: 'User', width: 190, min: 60, grow: 3, look: 'soft', text: (row) => row.user },
    tenant: { label: 'Tenant', width: 110, min: 60, grow: 1, look: 'soft', text: (row) => row.tenant },
    createdAt: {
      label: `Created (${zone})`,
      width: 190,
      min: 100,
      grow: 0,
      look: 'figures',
      sortable: true,
      text: (row) => formatTime(row.createdAt, zone),
    },
  };
  return order.map((id) => ({ id, ...columns[id] }));
}

/** The columns shown: those chosen, and the tenant where events of several stand together. */
export function shownColumns(zone: string, chosen: string[], several: boolean): Column<Row>[] {
  return allColumns(zone).filter(
    ({ id }) => fixedColumns.includes(id) || (several && id === 'tenant') || chosen.includes(id),
  );
}
