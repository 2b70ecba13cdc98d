package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/fulltext"
)

// Prepared is a batch of events made ready to be written: all that takes time and
// does not need the cache.
type Prepared struct {
	Events   []audit.Event
	contents []audit.Content // nil where they are not known
	payloads []payload
	texts    *fulltext.Parts // of all events, whose keys are 1, 2, 3 and on
}

// Prepare makes a batch ready, on all cores. contents are what the events changed,
// one for each; nil where that is not known yet, and then it is found out as
// LookInto says, or later (IndexTexts).
func (s *Store) Prepare(events []audit.Event, contents []audit.Content) *Prepared {
	p := s.unpacked(events, contents)
	var texts sync.WaitGroup
	if p.contents != nil && len(events) > 0 {
		texts.Go(func() {
			b := fulltext.NewBuilder()
			for i := range events {
				b.Add(p.told(i, int64(i+1)))
			}
			p.texts = b.Encode()
		})
	}
	s.packAll(p)
	texts.Wait()
	return p
}

// unpacked is a batch of which it is known what its events changed.
func (s *Store) unpacked(events []audit.Event, contents []audit.Content) *Prepared {
	p := &Prepared{Events: events, contents: contents, payloads: make([]payload, len(events))}
	if p.contents == nil && s.contents != nil {
		p.contents = make([]audit.Content, len(events))
		onAllCores(len(events), func(i int) { p.contents[i] = s.contents(events[i]) })
	}
	return p
}

func (s *Store) packAll(p *Prepared) {
	onAllCores(len(p.Events), func(i int) { p.payloads[i] = s.pack(p.Events[i]) })
}

// Write is Prepare and WritePrepared.
func (s *Store) Write(ctx context.Context, source Source, events []audit.Event, contents []audit.Content) (Tally, error) {
	return s.WritePrepared(ctx, source, s.Prepare(events, contents))
}

// WritePrepared puts a batch of events of one source into the cache in one
// transaction, with the ledger's entry that seals them and their full text: new
// ids are inserted, known ids with other content updated, the rest are
// duplicates. What an event was before its update is kept as a version; a known
// event that a file brings once more is tied to that file. The events' Tenant
// field is not read. A failed batch leaves nothing behind.
func (s *Store) WritePrepared(ctx context.Context, source Source, packed *Prepared) (Tally, error) {
	return s.writeBatch(ctx, source, packed, newVocabulary(), func(tx *sqlx.Tx, w wrote) error {
		return s.putTexts(ctx, tx, packed, w)
	})
}

// wrote is what a batch wrote.
type wrote struct {
	keys    []int64        // of its events, 0 where nothing was written
	changed map[int64]bool // those that were known before
}

// writeBatch is WritePrepared, with the texts that are known, and the full text by texts.
func (s *Store) writeBatch(ctx context.Context, source Source, packed *Prepared, known *vocabulary, texts func(*sqlx.Tx, wrote) error) (tally Tally, err error) {
	defer func() { err = failed(err, "The events cannot be written to the cache.") }()
	err = s.writing(ctx, func(tx *sqlx.Tx) error {
		if err := known.renew(ctx, tx); err != nil {
			return err
		}
		batch, err := newBatch(ctx, tx, source, known)
		if err != nil {
			return err
		}
		defer batch.close()
		keys, err := batch.putAll(ctx, packed)
		if err != nil {
			return err
		}
		tally = batch.tally
		tally.Received = len(packed.Events)
		if len(batch.seals.heads) == 0 {
			return nil // nothing new
		}
		if err := batch.grown.keep(ctx, tx, source.TenantID); err != nil {
			return err
		}
		if err := texts(tx, wrote{keys, batch.changed}); err != nil {
			return err
		}
		return s.enter(ctx, tx, batch.seals.into(entry{
			At: batch.now, Kind: kindEvents, What: "events written", TenantID: source.TenantID, SourceID: source.ID,
			Added: tally.Inserted, Updated: tally.Updated,
		}, s.packer))
	})
	if err != nil {
		known.forget() // keys that were not committed
		return Tally{}, err
	}
	return tally, nil
}

// payload is a packed entry with the places of the objects inside it.
type payload struct {
	raw    []byte
	rawLen int
	masked bool // a mask of an export is in it
	sha256 [sha256.Size]byte
	spans  [6]int // before, after, changes: offset and length of each
	behind []byte // hash of the objects behind the raw entry, none where they are part of it
}

// pack compresses an entry before the transaction begins, so that the write lock
// is held only for writing.
func (s *Store) pack(e audit.Event) payload {
	raw := []byte(e.Raw)
	spans, inside := spansOf(raw, e.Before, e.After, e.Changes)
	var behind []byte
	if !inside {
		// Objects that are not part of the entry (a CSV's columns) travel behind it.
		raw = slices.Concat(raw, e.Before, e.After, e.Changes)
		spans = spansBehind(len(e.Raw), e.Before, e.After, e.Changes)
		behind = behindSum(raw[len(e.Raw):])
	}
	return payload{
		raw: s.packed(raw), rawLen: len(e.Raw), masked: bytes.Contains(e.Raw, []byte(maskSign)),
		sha256: sha256.Sum256(e.Raw), spans: spans, behind: behind,
	}
}

// scratches are for what is compressed: of that much room is needed beforehand,
// and a third of it afterwards.
var scratches sync.Pool

// packed compresses an entry into memory that is as large as it is then.
func (s *Store) packed(raw []byte) []byte {
	scratch, _ := scratches.Get().(*[]byte)
	if scratch == nil {
		scratch = new([]byte)
	}
	*scratch = s.packer.EncodeAll(raw, (*scratch)[:0])
	packed := bytes.Clone(*scratch)
	if cap(*scratch) <= largestScratch {
		scratches.Put(scratch)
	}
	return packed
}

// largestScratch keeps the room for a huge entry from staying.
const largestScratch = 1 << 20

func spansOf(raw []byte, objects ...json.RawMessage) (spans [6]int, inside bool) {
	for i, object := range objects {
		if len(object) == 0 {
			continue
		}
		at := bytes.Index(raw, object)
		if at < 0 {
			return spans, false
		}
		spans[2*i], spans[2*i+1] = at, len(object)
	}
	return spans, true
}

func spansBehind(at int, objects ...json.RawMessage) (spans [6]int) {
	for i, object := range objects {
		spans[2*i], spans[2*i+1] = at, len(object)
		at += len(object)
	}
	return spans
}
