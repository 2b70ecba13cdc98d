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

/** Tells the program that a part of the window is on the screen. */
export function tellOnceDrawn(part: 'rows' | 'facets', shown: () => number, total: number): void {
  const told = (): void => void app.ready(part, shown(), total).catch((reason: unknown) => session.notify(reason));
  twoFrames(told);
}
