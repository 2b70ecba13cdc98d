package pull

import (
	"context"
	"fmt"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// A batch is written when it has this many events or bytes: large transactions
// are what SQLite is fast with, and an interruption loses no more than one.
const (
	batchEvents = 5000
	batchBytes  = 16 << 20
)

// A part of a batch is put into words when it has this many events or bytes,
// beside the walk, which waits for the tenant anyway.
const (
	partEvents = 64
	partBytes  = 1 << 20
)

// batch gathers mapped events until they are worth a transaction.
type batch struct {
	*session
	count int
	bytes int

	parts  []*told       // being put into words
	part   []audit.Event // not yet
	behind int           // bytes of the parts
	words  sync.WaitGroup
}

func (b *batch) add(event audit.Event) {
	b.part = append(b.part, event)
	b.count++
	b.bytes += len(event.Raw)
	if len(b.part) >= partEvents || b.bytes-b.behind >= partBytes {
		b.summarize()
	}
}

// told is a part of a batch, and what its events changed.
type told struct {
	events   []audit.Event
	contents []audit.Content
}

// summarize begins to put the last part into words.
func (b *batch) summarize() {
	part := &told{events: b.part}
	b.parts, b.part, b.behind = append(b.parts, part), nil, b.bytes
	b.words.Go(func() {
		part.contents = make([]audit.Content, len(part.events))
		for i := range part.events {
			part.events[i].Summary, part.contents[i] = diff.TellOf(part.events[i])
		}
	})
}

func (b *batch) full() bool { return b.count >= batchEvents || b.bytes >= batchBytes }

func (b *batch) flush(ctx context.Context) error {
	if b.count == 0 {
		return nil
	}
	b.summarize()
	b.words.Wait()
	events, contents := make([]audit.Event, 0, b.count), make([]audit.Content, 0, b.count)
	for _, part := range b.parts {
		events, contents = append(events, part.events...), append(contents, part.contents...)
	}
	tally, err := b.Store.Write(ctx, b.source, events, contents)
	if err != nil {
		return err
	}
	b.report.Tally.Add(tally)
	b.parts, b.count, b.bytes, b.behind = nil, 0, 0, 0
	return nil
}

func (b *batch) reject(at int, err error) {
	b.report.Tally.Add(store.Tally{Received: 1, Rejected: 1})
	b.report.Rejected = append(b.report.Rejected, store.Rejection{Where: fmt.Sprintf("offset %d", at), Reason: err.Error()})
}
