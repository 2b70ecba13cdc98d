// Reads a zip archive from a file, without holding more of it than it has to.
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

async function viewOf(file, from, to) {
  return new DataView(await file.slice(from, to).arrayBuffer());
}

/** Where the list of entries is: [offset, size, count]. */
async function findList(file) {
  const from = Math.max(0, file.size - 66000);
  const tail = await viewOf(file, from, file.size);
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const list = [tail.getUint32(at + 16, true), tail.getUint32(at + 12, true), tail.getUint16(at + 10, true)];
    if (at < 20 || tail.getUint32(at - 20, true) !== LOCATOR_64) return list;
    const where = Number(tail.getBigUint64(at - 12, true));
    const end = await viewOf(file, where, where + 56);
    if (end.getUint32(0, true) !== END_64) throw new Error('its end is damaged');
    return [Number(end.getBigUint64(48, true)), Number(end.getBigUint64(40, true)), Number(end.getBigUint64(32, true))];
  }
  throw new Error('it has no end');
}

/** The sizes and the offset of an entry that are too large for 32 bits. */
function largeFields(view, at, length, entry) {
  const end = at + length;
  while (at + 4 <= end) {
    const kind = view.getUint16(at, true);
    const size = view.getUint16(at + 2, true);
    at += 4;
    if (kind === 1) {
      let field = at;
      for (const name of ['size', 'packed', 'offset']) {
        if (entry[name] !== 0xffffffff) continue;
        entry[name] = Number(view.getBigUint64(field, true));
        field += 8;
      }
    }
    at += size;
  }
}

/** The entries of an archive, in its order. */
async function openZip(file) {
  const [offset, size, count] = await findList(file);
  const view = await viewOf(file, offset, offset + size);
  const entries = [];
  for (let at = 0, n = 0; n < count; n++) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('its list is damaged');
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const entry = {
      file,
      name: new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, name)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    largeFields(view, at + 46 + name, extra, entry);
    entries.push(entry);
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** What an entry holds, in pieces. */
async function* piecesOf(entry) {
  const head = await viewOf(entry.file, entry.offset, entry.offset + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new Error(`${entry.name} is damaged`);
  const from = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  let stream = entry.file.slice(from, from + entry.packed).stream();
  if (entry.method === 8) stream = stream.pipeThrough(new DecompressionStream('deflate-raw'));
  else if (entry.method !== 0) throw new Error(`${entry.name} is packed in a way that is not known here`);
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** All of a small entry. */
async function bytesOf(entry, most) {
  if (entry.size > most) throw new Error(`${entry.name} is too large`);
  const pieces = [];
  let size = 0;
  for await (const piece of piecesOf(entry)) {
    pieces.push(piece);
    size += piece.length;
    if (size > most) throw new Error(`${entry.name} is too large`);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** The lines of an entry as bytes without their line feeds; hash takes all of it. */
async function* linesOf(entry, hash) {
  let rest = new Uint8Array(0);
  for await (const piece of piecesOf(entry)) {
    hash.add(piece);
    let from = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      const part = piece.subarray(from, at);
      yield rest.length > 0 ? joined(rest, part) : part;
      rest = new Uint8Array(0);
      from = at + 1;
    }
    rest = joined(rest, piece.subarray(from));
  }
  if (rest.length > 0) yield rest;
}

function joined(a, b) {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
