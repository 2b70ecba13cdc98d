package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
)

// heldVersion is an earlier version of an event as it lies in the cache.
type heldVersion struct {
	earlierVersion
	fault string // of its entry, empty when it is sound
}

// versionsIn reads the earlier versions of the events in a window.
func (c *checker) versionsIn(ctx context.Context, low, high int64) (map[int64][]heldVersion, error) {
	rows, err := c.tx.QueryContext(ctx, "SELECT "+checkedVersion+" WHERE e.event_id BETWEEN ? AND ? ORDER BY e.event_id, e.id", low, high)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	held := map[int64][]heldVersion{}
	var row checkedRow
	for rows.Next() {
		if err := row.scan(rows); err != nil {
			return nil, err
		}
		f := row.facts(c.words)
		fault, _ := c.entryFault(&row, &f)
		held[row.key] = append(held[row.key], heldVersion{earlierVersion{f.leaf(&c.explain.scratch), row.until}, fault})
	}
	return held, rows.Err()
}

// entryFault unpacks an entry and says what is wrong with it; the facts learn
// what is behind it.
func (c *checker) entryFault(row *checkedRow, f *facts) (fault string, raw []byte) {
	if row.rawLen < 0 {
		return "has lost its entry", nil
	}
	whole, err := c.store.opener.DecodeAll(row.raw, c.explain.unpacked[:0])
	if err != nil {
		return "has an entry that does not unpack", nil
	}
	c.explain.unpacked = whole
	if row.rawLen > len(whole) || !fits(row.spans, len(whole)) {
		return "has an entry of which the places of its objects do not fit", nil
	}
	if row.hasBehind() {
		f.payload.behind = behindSum(whole[row.rawLen:])
	}
	if sum := sha256.Sum256(whole[:row.rawLen]); !bytes.Equal(sum[:], row.sha256) {
		return "has an entry that is not what was received", whole[:row.rawLen]
	}
	return "", whole[:row.rawLen]
}

// fits reports that the places of an entry's objects are inside it.
func fits(spans [6]int, size int) bool {
	for i := 0; i+1 < len(spans); i += 2 {
		if spans[i] < 0 || spans[i+1] < 0 || spans[i]+spans[i+1] > size {
			return false
		}
	}
	return true
}

// eventsIn goes through the events of a window and their seals side by side.
func (c *checker) eventsIn(ctx context.Context, low, high int64, sealed []sealedEvent, versions map[int64][]heldVersion) error {
	rows, err := c.tx.QueryContext(ctx, "SELECT "+checkedColumns+", e.parts FROM event e LEFT JOIN payload p ON p.id = e.id WHERE e.id BETWEEN ? AND ? ORDER BY e.id", low, high)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var row checkedRow
	for rows.Next() {
		if err := row.scan(rows); err != nil {
			return err
		}
		for len(sealed) > 0 && sealed[0].key < row.key {
			c.missing(sealed[0])
			sealed = sealed[1:]
		}
		var was *sealedEvent
		if len(sealed) > 0 && sealed[0].key == row.key {
			was, sealed = &sealed[0], sealed[1:]
		}
		c.checkEvent(&row, was)
		c.checkVersions(&row, was, versions[row.key])
		c.found.Bytes += int64(max(row.rawLen, 0))
		if c.checked++; c.options.Progress != nil && c.checked%1000 == 0 {
			c.options.Progress(c.checked)
		}
	}
	for _, gone := range sealed {
		c.missing(gone)
	}
	return rows.Err()
}

// missing reports an event that the ledger has and the cache has not.
func (c *checker) missing(was sealedEvent) {
	if was.alive {
		c.report(Finding{
			What: "is gone: another program removed it", Event: was.seal.eventID, Tenant: c.tenants[was.link.tenantID].Name,
			Source: c.sourceWords(was.link.sourceID), Entry: was.link.id,
		})
	}
}

