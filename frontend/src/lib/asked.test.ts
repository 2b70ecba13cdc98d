import { describe, expect, it, vi } from 'vitest';
import { ApiError } from './api/error';
import { Asked } from './asked.svelte';

function later<T>(): { promise: Promise<T>; give: (value: T) => void; refuse: (reason: unknown) => void } {
  let give: (value: T) => void = () => undefined;
  let refuse: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    give = resolve;
    refuse = reject;
  });
  return { promise, give, refuse };
}

describe('Asked', () => {
  it('never shows the answer to an earlier question', async () => {
    const asked = new Asked<string>();
    const [first, second] = [later<string>(), later<string>()];
    const asking = [asked.ask(() => first.promise), asked.ask(() => second.promise)];
    second.give('second');
    first.give('first');
    await Promise.all(asking);
    expect(asked.answer).toBe('second');
  });

  it('shows what comes in pieces from the first one on, and asks for no more once it is dropped', async () => {
    const asked = new Asked<string>();
    const pieces = [later<string>(), later<string>()];
    const seen: number[] = [];
    const asking = asked.ask(
      () => Promise.resolve('a'),
      async (whole) => {
        seen.push(whole.length);
        return whole + (await pieces[whole.length - 1]?.promise);
      },
    );
    await Promise.resolve();
    await Promise.resolve();
    expect(asked.answer).toBe('a');
    pieces[0]?.give('b');
    await vi.waitFor(() => expect(asked.answer).toBe('ab'));
    asked.drop();
    pieces[1]?.give('c');
    await asking;
    expect(asked.answer).toBe('ab');
    expect(seen).toEqual([1, 2]);
  });

  it('ends when the last piece is there', async () => {
    const asked = new Asked<string>();
    await asked.ask(() => Promise.resolve(''), (whole) => Promise.resolve(whole.length < 3 ? `${whole}x` : null));
    expect(asked.answer).toBe('xxx');
  });

  it('forgets the answer shown as soon as it asks again', async () => {
    const asked = new Asked<string>();
    await asked.ask(() => Promise.resolve('first'));
    void asked.ask(() => later<string>().promise);
    expect(asked.answer).toBeNull();
    asked.drop();
  });

  it('keeps a failure of an earlier question to itself, shows the last one and asks again', async () => {
    const asked = new Asked<string>();
    let refused = true;
    const early = later<string>();
    const asking = asked.ask(() => early.promise);
    const last = asked.ask(() =>
      refused ? Promise.reject(new ApiError('cache', 'The cache is gone.')) : Promise.resolve('here'),
    );
    early.refuse(new Error('late'));
    await Promise.all([asking, last]);
    expect(asked.error?.message).toBe('The cache is gone.');
    refused = false;
    await asked.again();
    expect([asked.error, asked.answer]).toEqual([null, 'here']);
  });

  it('says that it is slow only after a while', async () => {
    vi.useFakeTimers();
    const asked = new Asked<string>();
    const answer = later<string>();
    const asking = asked.ask(() => answer.promise);
    vi.advanceTimersByTime(149);
    expect(asked.slow).toBe(false);
    vi.advanceTimersByTime(1);
    expect(asked.slow).toBe(true);
    answer.give('here');
    await asking;
    expect(asked.slow).toBe(false);
    vi.useRealTimers();
  });
});
