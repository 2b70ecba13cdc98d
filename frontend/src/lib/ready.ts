import { app } from './api';
import { session } from './session.svelte';

const twoFrames = (then: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(then));

/** Two frames from now what was set is drawn; a window that nobody sees draws none, and waits no longer than this. */
export function drawn(atMostMs = 1000): Promise<void> {
  return new Promise((resolve) => {
    twoFrames(resolve);
    setTimeout(resolve, atMostMs);
  });
}

let rowsShown: (() => void) | undefined;
const mostWaitMs = 1000;
const firstRows = new Promise<void>((resolve) => {
  rowsShown = resolve;
  setTimeout(resolve, mostWaitMs);
});

/** An answer that is drawn beside the first rows, once those are on the screen: together they would all be there later. */
export async function afterRows<T>(answer: Promise<T>): Promise<T> {
  const here = await answer;
  await firstRows;
  return here;
}

/** There are no rows to wait for, or the first ones are on the screen. */
export function rowsAreDrawn(): void {
  rowsShown?.();
}

/** Tells the program that a part of the window is on the screen. */
export function tellOnceDrawn(part: 'rows' | 'facets', shown: () => number, total: number): void {
  const told = (): void => void app.ready(part, shown(), total).catch((reason: unknown) => session.notify(reason));
  twoFrames(() => {
    if (part === 'rows') rowsAreDrawn();
    told();
  });
}