// checkEvent holds an event against its seal.
func (c *checker) checkEvent(row *checkedRow, was *sealedEvent) {
	f := row.facts(c.words)
	fault, raw := c.entryFault(row, &f)
	if was == nil || !was.alive {
		c.suspect[row.key] = true
		about := c.about(row, nil)
		about.What = "was put in by another program: no ledger entry has it"
		if c.chain.lost > 0 {
			about.What = "has no seal: another program put it in, or the ledger entries that are missing had it"
		}
		c.report(about)
		return
	}
	leaf, summary := f.leaf(&c.explain.scratch), c.words.summaries[row.summaryID]
	if fault == "" && leaf == was.seal.leaf && row.flags == was.seal.flags && row.parts == partsAt(row.spans) && c.summarySum(row.summaryID) == was.seal.summary {
		return
	}
	c.suspect[row.key] = true
	about := c.about(row, was)
	switch {
	case fault != "":
		about.What = fault
		c.report(about)
	case leaf != was.seal.leaf:
		for _, one := range c.explain.why(f, was, c.tenants[row.tenantID], raw) {
			told := about
			told.What, told.Field, told.Is, told.Expected = one.what, one.field, one.is, one.expected
			if one.field == "id" {
				told.Event = one.expected
			}
			c.report(told)
		}
	case row.parts != partsAt(row.spans):
		told := about
		told.What, told.Field = byAnother, "which of before, after and changes it has"
		told.Is, told.Expected = row.parts.String(), partsAt(row.spans).String()
		c.report(told)
	}
	if row.flags != was.seal.flags {
		told := about
		told.What, told.Field = byAnother, "what later syncs found of it"
		told.Is, told.Expected = row.flags.all(), was.seal.flags.all()
		c.report(told)
	}
	if summarySum(summary) != was.seal.summary {
		about.What, about.Is = "has a summary that no ledger entry has", summary
		c.report(about)
	}
}

// about begins a finding on an event: which one, and where it came from.
func (c *checker) about(row *checkedRow, was *sealedEvent) Finding {
	f := Finding{Event: row.eventID, Tenant: c.tenants[row.tenantID].Name}
	source := row.sourceID
	if was != nil {
		f.Entry = was.link.id
		if was.link.sourceID != 0 {
			source = was.link.sourceID
		}
	}
	f.Source = c.sourceWords(source)
	return f
}

// checkVersions holds the earlier versions of an event against their seals.
func (c *checker) checkVersions(row *checkedRow, was *sealedEvent, held []heldVersion) {
	if len(held) == 0 && (was == nil || len(was.earlier) == 0) {
		return
	}
	about := c.about(row, nil)
	for i, version := range held {
		switch {
		case version.fault != "":
			about.What = "in an earlier version " + version.fault
		case was == nil || !was.alive:
			continue // said of the event
		case i < len(was.earlier) && version.leaf != was.earlier[i].leaf:
			about.What = "has an earlier version that another program changed"
		case i < len(was.earlier) && was.earlier[i].until != 0 && version.until != was.earlier[i].until:
			about.What = fmt.Sprintf("has an earlier version of which another program changed how long it held: to %s, was %s", stamp(version.until), stamp(was.earlier[i].until))
		default:
			continue
		}
		about.Entry = 0
		c.report(about)
	}
	if was != nil && was.alive && len(held) != len(was.earlier) {
		about.What, about.Entry = fmt.Sprintf("has %d earlier versions, the ledger has %d", len(held), len(was.earlier)), was.link.id
		c.report(about)
	}
}

// all names all flags, also those that do not matter to a reader.
func (f Flags) all() string {
	words := f.Words()
	if f.Has(FileOnly) {
		words = append(words, "only in files")
	}
	if f.Has(Copy) {
		words = append(words, "masked copy")
	}
	if len(words) == 0 {
		return "nothing"
	}
	return fmt.Sprint(words)
}
