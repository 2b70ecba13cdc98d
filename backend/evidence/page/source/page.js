// The page itself. Whatever comes out of a pack is hostile: it is shown as text.
const LIMITS = [/*{{LIMITS}}*/];
const WORDS = { holds: 'holds', broken: 'does not hold', unknown: 'cannot be told' };
const the = (id) => document.getElementById(id);

/** Text that nothing in it can turn around or hide. */
function plain(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = plain(text);
  if (className) made.className = className;
  return made;
}

function showCheck(check) {
  const item = element('li');
  const head = element('p');
  head.append(element('b', check.name), ': ', element('span', WORDS[check.state], check.state));
  item.append(head);
  if (check.text && check.state !== 'broken') item.append(element('p', check.text));
  if (check.findings.length > 0) {
    const list = element('ul');
    for (const { where, text, was, is } of check.findings) {
      const line = element('li');
      line.append(element('span', where, 'where'), ': ', element('span', text));
      if (was !== undefined) line.append(`: was “${plain(was)}”, is “${plain(is)}”`);
      list.append(line);
    }
    if (check.total > check.findings.length) list.append(element('li', `and ${check.total - check.findings.length} more`));
    item.append(list);
  }
  the('checks').append(item);
}

function showVerdict(state, text) {
  the('verdict').textContent = plain(text);
  the('verdict').className = state;
  the('result').hidden = false;
  the('verdict').focus();
}

function showFacts(pack) {
  const { manifest } = pack;
  const facts = [
    ['Report', manifest.reportId], ['Made', `${manifest.createdAt} with Trailbook ${manifest.tool.version}`], ['By', manifest.request.report.generatedBy],
    ['Filter', manifest.request.report.filterWords || 'none: all events'], ['Events', manifest.events.count], ['Root', manifest.events.root],
    ['Key', pack.fingerprint ?? 'none'],
    ['Secrets', manifest.events.opened ? 'IN CLEAR' : `${manifest.events.withheld} withheld, each with a salted hash`],
    ['Time stamp', pack.byName.has('manifest.sig.tsr') ? 'there is one; trailbook verify or openssl ts checks it' : 'none'],
  ];
  for (const [name, value] of facts) the('facts').append(element('dt', name), element('dd', value));
}

let running = 0;

async function verifyFile(file) {
  const run = ++running;
  const progress = (text) => { if (run === running) the('progress').textContent = plain(text); };
  the('result').hidden = true;
  the('facts').replaceChildren();
  the('checks').replaceChildren();
  progress(`Reading ${file.name} …`);
  const began = performance.now();
  try {
    const pack = new Pack(await openZip(file), (text) => progress(`Checking: ${text}`));
    await pack.readManifest();
    const expected = the('expected').value.trim();
    const checks = [];
    for (const step of [() => pack.signature(expected), () => pack.events(), () => pack.tieOut(), () => pack.files()]) {
      checks.push(await step());
      if (run !== running) return;
    }
    showFacts(pack);
    checks.forEach(showCheck);
    const broken = checks.some(({ state }) => state === 'broken');
    showVerdict(broken ? 'broken' : 'holds', broken ? 'This pack does not hold' : 'This pack holds: nothing in it was changed since it was signed');
    progress(`${file.name}: checked in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  } catch (error) {
    if (run !== running) return;
    showVerdict('unknown', 'It cannot be told whether this pack holds');
    progress(`${file.name} cannot be read as a pack: ${error.message}`);
  }
}

for (const text of LIMITS) the('limits').append(element('li', text));
the('file').addEventListener('change', () => { if (the('file').files[0]) void verifyFile(the('file').files[0]); });
the('expected').addEventListener('change', () => { if (the('file').files[0]) void verifyFile(the('file').files[0]); });
for (const kind of ['dragover', 'drop']) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    the('drop').classList.toggle('over', kind === 'dragover');
    const file = event.dataTransfer?.files[0];
    if (kind === 'drop' && file) void verifyFile(file);
  });
}
