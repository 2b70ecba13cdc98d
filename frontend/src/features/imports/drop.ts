import { session } from '../../lib/session.svelte';
import { example } from '../example/example.svelte';
import { intake } from './intake.svelte';
import { verification } from '../verify/verify.svelte';
import { saved } from '../views/views.svelte';
import { isHar, isPack, isView } from './words';

/**
 * Takes files that came in from outside the window. One HAR file alone is an
 * example of how to connect, one evidence pack is verified, one view shown; all else opens the import dialog, or goes into it.
 */
export function takeFiles(paths: string[]): void {
  const [first, ...others] = paths;
  if (first === undefined) return;
  if (intake.job.running || example.busy) {
    session.notify('Wait until the running import is done, or cancel it.');
    return;
  }
  if (!intake.open && others.length === 0 && isView(first)) saved.look(first).catch((reason: unknown) => session.notify(reason));
  else if (!intake.open && others.length === 0 && isPack(first)) verification.show(first);
  else if (!intake.open && others.length === 0 && isHar(first)) example.show(first);
  else if (example.open) session.notify('Drop one HAR file here; close this to import other files.');
  else intake.show(paths);
}
