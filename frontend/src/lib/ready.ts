import { app } from './api';
import { session } from './session.svelte';

/** Tells the program that a part of the window is on the screen: two frames from now, what was set is drawn. */
export function tellOnceDrawn(part: 'rows' | 'facets', shown: () => number, total: number): void {
  const drawn = (): void => void app.ready(part, shown(), total).catch((reason: unknown) => session.notify(reason));
  requestAnimationFrame(() => requestAnimationFrame(drawn));
}
