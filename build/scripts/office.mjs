// Compares a workbook, as LibreOffice understood it, with the events it was made of.
// Arguments: the flat XML of the workbook; its own XML of the first sheet, because
// LibreOffice without a window leaves out the view; the same events as NDJSON.
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';

const [book, own, shown] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
const events = shown.split('\n').filter(Boolean).map((line) => JSON.parse(line));

/** The XML of one sheet. */
function sheet(name) {
  const start = book.indexOf(`<table:table table:name="${name}"`);
  assert.notEqual(start, -1, `the workbook has a sheet ${name}`);
  return book.slice(start, book.indexOf('</table:table>', start));
}

/** What the cells of a sheet hold: type, and value or text. */
function cells(xml) {
  return [...xml.matchAll(/<table:table-cell\b([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)].map(([, attributes, body = '']) => ({
    type: /office:value-type="(\w+)"/.exec(attributes)?.[1] ?? '',
    value: /office:(?:date-)?value="([^"]*)"/.exec(attributes)?.[1] ?? '',
    formula: attributes.includes('table:formula='),
    text: [...body.matchAll(/<text:p>([\s\S]*?)<\/text:p>/g)].map(([, line]) => line.replace(/<[^>]*>/g, '')).join('\n'),
  }));
}

const rows = cells(sheet('Events'));
const texts = new Set(rows.map((cell) => cell.text));
const missing = events.filter((event) => !texts.has(event.id));
assert.ok(events.length > 0, 'there are events to compare');
assert.deepEqual(missing.map((event) => event.id), [], 'every event is on the sheet by its id');

// LibreOffice keeps seconds apart from the fraction; the day and the second must agree.
const dates = rows.filter((cell) => cell.type === 'date').map((cell) => cell.value.slice(0, 19)).sort();
const created = events.map((event) => event.createdAt.slice(0, 19)).sort();
assert.equal(dates.length, created.length, 'one true date for each event');
const off = created.filter((time, i) => Math.abs(Date.parse(`${time}Z`) - Date.parse(`${dates[i]}Z`)) > 1000);
assert.deepEqual(off, [], 'the dates are the times the events were created');

assert.ok(!rows.some((cell) => cell.formula), 'no cell is a formula');
assert.ok(book.includes('table:display-filter-buttons="true"'), 'the header can be filtered');
assert.ok(/<pane [^>]*state="frozen"/.test(own) && /<pane [^>]*ySplit="1"/.test(own), 'the header is frozen');

const report = cells(sheet('Report'));
const ties = report.some((cell) => (cell.value || cell.text.replace(/\D/g, '')) === String(events.length));
assert.ok(ties, 'the report states the number of events');

const names = [...book.matchAll(/<table:table table:name="([^"]*)"/g)].map(([, name]) => name);
for (const name of ['Events', 'Changes', 'Summary', 'Report', 'Sources', 'Notes', 'Pivot']) assert.ok(names.includes(name), `there is a sheet ${name}`);
const changes = cells(sheet('Changes')).map((cell) => cell.text);
assert.ok(changes.some((text) => text.startsWith('/')) && changes.includes('changed'), 'sheet Changes has paths and kinds');
assert.equal(book.match(/<draw:object\b/g)?.length, 5, 'the charts of sheet Summary are there');
assert.ok(book.includes('<table:data-pilot-table table:name="EventsByArea"'), 'the pivot table is one');
const totals = cells(sheet('Pivot')).map((cell) => cell.value);
assert.ok(totals.includes(String(events.length)), 'the pivot table counts every event');

console.log(`LibreOffice opened the workbook: ${events.length} events, ${dates.length} dates, filter and frozen header, report ties out, charts and pivot table`);
