package history

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// State is what an object was at an instant.
type State struct {
	Object  audit.Object
	Event   audit.Event     // that left it, without its raw entry; zero before the first that tells
	Row     store.Row       // of that event
	Raw     json.RawMessage // in clear; nil where gone or not known
	Gone    bool            // deleted
	Partial bool            // only what lists of changes told is known
	Unsure  bool            // it may be otherwise: an event did not record what it changed
}

// Known reports that something is known: a state, or that there is none.
func (s State) Known() bool { return s.Gone || s.Raw != nil }

// Masked is the state with its secrets masked, nil where there is none.
func (s State) Masked() json.RawMessage {
	e := s.Event
	e.Before, e.After, e.Changes, e.Raw = nil, s.Raw, nil, nil
	masked, _ := diff.MaskEvent(e)
	return masked.After
}

// Words say where the state comes from and how sure it is, with times in UTC.
func (s State) Words() string {
	by := fmt.Sprintf("event %s of %s", s.Event.ID, audit.FormatTime(s.Event.CreatedAt))
	switch {
	case s.Gone:
		return "deleted by " + by
	case s.Raw == nil:
		return "no state is known: no event up to then records one"
	case s.Partial:
		return "known only in part, from lists of changes; the last is " + by
	case s.Unsure:
		return "as " + by + " left it, but a later change did not record its states"
	}
	return "as " + by + " left it"
}

// state is what the events so far left.
func (c *chain) state() State {
	s := State{Object: c.object, Raw: c.raw, Gone: c.gone, Partial: c.partial, Unsure: c.unsure}
	if c.left != nil {
		s.Event, s.Row = c.left.event, c.left.row
	}
	return s
}

// At is the state of an object at an instant: what the last event at or before
// it left; the zero time is now. CodeNotFound when the cache has no event about
// the object at all; before its first the state is not known.
func At(ctx context.Context, cache *store.Store, o audit.Object, instant time.Time) (State, error) {
	keys, err := cache.ObjectKeys(ctx, o, instant)
	if err != nil {
		return State{}, err
	}
	if len(keys) == 0 && !instant.IsZero() {
		keys, err = cache.ObjectKeys(ctx, o, time.Time{})
		if len(keys) > 0 || err != nil {
			return State{Object: o}, err
		}
	}
	if len(keys) == 0 {
		return State{}, unknown(o, time.Time{})
	}
	return leftBy(ctx, cache, o, keys)
}

// leftBy is what events by their keys, which are in time order, left. It reads
// only those from the last with a state on.
func leftBy(ctx context.Context, cache *store.Store, o audit.Object, keys []int64) (State, error) {
	from, err := anchor(ctx, cache, keys)
	if err != nil {
		return State{}, err
	}
	c := &chain{object: o}
	for together, err := range moments(ctx, cache, keys[from:], false) {
		if err != nil {
			return State{}, err
		}
		for _, it := range c.arrange(together) {
			c.step(it)
		}
	}
	return c.state(), nil
}

// anchor is the number of the first key of the last millisecond in which an
// event recorded a state; 0 where none did.
func anchor(ctx context.Context, cache *store.Store, keys []int64) (int, error) {
	to, moment := len(keys), int64(-1)
	for size := fewEvents; to > 0; size *= 2 {
		from := max(0, to-size)
		rows := make([]store.Packed, 0, to-from)
		for packed, err := range cache.PackedEvents(ctx, keys[from:to]) {
			if err != nil {
				return 0, err
			}
			rows = append(rows, packed)
		}
		for i := len(rows) - 1; i >= 0; i-- {
			switch {
			case moment >= 0 && rows[i].CreatedAt != moment:
				return from + i + 1, nil
			case rows[i].HasState():
				moment = rows[i].CreatedAt
			}
		}
		to = from
	}
	return 0, nil
}
