// How the numbers of an export hang together: the same rules as in Trailbook.
function wrongNumbers(tieOut) {
  const wrong = [];
  const want = (sum, number, text) => {
    if (sum !== number) wrong.push(`${text}: ${sum}, and not ${number}.`);
  };
  let inCache = 0;
  for (const tenant of tieOut.tenants) {
    inCache += tenant.events;
    want(tenant.inserted + tenant.updated + tenant.duplicates + tenant.rejected, tenant.received,
      `new, updated, known and rejected entries of ${quoted(tenant.name)} add up to what is not received`);
    want(tenant.inserted + tenant.unfinished, tenant.events,
      `the syncs and files of ${quoted(tenant.name)} brought another number of events than the cache holds`);
    if (tenant.unfinished > 0 && tenant.interrupted === 0) wrong.push(`${tenant.unfinished} events of ${quoted(tenant.name)} are from no sync and no file.`);
  }
  want(inCache, tieOut.inScope, 'the events of the tenants add up to another number than is in scope');
  const less = (from, list) => list.reduce((left, { events }) => left - events, from);
  want(less(tieOut.inScope, tieOut.leftOut), tieOut.matched, "what the filter's clauses leave of all events is not what it matches");
  for (const { clause, events } of tieOut.leftOut) if (events < 0) wrong.push(`the clause ${quoted(clause)} leaves out less than nothing.`);
  want(less(tieOut.matched, tieOut.notExported), tieOut.exported, 'what was matched is not what was exported and left out');
  return wrong;
}

function tieOutWords(tieOut) {
  const left = tieOut.leftOut.reduce((sum, { events }) => sum + events, 0);
  let text = `Of ${tieOut.inScope} events in the cache the filter left out ${left} and matched ${tieOut.matched}; all of these were exported.`;
  for (const tenant of tieOut.tenants) {
    if (!tenant.lastSync) continue;
    text += tenant.complete
      ? ` The last sync of ${tenant.name} reached the end of its log, at ${tenant.lastSync}.`
      : ` The last sync of ${tenant.name} did not reach the end of its log.`;
  }
  if (tieOut.missing.length > 0) text += ` In ${tieOut.missing.length} periods of the log entries may be missing.`;
  return text;
}
