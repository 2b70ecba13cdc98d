import { describe, expect, it } from 'vitest';
import { clampWidth, tracks, type TrackWidth } from './tracks';

const action: TrackWidth = { id: 'action', width: 180, min: 80, grow: 2 };
const created: TrackWidth = { id: 'createdAt', width: 160, min: 100, grow: 0 };

describe('tracks', () => {
  it.each([
    ['fresh', {}, 'minmax(180px, 2fr) 160px', 340],
    ['a fixed column resized', { createdAt: 200 }, 'minmax(180px, 2fr) 200px', 380],
    ['the last takes the rest when nothing grows', { action: 300 }, '300px minmax(160px, 1fr)', 460],
    ['never narrower than its least', { action: 3 }, '80px minmax(160px, 1fr)', 240],
    ['widths of columns that are hidden are ignored', { area: 90 }, 'minmax(180px, 2fr) 160px', 340],
  ])('%s', (_name, widths, template, least) => {
    expect(tracks([action, created], widths)).toEqual({ template, least, lefts: [] });
  });
});

it('pinned columns have pixels, and the others grow', () => {
  expect(tracks([action, created, { ...action, id: 'area' }], { createdAt: 120 }, 2)).toEqual({
    template: '180px 120px minmax(180px, 2fr)',
    least: 480,
    lefts: [0, 180],
  });
});

it('clampWidth holds both ends and whole pixels', () => {
  expect([clampWidth(action, 10), clampWidth(action, 99.6), clampWidth(action, 5_000)]).toEqual([80, 100, 1_200]);
});
