package bind

import (
	"context"
	"fmt"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// Reveal returns one secret in clear: what the event has before or after (side)
// at path, as Change has it. It is written to the activity log first, event and
// path, never the value; what cannot be logged is not shown.
func (e *Events) Reveal(key int64, path, side string) (string, error) {
	return call(e.core, "Events.Reveal", func(ctx context.Context) (string, error) {
		event, _, _, err := e.core.completed(ctx, key)
		if err != nil {
			return "", err
		}
		value, err := diff.Reveal(event, path, side)
		if err != nil {
			return "", err
		}
		if err := e.core.Store.Record(ctx, "secret revealed", revealNote(event, path, side)); err != nil {
			return "", err
		}
		return diff.Display(value), nil
	})
}

// ComparedReveal returns one secret of a comparison in clear, as Events.Reveal
// does: recorded are the event that left the state, and the path.
func (h *History) ComparedReveal(q Question, path, side string) (string, error) {
	return call(h.core, "History.ComparedReveal", func(ctx context.Context) (string, error) {
		event, before, after, err := h.pair(ctx, q)
		if err != nil {
			return "", err
		}
		value, err := diff.Reveal(event, path, side)
		if err != nil {
			return "", err
		}
		shown := after
		if side == diff.SideBefore {
			shown = before
		}
		note := fmt.Sprintf("%s of %q in the state that event %q of %q left shown, in the window", side, path, shown.Row.EventID, shown.Object.Tenant)
		if err := h.core.Store.Record(ctx, "secret revealed", note); err != nil {
			return "", err
		}
		return diff.Display(value), nil
	})
}

// revealNote says what was shown to whom can read the log, in one line.
func revealNote(event audit.Event, path, side string) string {
	return fmt.Sprintf("%s of %q in event %q of %q shown, in the window", side, path, event.ID, event.Tenant)
}
