import { expect, it } from 'vitest';
import { placesOf } from './searched';

it.each<[string, string[], [number, number][]]>([
  ['Slack label changed, slack', ['slack'], [[0, 5], [21, 26]]],
  ['aaaa', ['aa'], [[0, 2], [2, 4]]],
  ['order sync', ['order', 'order sync', 'sync'], [[0, 10]]],
  ['ab bc', ['ab b', 'b bc'], [[0, 4], [1, 5]]],
  ['nothing', ['x'], []],
  ['İstanbul slack', ['slack'], []],
])('%s, %j', (text, words, places) => {
  expect(placesOf(text, words)).toEqual(places);
});
