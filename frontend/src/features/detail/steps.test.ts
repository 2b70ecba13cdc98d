import { describe, expect, it } from 'vitest';
import type { Row } from '../../lib/api';
import { neighboursOf } from './steps';
import { fitWidth, LEAST_WIDTH } from './width';

const log = [11, 12, 13].map((key) => ({ key }) as Row);
const table = {
  position: (_token: string, key: number) => Promise.resolve(log.findIndex((row) => row.key === key)),
  rows: (_token: string, from: number, count: number) => Promise.resolve(log.slice(from, from + count)),
};

describe('neighboursOf', () => {
  it.each([
    [11, undefined, 12],
    [12, 11, 13],
    [13, 12, undefined],
    [99, undefined, undefined],
  ])('of %i', async (key, previous, next) => {
    const found = await neighboursOf(table, 'token', key);
    expect([found.previous?.key, found.next?.key]).toEqual([previous, next]);
  });
});

describe('fitWidth', () => {
  it.each([
    [0, 1600, 468],
    [100, 1600, LEAST_WIDTH],
    [468, 1600, 468],
    [1500, 1600, 1180],
    [468, 500, LEAST_WIDTH],
  ])('%i in a window of %i is %i', (width, window, fitting) => expect(fitWidth(width, window)).toBe(fitting));
});
