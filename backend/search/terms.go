package search

import (
	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/store"
)

// texts asks the full text for the events whose summary, id or content a term
// matches.
func (c *compiler) texts(l audit.Leaf) index.Condition {
	if c.err != nil {
		return index.All{}
	}
	bits, err := c.engine.store.FindTexts(c.ctx, l)
	if err != nil {
		c.err = err
	}
	return index.Keys{Set: index.BitKeySet(bits)}
}

// told is met by events with a summary: all but those that none was made for yet.
func (c *compiler) told() index.Condition {
	if c.err != nil {
		return index.All{}
	}
	keys, err := c.engine.store.WithoutSummary(c.ctx)
	if err != nil {
		c.err = err
	}
	return index.Not{Condition: index.Keys{Set: index.NewKeySet(keys)}}
}

// has is what events have, in the order of audit.Parts.
func (c *compiler) has(l audit.Leaf) index.Condition {
	without := func(column index.Column, dictionary int, parts ...int) index.Condition {
		empty := c.version.Words(dictionary).Select(func(w index.Word) bool {
			for _, part := range parts {
				if w.Texts[part] != "" {
					return false
				}
			}
			return true
		})
		return index.Not{Condition: index.In{Column: column, Set: empty}}
	}
	part := func(p store.Parts) index.Condition { return index.Flagged{Any: uint8(p) << partsFrom} } //nolint:gosec // three bits
	var some index.Or
	for bit, condition := range []func() index.Condition{
		0: func() index.Condition { return without(index.ByActor, index.Actors, 0, 1) },
		1: func() index.Condition { return without(index.ByFlow, index.Flows, 0) },
		2: func() index.Condition { return without(index.ByTarget, index.Targets, 1, 2) },
		3: func() index.Condition { return without(index.ByOrigin, index.Origins, 0) },
		4: func() index.Condition { return without(index.ByArea, index.Areas, 0) },
		5: c.told,
		6: func() index.Condition { return part(store.HasBefore) },
		7: func() index.Condition { return part(store.HasAfter) },
		8: func() index.Condition { return part(store.HasChanges) },
	} {
		if l.Set&(1<<bit) != 0 {
			some = append(some, condition())
		}
	}
	return some
}
