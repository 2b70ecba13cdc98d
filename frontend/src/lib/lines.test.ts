import { describe, expect, it } from 'vitest';
import { Lines } from './lines.svelte';

interface Answer {
  lines: number[];
  total: number;
}

/** A list of 250 numbers that answers when it is told to, or fails. */
function asked(): { list: Lines<number, Answer>; asks: { from: number; count: number; end: (failure?: string) => void }[] } {
  const asks: { from: number; count: number; end: (failure?: string) => void }[] = [];
  const list = new Lines<number, Answer>(
    (from, count) =>
      new Promise((done, fail) => {
        const lines = Array.from({ length: Math.min(count, 250 - from) }, (_, at) => from + at);
        asks.push({ from, count, end: (failure) => (failure ? fail(new Error(failure)) : done({ lines, total: 250 })) });
      }),
  );
  return { list, asks };
}

describe('Lines', () => {
  it('grows by steps, and is read anew as far as it was', async () => {
    const { list, asks } = asked();
    for (const [act, from, count, shown] of [
      [() => list.show(), 0, 100, 100],
      [() => list.more(), 100, 100, 200],
      [() => list.show(), 0, 200, 200],
    ] as const) {
      const done = act();
      const ask = asks.at(-1);
      expect([ask?.from, ask?.count]).toEqual([from, count]);
      ask?.end();
      await done;
      expect([list.lines.length, list.lines.at(-1), list.total]).toEqual([shown, shown - 1, 250]);
    }
  });

  it('shows nothing of an answer that comes after a later question', async () => {
    const { list, asks } = asked();
    const first = list.show();
    const second = list.show();
    asks[1]?.end();
    await second;
    asks[0]?.end('too late');
    await first;
    expect([list.lines.length, list.error]).toEqual([100, null]);
  });

  it('keeps what it shows when a question fails', async () => {
    const { list, asks } = asked();
    const first = list.show();
    asks[0]?.end();
    await first;
    const second = list.more();
    asks[1]?.end('gone');
    await second;
    expect([list.lines.length, list.error?.message]).toEqual([100, 'gone']);
  });
});
