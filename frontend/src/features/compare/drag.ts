import type { Attachment } from 'svelte/attachments';
import { compare, type Comparable } from './compare.svelte';

const KIND = 'application/x-trailbook-event';

/** Lets an event be dragged onto another one, which opens their comparison. */
export function draggable(event: Comparable): Attachment<HTMLElement> {
  return (element) => {
    // A file that is dragged over, say, is none of these.
    const other = (drag: DragEvent): Comparable | null => {
      const { dragged } = compare;
      return drag.dataTransfer?.types.includes(KIND) && dragged && dragged.key !== event.key ? dragged : null;
    };
    const targeted = (is: boolean): void => void element.toggleAttribute('data-drop-target', is);
    const start = (drag: DragEvent): void => {
      compare.dragged = event;
      drag.dataTransfer?.setData(KIND, String(event.key));
      if (drag.dataTransfer) drag.dataTransfer.effectAllowed = 'link';
    };
    const over = (drag: DragEvent): void => {
      if (!other(drag)) return;
      drag.preventDefault();
      if (drag.dataTransfer) drag.dataTransfer.dropEffect = 'link';
      targeted(true);
    };
    const leave = (drag: DragEvent): void => {
      if (!(drag.relatedTarget instanceof Node && element.contains(drag.relatedTarget))) targeted(false);
    };
    const drop = (drag: DragEvent): void => {
      targeted(false);
      const dragged = other(drag);
      if (!dragged) return;
      drag.preventDefault();
      compare.pair(dragged, event);
    };
    const end = (): void => {
      compare.dragged = null;
    };
    const listeners = { dragstart: start, dragover: over, dragleave: leave, drop, dragend: end };
    element.draggable = true;
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener as EventListener);
      targeted(false);
      element.draggable = false;
    };
  };
}
