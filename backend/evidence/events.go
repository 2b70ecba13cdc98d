package evidence

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/evidence/merkle"
)

// eventsTally is what is counted of events, on their way into a pack and when
// they are read back.
type eventsTally struct {
	tree           merkle.Tree
	first, last    *EventMark
	oldest, newest time.Time
	types          map[audit.Type]int
	withheld       int
	opened         bool
	replaced       int
}

func newEventsTally() *eventsTally { return &eventsTally{types: map[audit.Type]int{}} }

func (t *eventsTally) add(e *audit.Event, leaf merkle.Hash, withheld int) {
	mark := &EventMark{ID: e.ID, Tenant: e.Tenant, CreatedAt: audit.FormatTime(e.CreatedAt), Leaf: leaf.String()}
	if t.first == nil {
		t.first = mark
	}
	t.last = mark
	if t.oldest.IsZero() || e.CreatedAt.Before(t.oldest) {
		t.oldest = e.CreatedAt
	}
	if e.CreatedAt.After(t.newest) {
		t.newest = e.CreatedAt
	}
	t.types[e.Type]++
	t.withheld += withheld
	t.tree.Add(leaf)
}

func (t *eventsTally) count() int { return int(t.tree.Size()) } //nolint:gosec // a number of lines

// events is what the manifest says of them.
func (t *eventsTally) events() Events {
	return Events{
		Count: t.count(), Root: t.tree.Root().String(), First: t.first, Last: t.last,
		Oldest: moment(t.oldest), Newest: moment(t.newest), Types: typeCounts(t.types),
		Withheld: t.withheld, Opened: t.opened, Replaced: t.replaced,
	}
}

// writeEvents writes events, a line each, and their leaves, and counts them.
func writeEvents(ctx context.Context, lines, leaves io.Writer, events iter.Seq2[audit.Event, error], f former, progress func(int)) (*eventsTally, error) {
	tally := newEventsTally()
	tally.opened = f.open
	out, hashes := bufio.NewWriterSize(lines, bufferSize), bufio.NewWriterSize(leaves, bufferSize)
	size := func(e audit.Event) int { return len(e.Raw) + len(e.Before) + len(e.After) + len(e.Changes) }
	for made, err := range inOrder(ctx, events, size, f.entry) {
		if err != nil {
			return nil, err
		}
		tally.add(&made.event, made.leaf, made.withheld)
		tally.replaced += made.replaced
		if _, err := out.Write(made.line); err != nil {
			return nil, fmt.Errorf("evidence: writing events: %w", err)
		}
		if _, err := hashes.WriteString(leafLine(made.leaf, made.event.ID)); err != nil {
			return nil, fmt.Errorf("evidence: writing leaves: %w", err)
		}
		if n := tally.count(); n%progressEvery == 0 {
			progress(n)
		}
	}
	if err := out.Flush(); err != nil {
		return nil, fmt.Errorf("evidence: writing events: %w", err)
	}
	if err := hashes.Flush(); err != nil {
		return nil, fmt.Errorf("evidence: writing leaves: %w", err)
	}
	progress(tally.count())
	return tally, nil
}

const (
	bufferSize    = 1 << 18
	progressEvery = 500
)

// leafLine is a line of the file of leaves: the hash and, so that a missing
// event has a name, its id as JSON.
func leafLine(leaf merkle.Hash, id string) string {
	return leaf.String() + " " + string(canonical.Quote(id)) + "\n"
}
