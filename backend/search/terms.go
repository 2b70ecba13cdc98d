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

// rows asks SQL for the events that a term matches.
func (c *compiler) rows(l audit.Leaf) index.Condition {
	if c.err != nil {
		return index.All{}
	}
	keys, err := c.engine.store.Match(c.ctx, audit.Filter{Search: l.String(), Clock: audit.Clock{Zone: c.zone}}, store.Order{})
	if err != nil {
		c.err = err
	}
	return index.Keys{Set: index.NewKeySet(keys)}
}

// has is what events have, in the order of audit.Parts; what is not in the
// columns SQL knows.
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
	var some index.Or
	rest := l
	for bit, part := range []func() index.Condition{
		0: func() index.Condition { return without(index.ByActor, index.Actors, 0, 1) },
		1: func() index.Condition { return without(index.ByFlow, index.Flows, 0) },
		2: func() index.Condition { return without(index.ByTarget, index.Targets, 1, 2) },
		3: func() index.Condition { return without(index.ByOrigin, index.Origins, 0) },
		4: func() index.Condition { return without(index.ByArea, index.Areas, 0) },
	} {
		if l.Set&(1<<bit) != 0 {
			some, rest.Set = append(some, part()), rest.Set&^(1<<bit)
		}
	}
	if rest.Set != 0 {
		some = append(some, c.rows(rest))
	}
	return some
}
