import { describe, expect, it } from 'vitest';
import { clip, runs } from './hostile';

describe('runs', () => {
  it.each(['', 'plain', '<img src=x onerror=alert(1)>', 'two\n\tlines', '👩‍👩‍👧 می‌خواهم'])('leaves %j as it is', (text) =>
    expect(runs(text)).toEqual([{ text, code: false }]),
  );
  it('names a right-to-left override', () => {
    expect(runs('invoice\u202efdp.exe')).toEqual([
      { text: 'invoice', code: false },
      { text: 'U+202E', code: true },
      { text: 'fdp.exe', code: false },
    ]);
  });
  it('joins the same character in a row', () => {
    expect(runs('\0\0\0a')).toEqual([
      { text: 'U+0000 ×3', code: true },
      { text: 'a', code: false },
    ]);
  });
  it('names each different one', () => {
    expect(runs('\u200b\ufeff').map((run) => run.text)).toEqual(['U+200B', 'U+FEFF']);
  });
  it('counts characters of two units', () => {
    expect(runs('\u{e0041}\u{e0041}')).toEqual([{ text: 'U+E0041 ×2', code: true }]);
  });
});

describe('clip', () => {
  it('leaves what fits', () => expect(clip('abc', 3)).toEqual({ text: 'abc', rest: 0 }));
  it('says how much is left out', () => expect(clip('abcdef', 4)).toEqual({ text: 'abcd', rest: 2 }));
  it('does not cut a character in two', () => expect(clip('a😀b', 2)).toEqual({ text: 'a', rest: 3 }));
});
