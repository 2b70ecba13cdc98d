package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/history"
)

// The kinds of a Question, closed.
const (
	CompareEvents = "events" // what two events stand for: what they have after, else before, else what the events of their object left
	CompareNow    = "now"    // how an event left its object, and how that is now
	CompareDates  = "dates"  // an object at two instants
)

// Question names two states of which the first is held against the second.
type Question struct {
	Kind   string    `json:"kind"`
	A      int64     `json:"a"` // key of an event, or for dates epoch ms; 0 is now
	B      int64     `json:"b"` // likewise; not used for now
	Object ObjectRef `json:"object"`
}

// pair reads the two states of a question, and what differs as an event that
// records both.
func (h *History) pair(ctx context.Context, q Question) (e audit.Event, before, after history.State, err error) {
	switch q.Kind {
	case CompareEvents:
		if before, err = history.OfEvent(ctx, h.core.Store, q.A); err != nil {
			return e, before, after, err
		}
		after, err = history.OfEvent(ctx, h.core.Store, q.B)
		return history.Between(before, after), before, after, err
	case CompareNow:
		return history.WithNow(ctx, h.core.Store, q.A)
	case CompareDates:
		return history.Dates(ctx, h.core.Store, q.Object.object(), moment(q.A), moment(q.B))
	}
	return e, before, after, audit.Errorf(audit.CodeInvalid, "%q is no way to compare.", q.Kind)
}

// Compare says how the second state of a question differs from the first.
func (h *History) Compare(q Question) (StateComparison, error) {
	return call(h.core, "History.Compare", func(ctx context.Context) (StateComparison, error) {
		e, before, after, err := h.pair(ctx, q)
		if err != nil {
			return StateComparison{}, err
		}
		view, err := h.core.shownView(ctx, e)
		if err != nil {
			return StateComparison{}, err
		}
		shown := StateComparison{
			Before: objectState(before, false), After: objectState(after, false), Coarse: view.Coarse, Noise: view.Noise,
			Masked: view.Masked,
		}
		changes, left := shownChanges(view.Changes)
		first := h.core.parcels.send(changePieces(changes, shownElements(view.Elements, changes)))
		shown.Changes, shown.Elements, shown.More, shown.Left = first.Changes, first.Elements, first.More, left
		return shown, nil
	})
}

// ComparedText compares the two states of a question as text, line by line.
func (h *History) ComparedText(q Question, noise bool) (TextDiff, error) {
	return call(h.core, "History.ComparedText", func(ctx context.Context) (TextDiff, error) {
		e, _, _, err := h.pair(ctx, q)
		if err != nil {
			return TextDiff{}, err
		}
		text, err := diff.EventText(e, noise)
		if err != nil {
			return TextDiff{}, err
		}
		return h.core.shownText(text), nil
	})
}

// ComparedLines opens a gap of ComparedText, as Events.EqualLines does.
func (h *History) ComparedLines(q Question, noise bool, before, after, count int) ([]TextLine, error) {
	return call(h.core, "History.ComparedLines", func(ctx context.Context) ([]TextLine, error) {
		e, _, _, err := h.pair(ctx, q)
		if err != nil {
			return nil, err
		}
		lines, err := diff.EqualLines(e, noise, before, after, min(count, maxEqualLines))
		return shownLines(lines), err
	})
}

// ComparedValue returns one value of a comparison whole, masked; side is before
// or after.
func (h *History) ComparedValue(q Question, path, side string) (string, error) {
	return call(h.core, "History.ComparedValue", func(ctx context.Context) (string, error) {
		e, _, _, err := h.pair(ctx, q)
		if err != nil {
			return "", err
		}
		view, err := h.core.shownView(ctx, e)
		if err != nil {
			return "", err
		}
		return valueAt(view, path, side)
	})
}

// ComparedValueDiff looks into one change of a comparison, as Events.ValueDiff
// does.
func (h *History) ComparedValueDiff(q Question, path string) (ValueDiff, error) {
	return call(h.core, "History.ComparedValueDiff", func(ctx context.Context) (ValueDiff, error) {
		e, _, _, err := h.pair(ctx, q)
		if err != nil {
			return ValueDiff{}, err
		}
		prints, err := h.core.Store.FingerprintKey(ctx)
		if err != nil {
			return ValueDiff{}, err
		}
		return h.core.shownValueDiff(e, path, prints)
	})
}

// ComparedTree says what differs between the two states of a question as nested
// parts, as Events.Tree does.
func (h *History) ComparedTree(q Question, noise bool) (Branch, error) {
	return call(h.core, "History.ComparedTree", func(ctx context.Context) (Branch, error) {
		e, _, _, err := h.pair(ctx, q)
		if err != nil {
			return Branch{}, err
		}
		tree, err := diff.TreeOf(e, noise)
		return shownBranch(tree), err
	})
}

// ComparedCopy writes what differs between the two states of a question, as
// Events.Copy does.
func (h *History) ComparedCopy(q Question, format, path string) (string, error) {
	return call(h.core, "History.ComparedCopy", func(ctx context.Context) (string, error) {
		e, _, _, err := h.pair(ctx, q)
		if err != nil {
			return "", err
		}
		return diff.Copied(e, format, path)
	})
}
