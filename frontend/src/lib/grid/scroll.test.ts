import { describe, expect, it } from 'vitest';
import { baseOf, canvasCap, capAt, geometry, layerTop, positionAfter, positionAt, topToReveal, visibleRows } from './scroll';
import { GridView } from './view.svelte';

const small = geometry(1_000, 30, 900);
const huge = geometry(10_000_000, 30, 900);

describe('geometry', () => {
  it.each([
    ['empty', geometry(0, 30, 900), { total: 0, canvas: 0, maxTop: 0, maxScroll: 0 }],
    ['shorter than the view', geometry(3, 30, 900), { total: 90, canvas: 90, maxTop: 0, maxScroll: 0 }],
    ['plain', small, { total: 30_000, canvas: 30_000, maxTop: 29_100, maxScroll: 29_100 }],
    ['capped', huge, { total: 300_000_000, canvas: canvasCap, maxTop: 299_999_100, maxScroll: canvasCap - 900 }],
  ])('%s', (_name, got, want) => expect(got).toMatchObject(want));
});

describe('positionAfter', () => {
  it.each([
    ['a plain list follows the browser', small, positionAt(0, small), 4_321, { scrollTop: 4_321, top: 4_321 }],
    ['past the end is held', small, positionAt(0, small), 99_999, { scrollTop: 29_100, top: 29_100 }],
    ['a wheel tick is pixel-true', huge, { scrollTop: 4_000_000, top: 150_000_000 }, 4_000_120, { scrollTop: 4_000_120, top: 150_000_120 }],
    ['so is one back', huge, { scrollTop: 4_000_000, top: 150_000_000 }, 3_999_997, { scrollTop: 3_999_997, top: 149_999_997 }],
    ['the thumb dragged to the start', huge, { scrollTop: 4_000_000, top: 150_000_000 }, 0, { scrollTop: 0, top: 0 }],
    ['the thumb dragged to the end', huge, { scrollTop: 4_000_000, top: 150_000_000 }, canvasCap, { scrollTop: canvasCap - 900, top: 299_999_100 }],
    ['the canvas ran out before the list', huge, { scrollTop: 100, top: 5_000 }, 0, { scrollTop: 1_800, top: 4_900 }],
  ])('%s', (_name, g, before, scrollTop, want) => expect(positionAfter(before, scrollTop, g)).toEqual(want));

  it('moves as far as the wheel says, however much a slow frame brings at once', () => {
    const before = { scrollTop: 4_000_000, top: 150_000_000 };
    expect(positionAfter(before, 4_005_000, huge, true)).toEqual({ scrollTop: 4_005_000, top: 150_005_000 });
    expect(positionAfter(before, 4_005_000, huge).top).toBeGreaterThan(150_100_000); // the thumb
    const view = new GridView();
    view.resize(10_000_000, 900);
    view.stand(150_000_000);
    view.turning(1000);
    view.scrolled(view.position.scrollTop - 3_000);
    expect(view.position.top).toBe(149_997_000);
  });

  it('reaches every row of 10 million by the wheel, from any place, and never skips', () => {
    for (const start of [0, 3_000, 29_000, 150_000_000, 299_990_000]) {
      let position = positionAt(start, huge);
      for (let tick = 0; tick < 50; tick++) {
        const next = positionAfter(position, position.scrollTop + 97, huge);
        const moved = Math.min(97, huge.maxScroll - position.scrollTop); // what the browser can do
        expect(next.top).toBe(Math.min(position.top + moved, huge.maxTop));
        expect(next.top > position.top || next.top === huge.maxTop).toBe(true);
        expect(next.scrollTop).toBeGreaterThanOrEqual(0);
        expect(next.scrollTop).toBeLessThanOrEqual(huge.maxScroll);
        position = next;
      }
    }
  });
});

