// The events of a pack: their leaves, and the Merkle root of these (RFC 6962).
const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

function fromHex(text) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new Error('not hexadecimal');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** The root of leaves that come one after the other. */
class Tree {
  constructor() {
    this.size = 0;
    this.peaks = [];
  }

  add(leaf) {
    for (let full = this.size; full % 2 === 1; full = Math.floor(full / 2)) leaf = sha256(NODE, this.peaks.pop(), leaf);
    this.peaks.push(leaf);
    this.size++;
  }

  root() {
    if (this.size === 0) return sha256();
    return this.peaks.reduceRight((right, left) => sha256(NODE, left, right));
  }
}

/** Makes the pack form of an event whose secrets are in clear. */
function close(event, opened) {
  const nodes = new Map();
  const walk = (node) => {
    nodes.set(node.number, node);
    (node.members ?? node.items ?? []).forEach(walk);
  };
  walk(event);
  const changed = { values: new Map(), names: new Map() };
  const withheld = opened.map(({ at, path, kind, mask, salt }) => {
    const node = nodes.get(at);
    if (!node || fromHex(salt).length !== 32) throw new Error(`${path} is not in the line`);
    const value = kind === 'name' ? quoted(node.name) : canonical(node);
    (kind === 'name' ? changed.names : changed.values).set(at, mask);
    return { path, kind, commitment: hex(sha256(fromHex(salt), encoder.encode(value))) };
  });
  event.members = event.members.filter((one) => one.name !== 'opened');
  event.members.push({ ...parseJSON(JSON.stringify(withheld)), name: 'withheld', number: -1 });
  return changed;
}

/** What a line of the file of events says, with its leaf. */
function readEvent(bytes) {
  const event = parseJSON(strict.decode(bytes));
  const text = (name) => {
    const found = member(event, name)?.text;
    if (found === undefined) throw new Error(`it has no ${name}`);
    return found;
  };
  const said = { id: text('id'), tenant: text('tenant'), createdAt: text('createdAt'), type: text('type') };
  const opened = member(event, 'opened');
  let changed;
  if (opened) {
    const list = JSON.parse(canonical(opened));
    said.withheld = list.length;
    said.opened = true;
    changed = close(event, list);
    for (const one of member(event, 'withheld').items) renumber(one);
  } else {
    said.withheld = member(event, 'withheld')?.items?.length ?? 0;
    said.opened = false;
  }
  said.leaf = sha256(LEAF, encoder.encode(canonical(event, changed)));
  return said;
}

/** Takes nodes of another text out of the numbers of this one. */
function renumber(node) {
  node.number = -1;
  (node.members ?? node.items ?? []).forEach(renumber);
}
