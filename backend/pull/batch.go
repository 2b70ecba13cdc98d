package pull

import (
	"context"
	"fmt"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// A batch is written when it has this many events or bytes: large transactions
// are what SQLite is fast with, and an interruption loses no more than one.
const (
	batchEvents = 5000
	batchBytes  = 16 << 20
)

// batch gathers mapped events until they are worth a transaction.
type batch struct {
	*session
	events []audit.Event
	bytes  int
}

func (b *batch) add(event audit.Event) {
	b.events = append(b.events, event)
	b.bytes += len(event.Raw)
}

func (b *batch) full() bool { return len(b.events) >= batchEvents || b.bytes >= batchBytes }

func (b *batch) flush(ctx context.Context) error {
	if len(b.events) == 0 {
		return nil
	}
	tally, err := b.Store.Write(ctx, b.source, b.events)
	if err != nil {
		return err
	}
	b.report.Tally.Add(tally)
	b.events, b.bytes = b.events[:0], 0
	return nil
}

func (b *batch) reject(at int, err error) {
	b.report.Tally.Add(store.Tally{Received: 1, Rejected: 1})
	b.report.Rejected = append(b.report.Rejected, store.Rejection{Where: fmt.Sprintf("offset %d", at), Reason: err.Error()})
}
