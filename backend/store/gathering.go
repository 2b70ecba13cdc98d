package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// gathering is a segment that is made beside what else is done: one step after
// the other, each in a goroutine that ends by itself.
type gathering struct {
	segment *fulltext.Builder
	keys    stretches
	events  int
	parts   *fulltext.Parts
	done    chan struct{} // closed when the last step is done
}

// then does a step after those before.
func (g *gathering) then(step func()) {
	before, done := g.done, make(chan struct{})
	g.done = done
	go func() {
		defer close(done)
		if before != nil {
			<-before
		}
		step()
	}()
}

// add takes events whose keys are greater than those before.
func (g *gathering) add(docs []fulltext.Doc) {
	for _, doc := range docs {
		g.keys = g.keys.and(doc.Key)
	}
	g.events += len(docs)
	g.then(func() {
		for _, doc := range docs {
			g.segment.Add(doc)
		}
	})
}

// finish makes the segment of what was added.
func (g *gathering) finish() {
	g.then(func() { g.parts, g.segment = g.segment.Encode(), nil })
}

// write puts the segment, once it is made, in the place of what is left for
// IndexTexts. Where another program has told of some of its events meanwhile,
// all are left as they are.
func (g *gathering) write(ctx context.Context, tx *sqlx.Tx) error {
	<-g.done
	todo, err := readTodo(ctx, tx)
	if err != nil {
		return err
	}
	for _, one := range g.keys {
		var left bool
		if todo, left = todo.without(one); !left {
			return nil
		}
	}
	if err := writeTodo(ctx, tx, todo); err != nil {
		return err
	}
	return putParts(ctx, tx, g.parts, textSegment{Low: g.keys[0].Low, High: g.keys[len(g.keys)-1].High, Events: g.events})
}

func isClosed(done chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}
