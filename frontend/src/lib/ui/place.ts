export interface MenuItem {
  label: string;
  /** What stands beside it: a key, or what it is about. */
  hint?: string;
  disabled?: boolean;
  run: () => void;
}

/** Where a menu opens, in pixels of the window. */
export type Place = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

/** The place of a pointer, or of the element that has the focus when a key asks. */
export function placeOf(event: MouseEvent | KeyboardEvent): Place {
  if (event instanceof MouseEvent && event.button === 2) return { left: event.clientX, top: event.clientY, width: 0, height: 0 };
  return (event.target as Element).getBoundingClientRect();
}
