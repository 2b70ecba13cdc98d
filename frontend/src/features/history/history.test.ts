import { describe, expect, it } from 'vitest';
import type { BlameLeaf, EventPlace, ObjectEvent, ObjectState, StateGap } from '../../lib/api';
import { blamedOf } from './blamed';
import { parseInstant } from './moment';
import { barAt, barsOf } from './spark';
import { lineByKey, lineOf, type TimelineLine } from './timeline';
import { indexOf, trailOf } from './trail';
import { barOf, fitWords, gapPaths, kindWords, sizeWords, stateNote } from './words';

const noon = Date.UTC(2026, 9, 1, 12);
const HOUR = 3_600_000;

/** Events an hour apart from noon on, by their sizes; the third does not fit. */
function history(...sizes: number[]): { events: ObjectEvent[]; gaps: StateGap[] } {
  const events = sizes.map((size, n) => ({ key: n + 1, createdAt: noon + n * HOUR, size, gap: n === 2 }) as ObjectEvent);
  return { events, gaps: [{ foundKey: 3, leftKey: 2 } as StateGap] };
}

describe('trailOf', () => {
  it('stands on its head: the newest first', () => {
    const trail = trailOf(history(5, 1, 9, 0));
    expect(trail.events.map(({ key }) => key)).toEqual([4, 3, 2, 1]);
    expect([trail.most, indexOf(trail, 3), indexOf(trail, 99)]).toEqual([9, 1, -1]);
    expect(trail.gaps.get(3)?.leftKey).toBe(2);
  });
});

describe('lineOf', () => {
  const trail = trailOf(history(1, 1, 1, 1));
  const lines = (zone: string): TimelineLine[] => trail.events.map((event, at) => lineOf(trail, at, event, zone));
  it('heads every day in the zone', () => {
    expect(lines('UTC').map(({ day, time }) => [day, time])).toEqual([
      ['2026-10-01', '15:00:00'],
      ['', '14:00:00'],
      ['', '13:00:00'],
      ['', '12:00:00'],
    ]);
    expect(lines('Pacific/Auckland').map(({ day }) => day)).toEqual(['2026-10-02', '', '', '']);
    expect(lines('Asia/Tokyo').map(({ day }) => day)).toEqual(['2026-10-02', '2026-10-01', '', '']);
  });
  it('puts a gap by the event that shows it', () => {
    expect(lines('UTC').map(({ gap }) => gap?.foundKey)).toEqual([undefined, 3, undefined, undefined]);
  });
});

describe('lineByKey', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowUp', 0, 0],
    ['End', 0, 29],
    ['Home', 29, 0],
    ['PageDown', 25, 29],
    ['PageUp', 5, 0],
    ['x', 5, -1],
    ['toString', 5, -1],
  ])('%s from %i leads to %i', (key, from, to) => expect(lineByKey(key, from, 30)).toBe(to));
});

describe('barsOf', () => {
  it('has one bar an event where there is room, the oldest first', () => {
    const bars = barsOf(trailOf(history(5, 0, 9)), 10);
    expect(bars.map(({ at, size, gap }) => [at, size, gap])).toEqual([
      [2, 5, false],
      [1, 0, false],
      [0, 9, true],
    ]);
    expect([bars[1]?.height, bars[2]?.height]).toEqual([0, 1]);
  });
  it('joins events where there is none, and loses neither the largest nor a gap', () => {
    const bars = barsOf(trailOf(history(5, 0, 9, 1, 2, 3, 4)), 3);
    expect(bars.map(({ count, size, gap }) => [count, size, gap])).toEqual([
      [3, 9, true],
      [3, 3, false],
      [1, 4, false],
    ]);
    expect([barAt(bars, 0), barAt(bars, 3), barAt(bars, 6), barAt(bars, -1)]).toEqual([2, 1, 0, -1]);
  });
  it('is empty for nothing', () => expect(barsOf(trailOf({ events: [], gaps: [] }), 0)).toEqual([]));
});

