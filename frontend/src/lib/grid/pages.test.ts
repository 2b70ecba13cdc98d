import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pages } from './pages.svelte';

type Call = { token: string; from: number; answer: (rows: string[]) => void; fail: (reason: unknown) => void };

function setUp(): { pages: Pages<string>; calls: Call[]; answerAll: () => Promise<void> } {
  const calls: Call[] = [];
  const pages = new Pages<string>(
    (token, from) => new Promise((answer, fail) => calls.push({ token, from, answer, fail })),
  );
  const answerAll = async (): Promise<void> => {
    for (const { token, from, answer } of calls.splice(0)) {
      answer(Array.from({ length: 100 }, (_, index) => `${token}${from + index}`));
    }
    await vi.advanceTimersByTimeAsync(0);
  };
  return { pages, calls, answerAll };
}

describe('Pages', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('changes to a result with its first rows at hand', async () => {
    const { pages, answerAll } = setUp();
    void pages.use('a', 1_000, 250);
    expect([pages.busy, pages.count]).toEqual([true, 0]);
    await answerAll();
    expect([pages.busy, pages.count, pages.at(250), pages.at(0)]).toEqual([false, 1_000, 'a250', undefined]);
  });

  it('reads nothing where the first page came with the result', async () => {
    const { pages, calls, answerAll } = setUp();
    const top = ['x', 'y'];
    await pages.use('a', 2, 0, top);
    expect([calls.length, pages.busy, pages.count, pages.at(1)]).toEqual([0, false, 2, 'y']);
    for (const [count, first] of [[3, 0], [1_000, 250]] as const) {
      void pages.use('b', count, first, top);
      await answerAll();
      expect([pages.busy, pages.count, pages.at(first)]).toEqual([false, count, `b${first}`]);
    }
  });

  it('drops the answer of a result that was replaced meanwhile', async () => {
    const { pages, calls, answerAll } = setUp();
    void pages.use('old', 1_000, 0);
    const [late] = calls.splice(0);
    void pages.use('new', 500, 0);
    await answerAll();
    late?.answer(['wrong']);
    await vi.advanceTimersByTimeAsync(0);
    expect([pages.token, pages.count, pages.at(0)]).toEqual(['new', 500, 'new0']);
  });

  it('reads the next page at once and a far one only where the thumb rests', async () => {
    const { pages, calls, answerAll } = setUp();
    void pages.use('a', 10_000, 0);
    await answerAll();
    pages.want(90, 140);
    expect(calls.map((call) => call.from)).toEqual([100]);
    await answerAll();
    for (const first of [3_000, 5_000, 7_000]) pages.want(first, first + 40);
    expect(calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(calls.map((call) => call.from)).toEqual([7_000]);
  });

  it('asks for a page once while it is under way', async () => {
    const { pages, calls, answerAll } = setUp();
    void pages.use('a', 10_000, 0);
    await answerAll();
    pages.want(90, 140);
    pages.want(95, 145);
    expect(calls).toHaveLength(1);
  });

  it('keeps the old rows and says why when reading fails', async () => {
    const { pages, calls, answerAll } = setUp();
    void pages.use('a', 100, 0);
    await answerAll();
    const done = pages.use('b', 200, 0);
    calls.splice(0)[0]?.fail(new Error('no'));
    await done;
    expect([pages.token, pages.at(0), pages.busy]).toEqual(['a', 'a0', false]);
    expect(pages.error).toEqual(new Error('no'));
  });

  it('forgets pages long out of view', async () => {
    const { pages, answerAll } = setUp();
    void pages.use('a', 100_000, 0);
    await answerAll();
    for (let page = 1; page <= 45; page++) {
      pages.want(page * 100, page * 100 + 10);
      await answerAll();
    }
    expect([pages.at(0), pages.at(4_500)]).toEqual([undefined, 'a4500']);
  });
});
