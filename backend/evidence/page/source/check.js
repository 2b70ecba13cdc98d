// The checks. Each has a state, a sentence, and what was found.
const MOST_FINDINGS = 200;
const SIDE_FILES = ['manifest.json', 'manifest.sig', 'manifest.sig.tsr'];
const SPKI = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]; // before an Ed25519 key

class Check {
  constructor(name) {
    Object.assign(this, { name, state: 'holds', text: '', findings: [], total: 0 });
  }

  find(where, text, was, is) {
    this.state = 'broken';
    if (this.total++ < MOST_FINDINGS) this.findings.push({ where, text, was, is });
  }

  differs(where, what, was, is) {
    if (was !== is) this.find(where, `${what} is another one`, String(was), String(is));
  }
}

class Pack {
  constructor(entries, progress) {
    this.entries = entries;
    this.progress = progress;
    this.hashes = new Map();
    this.byName = new Map();
    for (const entry of entries) if (!this.byName.has(entry.name)) this.byName.set(entry.name, entry);
  }

  async readManifest() {
    const entry = this.byName.get('manifest.json');
    if (!entry) throw new Error('There is no manifest.json in it.');
    this.manifestBytes = await bytesOf(entry, 2 ** 28);
    this.manifest = JSON.parse(strict.decode(this.manifestBytes));
    if (this.manifest.format !== 'trailbook-evidence-pack') throw new Error('Its manifest is not one of Trailbook.');
    if (this.manifest.version > 1) throw new Error('It was made by a newer Trailbook: use the page inside the pack.');
  }

  file(role) {
    return this.manifest.files.find((file) => file.role === role);
  }

  async signature(expected) {
    const check = new Check('signature');
    const [keyEntry, signatureEntry] = ['public-key.pem', 'manifest.sig'].map((name) => this.byName.get(name));
    if (!keyEntry) check.find('public-key.pem', 'the public key is missing');
    if (!signatureEntry) check.find('manifest.sig', 'the signature is missing');
    if (!keyEntry) return check;
    const key = publicKey(new TextDecoder().decode(await bytesOf(keyEntry, 2 ** 20)));
    if (!key) {
      check.find('public-key.pem', 'it is no Ed25519 key');
      return check;
    }
    this.fingerprint = hex(sha256(Uint8Array.from([...SPKI, ...key])));
    const { fits, by } = signatureEntry ? await verifySignature(key, await bytesOf(signatureEntry, 2 ** 20), this.manifestBytes) : {};
    if (signatureEntry && !fits) check.find('manifest.json', 'the signature does not fit it: the manifest, the signature or the key was changed after it was made');
    check.differs('public-key.pem', 'the key that the manifest names', this.manifest.key.fingerprint, this.fingerprint);
    const wanted = expected.toLowerCase().replace(/^sha256:/, '').replace(/[\s:-]/g, '');
    if (wanted && wanted !== this.fingerprint) check.find('public-key.pem', 'it was signed with another key than the one that was expected', wanted, this.fingerprint);
    const whose = wanted ? ', which is the one that you were told.' : this.manifest.key.lasting
      ? '. Compare it with the fingerprint that its owner told you.' : ', which was made for this pack alone and tells nothing about who signed.';
    check.text ||= `The manifest is signed with the key ${this.fingerprint}${whose} Checked by ${by}.`;
    return check;
  }

  async events() {
    const check = new Check('events');
    const [file, leafFile] = [this.file('events'), this.file('leaves')];
    const [entry, leafEntry] = [this.byName.get(file?.name), this.byName.get(leafFile?.name)];
    if (!entry) check.find('manifest.json', 'there is no file of events');
    if (!leafEntry) check.find('manifest.json', 'there is no file of leaves');
    if (!entry || !leafEntry) return check;
    const [hash, leafHash, tree] = [new Sha256(), new Sha256(), new Tree()];
    const leaves = linesOf(leafEntry, leafHash);
    const got = { types: new Map(), withheld: 0, opened: false };
    let [same, line] = [true, 0];
    for await (const bytes of linesOf(entry, hash)) {
      line++;
      const leaf = await leaves.next();
      try {
        const event = readEvent(bytes);
        tree.add(event.leaf);
        same &&= !leaf.done && new TextDecoder().decode(leaf.value) === `${hex(event.leaf)} ${quoted(event.id)}`;
        tally(got, event);
      } catch (error) {
        same = false;
        check.find(`events.ndjson, line ${line}`, `it is no event: ${error.message}`);
      }
      if (line % 2000 === 0) this.progress(`${line} of ${this.manifest.events.count} events`);
    }
    for (let more = await leaves.next(); !more.done; more = await leaves.next()) same = false;
    this.hashes.set(file.name, hex(hash.digest())).set(leafFile.name, hex(leafHash.digest()));
    if (!same) await this.nameEvents(check, entry, leafEntry);
    this.compareEvents(check, got, tree);
    check.text ||= `All ${tree.size} events are as they were packed; their root is ${hex(tree.root())}.`;
    return check;
  }

