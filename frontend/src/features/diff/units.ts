import { namesOf, type Group } from './groups';
import { showsMoved, wayOf } from './moves';
import { shortened } from './pointer';
import type { Unit } from './stage';

/** All that can be searched in groups of changes: elements' names, labels, connections and values. */
export function unitsOf(groups: Group[], listed = false): Unit[] {
  const units: Unit[] = [];
  for (const { at, element, entries } of groups) {
    units.push({ find: `card ${at}`, item: `card ${at}`, text: element.name });
    for (const { item, change } of entries) {
      const add = (part: string, text: string): unknown => text !== '' && units.push({ find: `${item} ${part}`, item, text });
      add('path', shortened(namesOf(change, element)).join(''));
      if (change.connection !== '') add('connection', change.connection);
      else if (change.kind === 'moved' && change.from !== '') {
        const { from, to } = wayOf(change, listed);
        if (showsMoved(change, element)) add('after', change.after);
        add('from', `from ${from} to ${to}`);
      } else {
        add('before', change.before);
        add('after', change.after);
      }
    }
  }
  return units;
}
