const STEP_MS = 30_000;

/** The wall clock as the window shows it: it moves twice a minute. */
export class Clock {
  ms = $state(Date.now());

  /** Starts it; the result stops it. */
  start(): () => void {
    const timer = setInterval(() => (this.ms = Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }
}

/** The window's clock; one instance. */
export const clock = new Clock();