describe('barOf', () => {
  it('grows by the logarithm, from 0 to 1', () => {
    expect([barOf(0, 10), barOf(10, 10), barOf(3, 0)]).toEqual([0, 1, 0]);
    expect(barOf(1, 1000)).toBeGreaterThan(0.09);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-10-01', 'UTC', Date.UTC(2026, 9, 1)],
    ['2026-10-01', 'Europe/Prague', Date.UTC(2026, 8, 30, 22)],
    [' 2026-10-01  14:30 ', 'UTC', Date.UTC(2026, 9, 1, 14, 30)],
    ['2026-10-01 14:30:05', 'UTC', Date.UTC(2026, 9, 1, 14, 30, 5, 999)],
    ['2026-10-01 14:30:05', 'Europe/Prague', Date.UTC(2026, 9, 1, 12, 30, 5, 999)],
    ['2026-10-01T14:30:05.250Z', 'Europe/Prague', Date.UTC(2026, 9, 1, 14, 30, 5, 250)],
    ['2026-10-01T14:30:05+02:00', 'UTC', Date.UTC(2026, 9, 1, 12, 30, 5)],
    ['2026-10-01 14:30:60', 'UTC', null],
    ['2026-02-30', 'UTC', null],
    ['2026-13-45T99:00:00Z', 'UTC', null],
    ['yesterday', 'UTC', null],
    ['', 'UTC', null],
  ])('%j in %s', (text, zone, instant) => expect(parseInstant(text, zone)).toBe(instant));
});

describe('blamedOf', () => {
  const leaves = ['/name', '/config/Url', '/gone'].map((path, n) => ({ path, names: n === 1 ? ['Component "Fetch"', 'Url'] : [], event: n === 2 ? 9 : n }) as BlameLeaf);
  const { events } = history(1, 1);
  it('joins values with events, filtered by path in any case', () => {
    expect(blamedOf({ leaves, events }, '').map(({ leaf, by }) => [leaf.path, by.key])).toEqual([
      ['/name', 1],
      ['/config/Url', 2],
    ]);
    expect(blamedOf({ leaves, events }, ' url ').map(({ leaf }) => leaf.path)).toEqual(['/config/Url']);
    expect(blamedOf({ leaves, events }, 'fetch" › u').map(({ leaf }) => leaf.path)).toEqual(['/config/Url']);
  });
});

describe('words', () => {
  it('of a size', () => {
    const words = (size: number, noise: number, tells = true): string => sizeWords({ size, noise, tells });
    expect([words(1, 0), words(1200, 5), words(0, 2), words(0, 0), words(0, 0, false)]).toEqual([
      '1 change',
      '1,200 changes',
      'layout and bookkeeping only',
      'no change',
      'no state recorded',
    ]);
  });
  it('of a gap: the first paths, and how many more', () => {
    const names = [['Component "Fetch"', 'limit'], ['b'], ['c']];
    expect(gapPaths({ paths: ['/a', '/b', '/c'], names, differing: 70 }, 2)).toEqual({
      paths: [
        { path: '/a', names: ['Component "Fetch"', 'limit'] },
        { path: '/b', names: ['b'] },
      ],
      more: 68,
    });
    expect(gapPaths({ paths: ['', '/x/y'], names: [], differing: 2 }, 2)).toEqual({
      paths: [
        { path: '', names: ['the whole'] },
        { path: '/x/y', names: ['x', 'y'] },
      ],
      more: 0,
    });
  });
  it('of how an event fits', () => {
    const place = (fit: EventPlace['fit'], kind: string): Pick<EventPlace, 'fit' | 'object'> => ({ fit, object: { tenant: '', kind, id: '' } });
    expect(fitWords(place('fits', 'flow'))).toBe('fits the previous event of this flow');
    expect(fitWords(place('first', 'their own'))).toBe('the first event of this object in the cache');
    expect(fitWords(place('gap', 'flow'))).toContain('outside the log');
  });
  it('of a kind, whatever it is called', () => expect([kindWords('acl'), kindWords('toString')]).toEqual(['access list', 'object']));
  it('of a state that is not simply there', () => {
    const state = { known: true, gone: false, partial: false, unsure: false } as ObjectState;
    expect(stateNote(state)).toBe('');
    const notes = [{ gone: true }, { known: false }, { partial: true }, { unsure: true }].map((odd) => stateNote({ ...state, ...odd }));
    expect(new Set(notes).size).toBe(4);
    expect(notes).not.toContain('');
  });
});
