package bind

import (
	"context"
	"fmt"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// MaxValue is up to how many characters of a value the diff table gets.
const MaxValue = 2000

// Detail opens one event. Secrets are masked.
func (e *Events) Detail(key int64) (Detail, error) {
	return call(e.core, "Events.Detail", func(ctx context.Context) (Detail, error) {
		event, row, from, err := e.core.completed(ctx, key)
		if err != nil {
			return Detail{}, err
		}
		view, err := e.core.shownView(ctx, event)
		if err != nil {
			return Detail{}, err
		}
		source, err := e.core.Store.Source(ctx, row.SourceID)
		if err != nil {
			return Detail{}, err
		}
		detail := Detail{
			Row: shownRow(row), IP: row.IP, UserAgent: row.UserAgent, Shape: view.Shape, Noise: view.Noise, Masked: view.Masked,
			Coarse: view.Coarse, RawBytes: len(event.Raw), Source: sourceWords(source), Note: from.Words(),
		}
		if detail.Summary == "" {
			detail.Summary = diff.Summary(event)
		}
		if detail.Summary == diff.NothingTold {
			detail.Summary = "" // the shape and the note say so
		}
		if from.Needed {
			detail.Shape = diff.ShapeAfter // what the entry gave
			row, was := from.From.Row, from.From
			detail.Filled = &Filled{Key: row.Key, At: row.CreatedAt, Action: row.Action, Partial: was.Partial, Unsure: was.Unsure}
		}
		changes, left := shownChanges(view.Changes)
		first := e.core.parcels.send(changePieces(changes, shownElements(view.Elements, changes)))
		detail.Changes, detail.Elements, detail.More, detail.Left = first.Changes, first.Elements, first.More, left
		return detail, nil
	})
}

func (e *Events) view(ctx context.Context, key int64) (diff.View, error) {
	event, _, _, err := e.core.completed(ctx, key)
	if err != nil {
		return diff.View{}, err
	}
	return e.core.shownView(ctx, event)
}

// shownView is what an event changed, masked, with fingerprints of its secrets.
func (c *Core) shownView(ctx context.Context, event audit.Event) (diff.View, error) {
	key, err := c.Store.FingerprintKey(ctx)
	if err != nil {
		return diff.View{}, err
	}
	return diff.OfEventWith(event, diff.Options{Key: key})
}

// Value returns one value of the diff table whole, masked; side is before or
// after.
func (e *Events) Value(key int64, path, side string) (string, error) {
	return call(e.core, "Events.Value", func(ctx context.Context) (string, error) {
		view, err := e.view(ctx, key)
		if err != nil {
			return "", err
		}
		return valueAt(view, path, side)
	})
}

// valueAt is one value of the changes whole.
func valueAt(view diff.View, path, side string) (string, error) {
	for _, change := range view.Changes {
		value := change.After
		if side == "before" {
			value = change.Before
		}
		// What went, what came and what moved there may have the same path.
		if change.Path == path && value != nil {
			return displayed(change, value), nil
		}
	}
	return "", audit.Errorf(audit.CodeNotFound, "This event does not change %s.", path)
}

// Text compares the event's two states as text, line by line.
func (e *Events) Text(key int64, noise bool) (TextDiff, error) {
	return call(e.core, "Events.Text", func(ctx context.Context) (TextDiff, error) {
		event, _, _, err := e.core.completed(ctx, key)
		if err != nil {
			return TextDiff{}, err
		}
		text, err := diff.EventText(event, noise)
		if err != nil {
			return TextDiff{}, err
		}
		return e.core.shownText(text), nil
	})
}

// maxEqualLines is how many lines of a gap the page gets at once.
const maxEqualLines = 500

// EqualLines opens a gap of Text: up to count of its lines, from those numbered
// before and after on.
func (e *Events) EqualLines(key int64, noise bool, before, after, count int) ([]TextLine, error) {
	return call(e.core, "Events.EqualLines", func(ctx context.Context) ([]TextLine, error) {
		event, _, _, err := e.core.completed(ctx, key)
		if err != nil {
			return nil, err
		}
		lines, err := diff.EqualLines(event, noise, before, after, min(count, maxEqualLines))
		return shownLines(lines), err
	})
}

func (c *Core) shownText(text diff.TextDiff) TextDiff {
	first := c.parcels.send(linePieces(shownLines(text.Lines)))
	return TextDiff{Coarse: text.Coarse, Cut: text.Cut, Lines: first.Lines, More: first.More}
}

func shownLines(lines []diff.Line) []TextLine {
	shown := make([]TextLine, len(lines))
	for i, line := range lines {
		shown[i] = TextLine{
			Kind: string(line.Kind), Before: line.Before, After: line.After, Count: line.Count,
			Segments: segments(line.Segments), Mate: line.Mate, Around: line.Around,
		}
	}
	return shown
}

// Raw returns the entry as received, masked and indented, as the text of
// pieces.
func (e *Events) Raw(key int64) (Piece, error) {
	return call(e.core, "Events.Raw", func(ctx context.Context) (Piece, error) {
		event, _, err := e.core.Store.Event(ctx, key)
		if err != nil {
			return Piece{}, err
		}
		masked, _ := diff.MaskJSON(event.Raw)
		return e.core.parcels.send(textPieces(diff.Pretty(masked))), nil
	})
}

func shownRow(r store.Row) Row {
	return Row{
		Key: r.Key, ID: r.EventID, Tenant: r.Tenant, CreatedAt: r.CreatedAt, Action: r.Action, Type: string(r.Type()), Area: r.Area,
		User: r.Email, UserID: r.UserID, FlowID: r.FlowID, TargetKind: r.TargetKind, TargetID: r.TargetID,
		TargetName: diff.MaskText(r.TargetName), Summary: diff.MaskText(r.Summary), Changed: r.Flags.Has(store.Changed), Gone: r.Flags.Has(store.Gone),
	}
}

// sourceWords says where an event came from.
func sourceWords(s store.Source) string {
	at := time.UnixMilli(s.StartedAt).UTC().Format("2006-01-02 15:04 UTC")
	if s.Kind == "import" {
		return fmt.Sprintf("import of %s, %s", s.Name, at)
	}
	return "sync, " + at
}
