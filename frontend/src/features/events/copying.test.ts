import { describe, expect, it } from 'vitest';
import type { Row } from '../../lib/api';
import type { Range } from '../../lib/grid/ranges';
import { shownColumns } from './columns';
import { copyOf, mostCopied } from './copying';

const columns = shownColumns('UTC', ['action', 'user', 'createdAt'], false);
const asked: number[] = [];
const read = (token: string, from: number, count: number): Promise<Row[]> => {
  asked.push(count);
  const row = (index: number): Row => ({ action: `${token}${from + index}`, user: 'ada', createdAt: 1_000 }) as Row;
  return Promise.resolve(Array.from({ length: count }, (_none, index) => row(index)));
};
const copy = (...ranges: Range[]): Promise<{ text: string; told: string }> => copyOf({ token: 'a', columns, ranges }, 'tsv', read);

describe('copyOf', () => {
  it('has the columns of the table in their order, and only those selected', async () => {
    const { text, told } = await copy({ top: 2, bottom: 3, left: 1, right: 3 });
    expect(text).toBe('Action\tUser\tCreated (UTC)\na2\tada\t1970-01-01 00:00:01\na3\tada\t1970-01-01 00:00:01');
    expect(told).toBe('Copied 2 rows.');
  });

  it('leaves out what lies between ranges', async () => {
    const { text } = await copy({ top: 9, bottom: 9, left: 1, right: 1 }, { top: 4, bottom: 4, left: 2, right: 2 });
    expect(text).toBe('Action\tUser\n\tada\na9\t');
  });

  it('is bounded, asks for windows that Go gives, and says what is missing', async () => {
    asked.length = 0;
    const { text, told } = await copy({ top: 0, bottom: 9_999_999, left: 1, right: 1 });
    expect(text.split('\n')).toHaveLength(mostCopied);
    expect(Math.max(...asked)).toBeLessThanOrEqual(500);
    expect(told).toBe('Copied the first 10,000 of 10,000,000 rows. An export has them all.');
  });

  it('says so of a single cell', async () => {
    expect(await copy({ top: 7, bottom: 7, left: 2, right: 2 })).toEqual({ text: 'ada', told: 'Copied the cell.' });
  });
});
