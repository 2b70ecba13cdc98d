import { SvelteMap } from 'svelte/reactivity';
import { toApiError, type Side } from '../../lib/api';
import type { Source } from './source';

/** One secret of an event. */
export interface Secret {
  path: string;
  side: Side;
}

const nameOf = ({ path, side }: Secret): string => `${side} ${path}`;

/** The secrets of one source that were revealed. They are held here alone, and go with the view. */
export class Secrets {
  /** The secret that the user is asked about. */
  asking: Secret | null = $state.raw(null);
  failure = $state('');
  busy = $state(false);

  readonly #shown = new SvelteMap<string, string>();
  readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  /** A secret in clear; undefined until it was revealed. */
  shown = (secret: Secret): string | undefined => this.#shown.get(nameOf(secret));

  ask(secret: Secret): void {
    this.failure = '';
    this.asking = secret;
  }

  /** Reveals what was asked about; Go writes that down first. */
  async reveal(): Promise<void> {
    const secret = this.asking;
    if (!secret || this.busy) return;
    this.busy = true;
    try {
      this.#shown.set(nameOf(secret), await this.source.reveal(secret.path, secret.side));
      this.asking = null;
    } catch (reason) {
      this.failure = toApiError(reason).message;
    } finally {
      this.busy = false;
    }
  }

  hide(secret: Secret): void {
    this.#shown.delete(nameOf(secret));
  }
}
