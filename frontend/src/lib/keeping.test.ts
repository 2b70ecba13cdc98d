import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keeping } from './keeping';

let state = 0;
let kept: number[] = [];
let failures: unknown[] = [];
let taken: (() => void)[] = [];

const keeping = (): Keeping =>
  new Keeping(
    () => {
      kept.push(state);
      return new Promise((resolve) => taken.push(resolve));
    },
    (reason) => failures.push(reason),
  );

beforeEach(() => {
  vi.useFakeTimers();
  [state, kept, failures, taken] = [0, [], [], []];
});
afterEach(() => vi.useRealTimers());

describe('keeping', () => {
  it('hands a change over at once, and many in a row as the last of them', async () => {
    const keeper = keeping();
    for (state = 1; state < 5; state++) {
      keeper.changed();
      await vi.advanceTimersByTimeAsync(50);
      taken.shift()?.();
    }
    expect(kept).toEqual([1]);
    state = 9;
    await vi.advanceTimersByTimeAsync(300);
    expect(kept).toEqual([1, 9]);
    taken.shift()?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept).toEqual([1, 9]);
    keeper.changed();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept).toEqual([1, 9, 9]);
  });

  it('hands none over while one is on its way', async () => {
    const keeper = keeping();
    state = 1;
    keeper.changed();
    await vi.advanceTimersByTimeAsync(0);
    state = 2;
    keeper.changed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept).toEqual([1]);
    taken.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept).toEqual([1, 2]);
  });

  it('goes on after one that failed, and tells of it', async () => {
    let answer = (): Promise<void> => Promise.reject(new Error('full'));
    const keeper = new Keeping(
      () => answer(),
      (reason) => failures.push(reason),
    );
    keeper.changed();
    await vi.advanceTimersByTimeAsync(400);
    expect(failures).toEqual([new Error('full')]);
    answer = () => {
      kept.push(state);
      return Promise.resolve();
    };
    keeper.changed();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept).toEqual([0]);
  });
});
