import { session } from '../../lib/session.svelte';
import { example } from '../example/example.svelte';
import { intake } from './intake.svelte';
import { isHar } from './words';

/**
 * Takes files that came in from outside the window. One HAR file alone is an
 * example of how to connect; all else opens the import dialog, or goes into it.
 */
export function takeFiles(paths: string[]): void {
  const [first, ...others] = paths;
  if (first === undefined) return;
  if (intake.job.running || example.busy) {
    session.notify('Wait until the running import is done, or cancel it.');
    return;
  }
  if (!intake.open && others.length === 0 && isHar(first)) example.show(first);
  else if (example.open) session.notify('Drop one HAR file here; close this to import other files.');
  else intake.show(paths);
}
