import { intake } from './intake.svelte';

/** Takes files that came in from outside the window: the import dialog opens with them. */
export function takeFiles(paths: string[]): void {
  if (paths.length === 0) return;
  intake.show(paths);
}
