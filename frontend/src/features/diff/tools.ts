import { createContext } from 'svelte';
import type { Secrets } from './secrets.svelte';

/** What can be done with a value on show beyond reading it. */
export interface Tools {
  secrets: Secrets;
  /** Opens the change at a path in a window of its own. */
  compare: (path: string) => void;
}

const [tools, give, given] = createContext<Tools>();

/** Gives a view's values their tools. */
export const giveTools = give;

/** The tools of the view around; none where an older version of an event is shown. */
export const toolsHere = (): Tools | undefined => (given() ? tools() : undefined);
