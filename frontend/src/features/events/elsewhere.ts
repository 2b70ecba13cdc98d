import type { Attachment } from 'svelte/attachments';
import type { Row } from '../../lib/api';
import { session } from '../../lib/session.svelte';

/**
 * Opens an event of the table within in another tab: with the middle button,
 * which leaves that tab behind, or with Ctrl Enter, which goes there.
 */
export function opensElsewhere(rowAt: (index: number) => Row | undefined): Attachment<HTMLElement> {
  const open = (event: Event, behind: boolean): void => {
    const cell = (event.target as Element).closest('[role="gridcell"]');
    const number = cell?.closest('[role="row"]')?.getAttribute('aria-rowindex');
    const row = number ? rowAt(Number(number) - 2) : undefined;
    if (!row) return;
    event.preventDefault();
    event.stopPropagation();
    void session.openTab({ filter: session.applied, selected: row, place: row.key }, behind);
  };
  const keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) open(event, false);
  };
  const pressed = (event: MouseEvent): void => {
    if (event.button !== 1) return;
    if (event.type === 'auxclick') open(event, true);
    // Without this the browser begins to scroll by itself.
    else if ((event.target as Element).closest('[role="gridcell"]')) event.preventDefault();
  };
  return (element) => {
    element.addEventListener('keydown', keydown, { capture: true });
    for (const type of ['mousedown', 'auxclick'] as const) element.addEventListener(type, pressed);
    return () => {
      element.removeEventListener('keydown', keydown, { capture: true });
      for (const type of ['mousedown', 'auxclick'] as const) element.removeEventListener(type, pressed);
    };
  };
}
