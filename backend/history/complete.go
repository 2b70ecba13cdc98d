package history

import (
	"context"
	"fmt"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// Completion says where the state before an event was taken from that recorded
// the new state alone.
type Completion struct {
	Needed bool  // the event has the new state alone
	From   State // the state before it; not Known where no earlier event tells
}

// Words say it in a sentence; empty where the event itself has all.
func (c Completion) Words() string {
	switch {
	case !c.Needed:
		return ""
	case c.From.Raw == nil:
		return "The entry holds the new state alone, and no earlier event of this object in the cache tells the state before: every value shows as added."
	}
	words := fmt.Sprintf("The entry holds the new state alone. The state before is taken from the cache: what event %s of %s left",
		c.From.Event.ID, audit.FormatTime(c.From.Event.CreatedAt))
	switch {
	case c.From.Partial:
		return words + ", known only in part."
	case c.From.Unsure:
		return words + "; a change in between did not record its states."
	}
	return words + "."
}

// Complete returns an event that recorded the new state of its object alone
// together with the state before it, taken from what the cache's earlier events
// of that object left, and says so. Any other event comes back as it is: one
// with a state before or a list of changes of its own, one that created its
// object.
func Complete(ctx context.Context, cache *store.Store, key int64, e audit.Event) (audit.Event, Completion, error) {
	o := e.Object()
	if present(e.After) == nil || present(e.Before) != nil || present(e.Changes) != nil || o.IsZero() {
		return e, Completion{}, nil
	}
	keys, err := cache.ObjectKeys(ctx, o, e.CreatedAt)
	if err != nil {
		return e, Completion{}, err
	}
	if at := slices.Index(keys, key); at >= 0 {
		keys = keys[:at]
	}
	before, err := leftBy(ctx, cache, o, keys)
	switch {
	case err != nil:
		return e, Completion{}, err
	case before.Gone, e.Type == audit.TypeCreate && (before.Raw == nil || o.Kind != kindACL):
		return e, Completion{}, nil // it begins here
	}
	e.Before = before.Raw
	return e, Completion{Needed: true, From: before}, nil
}

// kindACL is a list of rules that is recorded as a whole: a rule is created
// inside it.
const kindACL = "acl"