  async nameEvents(check, entry, leafEntry) {
    const [want, got] = [[], []];
    for await (const bytes of linesOf(leafEntry, new Sha256())) {
      const text = new TextDecoder().decode(bytes);
      want.push({ leaf: text.slice(0, 64), id: text.slice(65) });
    }
    for await (const bytes of linesOf(entry, new Sha256())) {
      try {
        const { id, leaf } = readEvent(bytes);
        got.push({ id: quoted(id), leaf: hex(leaf) });
      } catch {
        got.push({ id: 'that cannot be read', leaf: '' });
      }
    }
    nameDifferences(want, got, (where, text) => check.find(where, text));
  }

  compareEvents(check, got, tree) {
    const want = this.manifest.events;
    const differs = (what, was, is) => check.differs('manifest.json', what, was, is);
    differs('the number of events', want.count, tree.size);
    differs('the root of the events', want.root, hex(tree.root()));
    differs('the first event', markText(want.first), markText(got.first));
    differs('the last event', markText(want.last), markText(got.last));
    differs('the oldest time', want.oldest ?? '', got.oldest ?? '');
    differs('the newest time', want.newest ?? '', got.newest ?? '');
    for (const { type, events } of want.types) differs(`the number of events of type ${type}`, events, got.types.get(type) ?? 0);
    differs('the number of withheld secrets', want.withheld, got.withheld);
    if (want.withheld > 0) differs('whether secrets are in clear', want.opened, got.opened);
  }

  tieOut() {
    const check = new Check('tie-out');
    const { tieOut, events, request } = this.manifest;
    for (const text of wrongNumbers(tieOut)) check.find('manifest.json', text);
    check.differs('manifest.json', 'the number of events that were exported', events.count, tieOut.exported);
    check.differs('manifest.json', 'the number of events that were asked for', request.total, tieOut.matched);
    check.text ||= tieOutWords(tieOut);
    return check;
  }

  async files() {
    const check = new Check('files');
    const listed = new Set(SIDE_FILES);
    for (const file of this.manifest.files) {
      if (listed.has(file.name)) check.find('manifest.json', `${file.name} is listed twice`);
      listed.add(file.name);
      const entry = this.byName.get(file.name);
      if (!entry) {
        check.find(file.name, 'the file is missing');
        continue;
      }
      this.progress(file.name);
      const hash = this.hashes.get(file.name) ?? (await hashOf(entry));
      if (hash !== file.sha256) check.find(file.name, 'it is another file than the one that was packed (SHA-256)', file.sha256, hash);
    }
    const seen = new Set();
    for (const { name } of this.entries) {
      if (!listed.has(name)) check.find(name, 'it was not in the pack when it was made');
      if (seen.has(name)) check.find(name, 'it is in the archive twice');
      seen.add(name);
    }
    check.text ||= `All ${this.manifest.files.length} files are the ones that were packed, the report too.`;
    return check;
  }
}

async function hashOf(entry) {
  const hash = new Sha256();
  for await (const piece of piecesOf(entry)) hash.add(piece);
  return hex(hash.digest());
}

/** The 32 bytes of an Ed25519 key in PEM; undefined for anything else. */
function publicKey(pem) {
  const found = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem);
  if (!found) return undefined;
  const bytes = Uint8Array.from(atob(found[1].replace(/\s/g, '')), (c) => c.charCodeAt(0));
  return bytes.length === 44 && SPKI.every((byte, i) => bytes[i] === byte) ? bytes.subarray(12) : undefined;
}

function tally(got, event) {
  const mark = { ...event, leaf: hex(event.leaf) };
  got.first ??= mark;
  got.last = mark;
  if (!got.oldest || event.createdAt < got.oldest) got.oldest = event.createdAt;
  if (!got.newest || event.createdAt > got.newest) got.newest = event.createdAt;
  got.types.set(event.type, (got.types.get(event.type) ?? 0) + 1);
  got.withheld += event.withheld;
  got.opened ||= event.opened;
}

const markText = (mark) => (mark ? `${mark.id} of ${mark.createdAt}, ${mark.leaf}` : 'none');