describe('at any pixel ratio, in rows of any height', () => {
  const cases = [1, 1.25, 1.5, 2, 3, 4, 5, 10].flatMap((ratio) => [24, 30, 38].flatMap((height) => [10_000_000, 100_000_000].map((rows) => ({ ratio, height, rows }))));

  it.each(cases)('$rows rows of $height px at $ratio: each is reached, the last one too', ({ ratio, height, rows }) => {
    const g = geometry(rows, height, 900, capAt(ratio));
    expect(g.canvas * ratio).toBeLessThan(33_554_428);
    for (const row of [0, 1, 7, 12_345, rows / 3, rows / 2, rows - 40, rows - 1].map(Math.floor)) {
      const stand = positionAt(topToReveal(row, 0, g), g);
      const { first, end } = visibleRows(stand.top, g);
      expect(row).toBeGreaterThanOrEqual(first);
      expect(row).toBeLessThan(end);
      // Where it is drawn is within the view, to the pixel.
      const base = baseOf(first, g);
      const y = layerTop(stand, base) + row * height - base - stand.scrollTop;
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThanOrEqual(900);
    }
    // The wheel reaches the end from near it, and the thumb from anywhere.
    let near = positionAt(g.maxTop - 5_000, g);
    for (let tick = 0; tick < 60; tick++) near = positionAfter(near, Math.min(near.scrollTop + 100, g.maxScroll), g);
    expect(near.top).toBe(g.maxTop);
    expect(positionAfter(positionAt(0, g), g.maxScroll, g).top).toBe(g.maxTop);
  });
});

describe('positionAt', () => {
  it('is monotonic and reaches both ends', () => {
    let last = -1;
    for (let step = 0; step <= 1_000; step++) {
      const { scrollTop } = positionAt((huge.maxTop * step) / 1_000, huge);
      expect(scrollTop).toBeGreaterThan(last);
      last = scrollTop;
    }
    expect(positionAt(0, huge).scrollTop).toBe(0);
    expect(last).toBe(huge.maxScroll);
  });

  it('keeps the wheel room near the ends', () => {
    expect(positionAt(5_000, huge).scrollTop).toBe(1_800);
    expect(positionAt(huge.maxTop - 5_000, huge).scrollTop).toBe(huge.maxScroll - 1_800);
    expect(positionAt(10, huge).scrollTop).toBe(10);
  });
});

describe('visibleRows', () => {
  it.each([
    ['the start', 0, small, { first: 0, end: 41 }],
    ['the middle', 15_000, small, { first: 490, end: 541 }],
    ['the end', 29_100, small, { first: 960, end: 1_000 }],
    ['few rows', 0, geometry(4, 30, 900), { first: 0, end: 4 }],
    ['no rows', 0, geometry(0, 30, 900), { first: 0, end: 0 }],
  ])('%s', (_name, top, g, want) => expect(visibleRows(top, g)).toEqual(want));

  it('never draws more than the limit on a usual screen', () => {
    for (let viewport = 30; viewport <= 1_600; viewport += 7) {
      const { first, end } = visibleRows(3_000, geometry(1_000, 30, viewport));
      expect(end - first).toBeLessThanOrEqual(60);
    }
  });
});

describe('topToReveal', () => {
  it.each([
    ['a row in view stays', 10, 200, 200],
    ['a row above comes to the top', 3, 200, 90],
    ['a row below comes to the bottom', 50, 200, 630],
    ['the last row', 999, 0, 29_100],
  ])('%s', (_name, row, top, want) => expect(topToReveal(row, top, small)).toBe(want));
});

describe('layerTop', () => {
  it('keeps drawn rows, and what holds them, where they are while the wheel turns', () => {
    for (const [g, start] of [[small, 12_000], [huge, 150_003_000]] as const) {
      let position = positionAt(start, g);
      const base = baseOf(visibleRows(position.top, g).first, g);
      const at = layerTop(position, base);
      for (let tick = 0; tick < 40; tick++) {
        position = positionAfter(position, position.scrollTop + 97, g);
        expect(baseOf(visibleRows(position.top, g).first, g)).toBe(base);
        expect(layerTop(position, base)).toBe(at);
      }
    }
  });
  it('counts places in numbers that every browser draws to the pixel', () => {
    for (const first of [0, 332, 333, 5_000_000, 9_999_970]) {
      const place = first * 30 - baseOf(first, huge);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThan(10_000);
    }
  });
  it('puts the rows of a capped list at the browser’s place', () => {
    expect(layerTop({ scrollTop: 4_000_000, top: 150_000_010 }, 150_000_000)).toBe(3_999_990);
  });
});
