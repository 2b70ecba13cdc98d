/** The views of an event, in the order of their tabs and of the keys 1, 2, 3 … */
export const VIEWS = [
  { value: 'changes', label: 'Changes' },
  { value: 'aside', label: 'Side by side' },
  { value: 'text', label: 'Text' },
  { value: 'tree', label: 'Tree' },
  { value: 'fields', label: 'Fields' },
  { value: 'raw', label: 'Raw' },
  { value: 'history', label: 'History' },
] as const;

export type View = (typeof VIEWS)[number]['value'];

/** The views of what changed, which two states held against each other have too. */
export const CHANGE_VIEWS = VIEWS.slice(0, 4) as { value: ChangeView; label: string }[];
export type ChangeView = Exclude<View, 'fields' | 'raw' | 'history'>;

/** The view that was kept; the first where this page does not know it. */
export const viewOf = (kept: string): View => VIEWS.find(({ value }) => value === kept)?.value ?? VIEWS[0].value;

/** A tab as the list of tabs shows it. */
export interface Tab<V extends View = View> {
  value: V;
  label: string;
  count?: number;
}

/** The tabs of some views, with how many changes there are, and how many events of the object, once that is known. */
export function tabsOf<V extends View>(
  views: readonly Tab<V>[],
  changes: number | undefined,
  events?: number,
): Tab<V>[] {
  const counts = new Map<View, number | undefined>([
    ['changes', changes],
    ['history', events],
  ]);
  return views.map((view) => {
    const count = counts.get(view.value);
    return count === undefined ? view : { ...view, count };
  });
}
