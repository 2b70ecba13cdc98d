import { describe, expect, it } from 'vitest';
import { Tab } from './tab.svelte';

describe('a tab', () => {
  it('is filtering for as long as anything leads to its next question', async () => {
    const tab = new Tab();
    const ends: (() => void)[] = [];
    const begin = (): Promise<void> => tab.preparing(() => new Promise((resolve) => ends.push(resolve)));
    expect(tab.filtering).toBe(false);
    const works = [begin(), begin()];
    expect(tab.filtering).toBe(true);
    ends[1]?.();
    await works[1];
    expect(tab.filtering).toBe(true);
    ends[0]?.();
    await works[0];
    expect(tab.filtering).toBe(false);
  });

  it('is not filtering any more when what led to a question failed', async () => {
    const tab = new Tab();
    await expect(tab.preparing(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(tab.filtering).toBe(false);
  });
});
