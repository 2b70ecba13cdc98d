package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
)

// The words for what a check shows.
const (
	holds       = "holds"
	holdsNot    = "does not hold"
	cannotTell  = "cannot be told"
	windowShift = 18 // events are checked in windows of so many bits of their keys
)

// LedgerState is what the ledger's own check showed.
type LedgerState struct {
	Entries int64  `json:"entries"`
	Hash    string `json:"hash"`  // of the newest entry, hexadecimal
	Chain   string `json:"chain"` // holds, does not hold
	End     string `json:"end"`   // whether the newest entries are there: holds, does not hold, cannot be told
	Note    string `json:"note"`  // why not, or what else to know; one sentence, may be empty
}

// link is what a check remembers of an entry.
type link struct {
	id, at, tenantID, sourceID int64
	kind                       string
	low, high                  int64 // keys of the events it seals; none where high < low
}

// subject names a row whose state the ledger keeps.
type subject struct {
	name string
	id   int64
}

// kept is the last state of a row, and the entry that kept it.
type kept struct {
	state string
	entry int64
}

// chain is the ledger as it was read.
type chain struct {
	links    []link
	windows  map[int64]bool
	removed  map[int64]int // tenant → position of the last entry that removed it
	states   map[subject]kept
	problems []string
	absent   []string // ranges of entries that are missing
	lost     int64    // how many those are
	last     entry
}

// readChain reads the ledger and checks it link by link.
func (c *checker) readChain(ctx context.Context) error {
	rows, err := c.tx.QueryxContext(ctx, "SELECT "+entryColumns+" FROM ledger ORDER BY id")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	ch := &chain{windows: map[int64]bool{}, removed: map[int64]int{}, states: map[subject]kept{}}
	ch.last.Hash = make([]byte, sha256.Size)
	c.chain = ch
	var emptied []link
	for rows.Next() {
		var e entry
		if err := rows.StructScan(&e); err != nil {
			return err
		}
		ch.follow(e)
		one := link{id: e.ID, at: e.At, tenantID: e.TenantID, sourceID: e.SourceID, kind: e.Kind, low: 1}
		if err := unseal(e, c.store.opener, func(s seal) { one.cover(s.key, ch.windows) }); err != nil {
			ch.problem("ledger entry %d: its seals cannot be read", e.ID)
		}
		if len(e.Heads)+len(e.Leaves) == 0 && !bytes.Equal(e.Sealed, e.sealsSum()) {
			emptied = append(emptied, one)
		} else if !bytes.Equal(e.Sealed, e.sealsSum()) {
			ch.problem("ledger entry %d (%s, %s): its seals were changed", e.ID, e.What, stamp(e.At))
		}
		if e.Subject != "" {
			ch.states[subject{e.Subject, e.SubjectID}] = kept{e.State, e.ID}
		}
		if e.removes() {
			ch.removed[e.SubjectID] = len(ch.links)
			delete(ch.states, subject{"tenant", e.SubjectID})
			ch.forget(e.SubjectID)
		}
		ch.links = append(ch.links, one)
	}
	for _, one := range emptied { // the seals go with their tenant, and only then
		if at, gone := ch.removed[one.tenantID]; !gone || ch.links[at].id < one.id {
			ch.problem("ledger entry %d: its seals were removed", one.id)
		}
	}
	return rows.Err()
}

func (e entry) removes() bool {
	return e.Kind == kindActivity && e.Subject == "tenant" && e.State == ""
}

// forget drops the states of what went with a tenant.
func (ch *chain) forget(tenantID int64) {
	delete(ch.states, subject{"outcome", tenantID})
	for of, was := range ch.states {
		if (of.name == "source" || of.name == "gap") && stateNumber(was.state, "tenant") == tenantID {
			delete(ch.states, of)
		}
	}
}

func (l *link) cover(key int64, windows map[int64]bool) {
	if l.high < l.low {
		l.low, l.high = key, key
	}
	l.low, l.high = min(l.low, key), max(l.high, key)
	windows[key>>windowShift] = true
}

