package history

import (
	"context"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// Between says how state b differs from state a, as an event that records both:
// feed it to diff.OfEvent or diff.EventText.
func Between(a, b State) audit.Event {
	e := b.Event
	if b.Raw == nil && a.Raw != nil {
		e = a.Event // it names what may be secret
	}
	for _, name := range []string{a.Event.TargetID, a.Event.TargetName} {
		if a.Object != b.Object && diff.IsSecretKey(name) {
			e.TargetName = name // what is secret on one side is on both
		}
	}
	e.Before, e.After, e.Changes, e.Raw = a.Raw, b.Raw, nil, nil
	return e
}

// OfEvent is the state that an event stands for in a comparison: what it has
// after, else before, else what the events of its object up to it left.
func OfEvent(ctx context.Context, cache *store.Store, key int64) (State, error) {
	e, row, err := cache.Event(ctx, key)
	if err != nil {
		return State{}, err
	}
	e.Raw = nil
	s := State{Object: e.Object(), Event: e, Row: row, Raw: present(e.After)}
	if s.Raw == nil {
		s.Raw = present(e.Before)
	}
	if s.Raw != nil || s.Object.IsZero() {
		return s, nil
	}
	return After(ctx, cache, key)
}

// After is the state in which an event left its object. CodeNotFound for an
// event that names none.
func After(ctx context.Context, cache *store.Store, key int64) (State, error) {
	o, e, err := ObjectOf(ctx, cache, key)
	if err != nil {
		return State{}, err
	}
	keys, err := cache.ObjectKeys(ctx, o, e.CreatedAt)
	if err != nil {
		return State{}, err
	}
	at := slices.Index(keys, key)
	return leftBy(ctx, cache, o, keys[:at+1])
}

// ObjectOf is what an event by its key is about, and the event without its
// entry. CodeNotFound for an event that names no object, or is gone.
func ObjectOf(ctx context.Context, cache *store.Store, key int64) (audit.Object, audit.Event, error) {
	rows, err := cache.Rows(ctx, []int64{key})
	if err != nil {
		return audit.Object{}, audit.Event{}, err
	}
	if len(rows) == 0 {
		return audit.Object{}, audit.Event{}, audit.Errorf(audit.CodeNotFound, "This event is no longer in the cache.")
	}
	e := rows[0].Bare()
	if e.Object().IsZero() {
		return audit.Object{}, e, audit.Errorf(audit.CodeNotFound, "This event does not say which object it is about.").
			WithHint("It has no history; the raw entry is still there.")
	}
	return e.Object(), e, nil
}

// WithNow says how the present state of an event's object differs from the one
// in which the event left it, as Between does, with the two states.
func WithNow(ctx context.Context, cache *store.Store, key int64) (e audit.Event, then, now State, err error) {
	o, _, err := ObjectOf(ctx, cache, key)
	if err != nil {
		return e, then, now, err
	}
	if then, err = After(ctx, cache, key); err != nil {
		return e, then, now, err
	}
	if now, err = At(ctx, cache, o, time.Time{}); err != nil {
		return e, then, now, err
	}
	return Between(then, now), then, now, nil
}

// Dates says how the state of an object at instant b differs from that at
// instant a, as Between does, with the two states.
func Dates(ctx context.Context, cache *store.Store, o audit.Object, a, b time.Time) (e audit.Event, first, second State, err error) {
	if first, err = At(ctx, cache, o, a); err != nil {
		return e, first, second, err
	}
	if second, err = At(ctx, cache, o, b); err != nil {
		return e, first, second, err
	}
	return Between(first, second), first, second, nil
}
