import { describe, expect, it } from 'vitest';
import { foldSentence, foldedNames } from './fold';

describe('foldedNames', () => {
  it('puts the most frequent first, each once', () => {
    expect(foldedNames(['/mtime', '/flow/a/x', '/flow/b/x'])).toBe('x, mtime');
  });
  it('names four and counts the rest', () => {
    expect(foldedNames(['/a', '/b', '/c', '/d', '/e', '/f'])).toBe('a, b, c, d and 2 more');
  });
});

describe('foldSentence', () => {
  it('speaks of one', () =>
    expect(foldSentence(['/mtime'], false)).toBe('1 layout or bookkeeping change folded (mtime)'));
  it('says that they are shown', () => {
    expect(foldSentence(['/x', '/y'], true)).toBe('2 layout and bookkeeping changes shown (x, y)');
  });
});
