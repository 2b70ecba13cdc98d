// Finds out which lines of two lists are missing, added, doubled, changed or in
// another place. Each item is {id, leaf}.
function nameDifferences(want, got, find) {
  const places = new Map();
  want.forEach(({ id }, i) => places.set(id, [...(places.get(id) ?? []), i]));
  const used = new Map();
  const pairs = [];
  got.forEach(({ id }, i) => {
    const n = used.get(id) ?? 0;
    used.set(id, n + 1);
    const place = places.get(id)?.[n];
    if (place === undefined) find(`events.ndjson, line ${i + 1}`, `event ${id} ${n > 0 ? 'was doubled' : 'was added: no hash is for it'}`);
    else pairs.push([place, i]);
  });
  want.forEach(({ id }, i) => {
    if (places.get(id).indexOf(i) >= (used.get(id) ?? 0)) find(`leaves.txt, line ${i + 1}`, `event ${id} is missing from events.ndjson`);
  });
  const kept = inOrder(pairs);
  for (const [place, i] of pairs) {
    if (!kept.has(i)) find(`events.ndjson, line ${i + 1}`, `event ${got[i].id} is in another place: it was in line ${place + 1}`);
    if (want[place].leaf !== got[i].leaf) find(`events.ndjson, line ${i + 1}`, `event ${got[i].id} was changed: its hash is not the one in leaves.txt`);
  }
}

/** The longest run of pairs that are in order, by their second numbers. */
function inOrder(pairs) {
  const ends = [];
  const previous = new Map();
  pairs.forEach(([place], i) => {
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]][0] > place) high = middle;
      else low = middle + 1;
    }
    previous.set(i, low > 0 ? ends[low - 1] : undefined);
    ends[low] = i;
  });
  const kept = new Set();
  for (let i = ends.at(-1); i !== undefined; i = previous.get(i)) kept.add(pairs[i][1]);
  return kept;
}
