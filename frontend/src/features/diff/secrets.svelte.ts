import { SvelteMap } from 'svelte/reactivity';
import { events, toApiError, type Side } from '../../lib/api';

/** One secret of an event. */
export interface Secret {
  path: string;
  side: Side;
}

const nameOf = ({ path, side }: Secret): string => `${side} ${path}`;

/** The secrets of one event that were revealed. They are held here alone, and go with the view. */
export class Secrets {
  /** The secret that the user is asked about. */
  asking: Secret | null = $state.raw(null);
  failure = $state('');
  busy = $state(false);

  readonly #shown = new SvelteMap<string, string>();
  readonly #event: number;

  /** `event` is the key of the event. */
  constructor(event: number) {
    this.#event = event;
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
      this.#shown.set(nameOf(secret), await events.reveal(this.#event, secret.path, secret.side));
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
