import { describe, expect, it } from 'vitest';
import { columnsWords } from './columnswords';

const status = { done: 0, total: 0, bytes: 0, allowed: 0 };

describe('what is said of the columns', () => {
  it('is nothing while they answer', () => {
    expect(columnsWords({ ...status, state: 'ready', bytes: 18_000_000, allowed: 4e9 })).toBeNull();
  });

  it.each([
    [{ done: 3_400_000, total: 10_000_000 }, 'Reading 3,400,000 of 10,000,000 events into memory…'],
    // Events may arrive while they are read.
    [{ done: 12, total: 10 }, 'Reading 10 of 10 events into memory…'],
    [{}, 'Reading events into memory…'],
  ])('is how far they are: %o', (far, text) => {
    expect(columnsWords({ ...status, state: 'loading', ...far })).toMatchObject({ text, slow: false });
  });

  it('is what they would take where they do not fit', () => {
    const words = columnsWords({ ...status, state: 'tooBig', total: 90_000_000, bytes: 1_650_000_000, allowed: 1_000_000_000 });
    expect(words).toMatchObject({ text: 'Answers come from the disk', slow: true });
    expect(words?.why).toContain('90,000,000 events would take 1.6 GB; on this machine 1 GB are allowed');
  });

  it('is where the reason stands when they cannot be made', () => {
    expect(columnsWords({ ...status, state: 'broken' })?.why).toContain('the log in the data folder says why');
  });
});
