// Compares the pairs in a folder (NAME.before.json, NAME.after.json) with jsondiffpatch
// and json-diff-kit, each in a worker of its own that is ended after LIMIT seconds, and
// prints them beside Trailbook's own figures, which come in as lines of NAME, ms, changes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const LIMIT = Number(process.env.LIMIT ?? 30);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const load = createRequire(`${process.cwd()}/build/rivals/package.json`);

// The identities that Trailbook looks for, so that lists are matched alike.
const identity = (value) =>
  value.id ?? value._id ?? value.key ?? value.name ?? value.uuid ?? (value.role && value.resource && `${value.role} ${value.resource}`);

/** What was added, removed, changed or moved: every array in a delta is one. */
function countDelta(delta) {
  if (delta === undefined) return 0;
  if (Array.isArray(delta)) return 1;
  return Object.entries(delta).reduce((sum, [name, inner]) => (name === '_t' ? sum : sum + countDelta(inner)), 0);
}

/** Rows that differ, where all rows of one added or removed value count as one. */
function countRows([left, right]) {
  let count = 0;
  let within = null; // the value whose further rows are not counted again
  const isBracket = (text) => /^[\]}],?$/.test(text.trim());
  for (let i = 0; i < left.length; i++) {
    const row = right[i].type === 'add' ? right[i] : left[i];
    const goesOn = within && row.type === within.type && (row.level > within.level || (row.level === within.level && isBracket(row.text)));
    if (row.type === 'equal') within = null;
    else if (!goesOn) {
      count++;
      within = row.type === 'modify' ? null : row;
    }
  }
  return count;
}

const tools = {
  jsondiffpatch: async () => {
    const { create } = await import(pathToFileURL(load.resolve('jsondiffpatch')));
    const by = (words, otherwise) => {
      const differ = create({ objectHash: (value, index) => identity(value) || otherwise(value, index) });
      return [words, (a, b) => differ.diff(a, b), countDelta];
    };
    return [by('identity, else index', (_, index) => `$$index:${index}`), by('identity, else content', JSON.stringify)];
  },
  'json-diff-kit': async () => {
    const { default: Differ } = load('json-diff-kit/differ.js'); // its index wants React
    const by = (arrayDiffMethod) => {
      const differ = new Differ({ arrayDiffMethod, detectCircular: false, recursiveEqual: true });
      return [`arrays ${arrayDiffMethod}`, (a, b) => differ.diff(a, b), countRows];
    };
    return [by('normal'), by('lcs')];
  },
};

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure({ folder, pair, tool, setting }) {
  const [, diff, count] = (await tools[tool]())[setting];
  const before = readFileSync(`${folder}/${pair}.before.json`, 'utf8');
  const after = readFileSync(`${folder}/${pair}.after.json`, 'utf8');
  const times = [];
  let changes = 0;
  // The first round warms up; it counts only where there is time for no other.
  for (let round = 0, began = performance.now(); round <= ROUNDS && performance.now() - began < (LIMIT * 1000) / 3; round++) {
    const start = performance.now();
    const found = diff(JSON.parse(before), JSON.parse(after));
    times.push(performance.now() - start);
    changes = count(found);
  }
  parentPort.postMessage({ ms: median(times.length > 1 ? times.slice(1) : times), changes });
}

/** One measurement in a worker; null when it took too long or failed. */
function inWorker(task) {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 4096 } });
    const end = (result) => {
      clearTimeout(timer);
      void worker.terminate().then(() => resolve(result));
    };
    const timer = setTimeout(() => end({ why: `over ${LIMIT} s` }), LIMIT * 1000);
    worker.on('message', end);
    worker.on('error', (error) => end({ why: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'over 4 GB' : error.message.split('\n')[0] }));
  });
}

/** What is wrong with a rival's figures beside ours: it was faster, or said it in fewer changes. */
function verdict(own, rival) {
  const faults = [];
  if (rival.ms <= own.ms) faults.push('FASTER');
  if (rival.changes < own.changes) faults.push('SHORTER');
  return faults.join(', ');
}

function line(pair, tool, words, { ms, changes, why }, own, note = '') {
  const ratio = why || ms === own.ms ? '' : (ms / own.ms).toFixed(1);
  console.log(
    [pair.padEnd(11), tool.padEnd(14), words.padEnd(23), (why ?? ms.toFixed(2)).padStart(10), ratio.padStart(8), String(changes ?? '').padStart(9), note]
      .join(' ')
      .trimEnd(),
  );
}

async function compareAll(folder) {
  const tooLong = new Set(); // settings that ran out of time: larger pairs are spared
  let faults = 0;
  console.log('pair        tool           set to match lists by   median ms  : ours   changes');
  for (const row of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
    const [pair, ms, changes] = row.split('\t');
    const own = { ms: Number(ms), changes: Number(changes) };
    line(pair, 'Trailbook', '', own, own);
    for (const tool of Object.keys(tools))
      for (const [setting, [words]] of (await tools[tool]()).entries()) {
        if (tooLong.has(tool + words)) continue;
        const found = await inWorker({ folder, pair, tool, setting });
        if (found.why) tooLong.add(tool + words);
        const note = found.why ? 'larger pairs are spared' : verdict(own, found);
        if (!found.why && note) faults++;
        line('', tool, words, found, own, note);
      }
  }
  console.log(faults === 0 ? 'Trailbook was the fastest every time, and nobody needed fewer changes.' : `${faults} times another tool did better.`);
}

if (isMainThread) await compareAll(process.argv[2]);
else await measure(workerData);
