package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
)

// Write puts a batch of events of one source into the cache in one
// transaction: new ids are inserted, known ids with other content updated,
// the rest are duplicates. What an event was before its update is kept as a
// version; a known event that a file brings once more is tied to that file.
// The events' Tenant field is not read. A failed batch leaves nothing behind.
func (s *Store) Write(ctx context.Context, source Source, events []audit.Event) (tally Tally, err error) {
	defer func() { err = failed(err, "The events cannot be written to the cache.") }()
	packed := s.pack(events)
	tx, err := s.write.BeginTxx(ctx, nil)
	if err != nil {
		return Tally{}, err
	}
	defer func() { _ = tx.Rollback() }()
	batch, err := newBatch(ctx, tx, source)
	if err != nil {
		return Tally{}, err
	}
	defer batch.close()
	for i, event := range events {
		if err := batch.put(ctx, event, packed[i]); err != nil {
			return Tally{}, fmt.Errorf("store: event %q: %w", event.ID, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return Tally{}, err
	}
	batch.tally.Received = len(events)
	return batch.tally, nil
}

// payload is a packed entry with the places of the objects inside it.
type payload struct {
	raw    []byte
	rawLen int
	masked bool // a mask of an export is in it
	sha256 [sha256.Size]byte
	spans  [6]int // before, after, changes: offset and length of each
}

// pack compresses the entries before the transaction begins, so that the
// write lock is held only for writing.
func (s *Store) pack(events []audit.Event) []payload {
	packed := make([]payload, len(events))
	for i, e := range events {
		raw := []byte(e.Raw)
		spans, inside := spansOf(raw, e.Before, e.After, e.Changes)
		if !inside {
			// Objects that are not part of the entry (a CSV's columns) travel behind it.
			raw = slices.Concat(raw, e.Before, e.After, e.Changes)
			spans = spansBehind(len(e.Raw), e.Before, e.After, e.Changes)
		}
		packed[i] = payload{raw: s.packer.EncodeAll(raw, nil), rawLen: len(e.Raw), masked: bytes.Contains(e.Raw, []byte(maskSign)), sha256: sha256.Sum256(e.Raw), spans: spans}
	}
	return packed
}

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
