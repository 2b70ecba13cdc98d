import { describe, expect, it } from 'vitest';
import { Trail } from './trail.svelte';

describe('a trail', () => {
  it('goes back and forward, by one and by several', () => {
    const trail = new Trail<string>();
    for (const step of ['a', 'b', 'c']) trail.leave(step);
    expect(trail.go(-1, 'd')).toBe('c');
    expect([trail.behind, trail.ahead]).toEqual([['a', 'b'], ['d']]);
    expect(trail.go(-2, 'c')).toBe('a');
    expect([trail.behind, trail.ahead]).toEqual([[], ['b', 'c', 'd']]);
    expect(trail.go(3, 'a')).toBe('d');
    expect(trail.behind).toEqual(['a', 'b', 'c']);
  });

  it('ends at both ends and changes nothing there', () => {
    const trail = new Trail<string>();
    trail.leave('a');
    expect([trail.go(1, 'b'), trail.go(-2, 'b'), trail.go(0, 'b')]).toEqual([null, null, null]);
    expect([trail.behind, trail.ahead]).toEqual([['a'], []]);
  });

  it('keeps the step as it was left', () => {
    const trail = new Trail<{ row: number }>();
    trail.leave({ row: 1 });
    trail.go(-1, { row: 20 });
    expect(trail.go(1, { row: 7 })).toEqual({ row: 20 });
    expect(trail.behind).toEqual([{ row: 7 }]);
  });

  it('forgets what was ahead once another way is taken, and the oldest of very many', () => {
    const trail = new Trail<number>();
    for (let step = 0; step < 100; step++) trail.leave(step);
    expect([trail.behind.length, trail.behind[0], trail.behind.at(-1)]).toEqual([60, 40, 99]);
    trail.go(-1, 100);
    trail.leave(7);
    expect([trail.behind.at(-1), trail.ahead]).toEqual([7, []]);
  });
});
