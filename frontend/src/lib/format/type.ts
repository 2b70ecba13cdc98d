/** How an event type is shown: never by colour alone. */
export interface TypeStyle {
  sign: string;
  label: string;
}

/** The event types in the order every surface shows them. */
export const eventTypes = ['create', 'update', 'delete', 'other'] as const;

const styles: Record<string, TypeStyle> = {
  create: { sign: '+', label: 'Create' },
  update: { sign: '~', label: 'Update' },
  delete: { sign: '−', label: 'Delete' },
  other: { sign: '·', label: 'Other' },
};

const unknown: TypeStyle = { sign: '·', label: 'Other' };

/** Sign and label of an event type; what is unknown is shown as Other. */
export const typeStyle = (type: string): TypeStyle => styles[type] ?? unknown;
