import { describe, expect, it } from 'vitest';
import { cellsAs, type CellFormat, type Cells } from './copy';

const one = (...values: string[]): Cells => ({ headings: [{ id: 'user', label: 'User' }], rows: values.map((value) => [value]) });
const two: Cells = {
  headings: [
    { id: 'action', label: 'Action' },
    { id: 'user', label: 'User' },
  ],
  rows: [
    ['Flow Created', 'ada@acme.example'],
    ['Flow', null],
  ],
};

it.each<[CellFormat, string]>([
  ['text', 'Action        User\nFlow Created  ada@acme.example\nFlow'],
  ['tsv', 'Action\tUser\nFlow Created\tada@acme.example\nFlow\t'],
  ['markdown', '| Action | User |\n| --- | --- |\n| Flow Created | ada\\@acme.example |\n| Flow |  |'],
  ['json', '[\n  {\n    "action": "Flow Created",\n    "user": "ada@acme.example"\n  },\n  {\n    "action": "Flow"\n  }\n]'],
])('several columns as %s', (format, want) => expect(cellsAs(format, two)).toBe(want));

it.each<[string, CellFormat, Cells, string]>([
  ['one value is itself', 'text', one('=1+1'), '=1+1'],
  ['so it is as TSV', 'tsv', one('-x "y"'), '-x "y"'],
  ['one column has no heading', 'tsv', one('a', 'b'), 'a\nb'],
  ['nor has it as text', 'text', one('a', 'bb'), 'a\nbb'],
  ['Markdown needs one', 'markdown', one('a'), '| User |\n| --- |\n| a |'],
  ['nothing at all', 'tsv', one(), ''],
])('%s', (_name, format, cells, want) => expect(cellsAs(format, cells)).toBe(want));

describe('what the log holds stays data', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\u200b=1', "'\u200b=1"],
    ['＝1', "'＝1"],
    ['a;=1', "a;'=1"],
    ['a\n=1', "\"a\n'=1\""],
    ['a\tb', '"a\tb"'],
    ['say "no"', '"say ""no"""'],
    ['a=1', 'a=1'],
    ['ada@acme.example', 'ada@acme.example'],
    ['2026-11-20 13:58:41', '2026-11-20 13:58:41'],
  ])('%j in TSV', (value, want) => expect(cellsAs('tsv', one(value, 'x'))).toBe(`${want}\nx`));

  it.each([
    ['a | b', 'a \\| b'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['[x](http://y)', '\\[x\\](http\\://y)'],
    ['`x` *y* _z_', '\\`x\\` \\*y\\* \\_z\\_'],
    ['C:\\', 'C\\:\\\\'],
    ['two\nlines', 'two lines'],
    ['a &lt; b', 'a \\&lt; b'],
    ['~~no~~', '\\~\\~no\\~\\~'],
  ])('%j in Markdown', (value, want) => expect(cellsAs('markdown', one(value)).split('\n')[2]).toBe(`| ${want} |`));

  it('lines and control characters break no column of text', () => {
    expect(cellsAs('text', one('a\u0000b\nc', 'd'))).toBe('a b c\nd');
  });
});
