import { describe, expect, it } from 'vitest';
import { crumbs, lastName, middle, namedCrumbs, tokens } from './pointer';

describe('tokens', () => {
  it.each([
    ['', []],
    ['/', ['']],
    ['/a/b', ['a', 'b']],
    ['/a~1b/c~0d', ['a/b', 'c~d']],
    ['/~01', ['~1']],
  ])('reads %s', (pointer, expected) => expect(tokens(pointer)).toEqual(expected));
});

describe('middle', () => {
  it('leaves a short text alone', () => expect(middle('name', 8)).toBe('name'));
  it('keeps both ends and the length asked for', () => {
    const short = middle('9b2c61de-4c1b-4f0e-a2d4-5f0c8d1e77a3', 13);
    expect(short).toMatch(/^9b2c61de…77a3$/);
    expect([...short]).toHaveLength(13);
  });
  it('never cuts a character of two code units', () => {
    expect(middle('😀'.repeat(20), 5)).toBe('😀😀😀…😀');
  });
});

describe('crumbs', () => {
  it('names the whole object', () => expect(crumbs('')).toEqual(['(whole object)']));
  it('shows an empty name as quotes', () => expect(crumbs('/a/')).toEqual(['a', '""']));
  it('keeps beginning and end of a deep path', () => {
    const deep = crumbs('/a/b/c/d/e/f/g/h/i');
    expect(deep).toEqual(['a', 'b', '…', 'f', 'g', 'h', 'i']);
  });
  it('shortens ids more than names', () => {
    const path = '/flow/9b2c61de-4c1b-4f0e-a2d4-5f0c8d1e77a3/sendPrivateChannelMessages';
    expect(crumbs(path)).toEqual(['flow', '9b2c61de…77a3', 'sendPrivateChannelMessages']);
  });
  it('keeps a path of seven whole', () => expect(crumbs('/a/b/c/d/e/f/g')).toHaveLength(7));
});

describe('namedCrumbs', () => {
  it('leaves what people call it as it is, however long the element', () => {
    const names = ['Slack › SendPrivateChannelMessage "Notify the sales people"', 'label'];
    expect(namedCrumbs(names, '/flow/x/label')).toEqual(names);
  });
  it.each([[undefined], [[]]])('has the tokens of the path where Go names nothing: %j', (names) => {
    expect(namedCrumbs(names, '/a/b')).toEqual(['a', 'b']);
  });
});

describe('lastName', () => {
  it.each([
    ['/flow/1-2/x', 'x'],
    ['/runtimeErrors/0', 'runtimeErrors'],
    ['/0', '/0'],
  ])('of %s is %s', (pointer, name) => expect(lastName(pointer)).toBe(name));
});