func (ch *chain) problem(format string, args ...any) {
	ch.problems = append(ch.problems, fmt.Sprintf(format, args...))
}

// follow holds an entry against itself and against the one before.
func (ch *chain) follow(e entry) {
	sum := e.sum()
	gap := e.ID - ch.last.ID - 1
	if gap > 0 {
		ch.missing(ch.last.ID+1, e.ID-1, "")
	}
	switch {
	case !bytes.Equal(sum[:], e.Hash):
		ch.problem("ledger entry %d (%s, %s) was changed: its hash is not that of what it says", e.ID, e.What, stamp(e.At))
	case gap == 0 && !bytes.Equal(e.Previous, ch.last.Hash):
		if e.ID == 1 {
			ch.problem("ledger entry 1 (%s, %s) is not the first that was written", e.What, stamp(e.At))
		} else {
			ch.problem("ledger entry %d or %d (%s, %s) was put in place of another: they do not follow from one another", ch.last.ID, e.ID, e.What, stamp(e.At))
		}
	}
	ch.last = entry{ID: e.ID, Hash: e.Hash}
}

func (ch *chain) missing(from, to int64, whatElse string) {
	words := fmt.Sprintf("%d to %d", from, to)
	if from == to {
		words = fmt.Sprint(from)
	}
	ch.absent, ch.lost = append(ch.absent, words), ch.lost+to-from+1
	ch.problem("ledger entries missing: %s%s", words, whatElse)
}

// checkEnd holds the ledger against where it ended when it was last written,
// and that against its signature.
func (c *checker) checkEnd(ctx context.Context) error {
	ch, state := c.chain, &c.found.Ledger
	var head ledgerHead
	err := c.tx.GetContext(ctx, &head, "SELECT "+headColumns+" FROM ledger_head WHERE id = 1")
	*state = LedgerState{Entries: ch.last.ID, Hash: hex.EncodeToString(ch.last.Hash), End: cannotTell}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		ch.problem("the record of where the ledger ends was removed")
		state.End = holdsNot
	case err != nil:
		return err
	case head.Entries > ch.last.ID:
		ch.missing(ch.last.ID+1, head.Entries, ", the newest ones: they were cut")
		state.End = holdsNot
	case head.Entries < ch.last.ID:
		ch.problem("ledger entries %d to %d were put in by another program: the ledger ended before them", head.Entries+1, ch.last.ID)
		state.End = holdsNot
	case !bytes.Equal(head.Hash, ch.last.Hash):
		ch.problem("ledger entry %d was put in place of another: it is not the one that the ledger ended with", ch.last.ID)
		state.End = holdsNot
	}
	if err == nil {
		c.checkSignature(head)
	}
	state.Chain = holds
	if len(ch.problems) > 0 {
		state.Chain = holdsNot
	}
	for _, problem := range ch.problems {
		c.found.add(problem)
	}
	return nil
}

func (c *checker) checkSignature(head ledgerHead) {
	state := &c.found.Ledger
	whole := state.End != holdsNot
	switch head.verdict(c.store.keeper.fetch()) {
	case signed:
		if whole {
			state.End = holds
		}
	case partly:
		state.Note = fmt.Sprintf("The ledger was signed up to entry %d; whether some of the newest ones were cut since cannot be told.", head.Signed)
		if head.Signed > head.Entries || head.Signed > c.chain.last.ID {
			c.chain.problem("ledger entries were cut: it was signed when it had %d, and has %d", head.Signed, c.chain.last.ID)
			state.End, state.Note = holdsNot, ""
		}
	case forged:
		c.chain.problem("the record of where the ledger ends was changed: its signature does not hold")
		state.End = holdsNot
	case foreign:
		state.Note = "The end of the ledger was signed with a key that is not at hand here, so whether its newest entries were cut cannot be told."
	case unsigned:
		state.Note = "The end of the ledger is not signed, because no key was at hand, so whether its newest entries were cut cannot be told."
	}
}
