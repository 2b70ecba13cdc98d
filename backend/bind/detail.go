package bind

import (
	"context"
	"encoding/json"
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
			RawBytes: len(event.Raw), Source: sourceWords(source), Changes: shownChanges(view),
			Elements: shownElements(view.Elements), Note: from.Words(),
		}
		if from.Needed {
			detail.Shape = diff.ShapeAfter // what the entry gave
			row, was := from.From.Row, from.From
			detail.Filled = &Filled{Key: row.Key, At: row.CreatedAt, Action: row.Action, Partial: was.Partial, Unsure: was.Unsure}
		}
		return detail, nil
	})
}

func shownElements(elements []diff.Element) []Element {
	list := make([]Element, len(elements))
	for i, of := range elements {
		list[i] = Element{Path: of.Path, Kind: of.Kind, Name: of.Name, Change: string(of.Change)}
	}
	return list
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
		if change.Path != path {
			continue
		}
		if side == "before" {
			return diff.Display(change.Before), nil
		}
		return diff.Display(change.After), nil
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
		return shownText(text), nil
	})
}

func shownText(text diff.TextDiff) TextDiff {
	shown := TextDiff{Coarse: text.Coarse, Cut: text.Cut, Lines: make([]TextLine, len(text.Lines))}
	for i, line := range text.Lines {
		shown.Lines[i] = TextLine{
			Kind: string(line.Kind), Before: line.Before, After: line.After, Count: line.Count,
			Segments: segments(line.Segments), Mate: line.Mate, Around: line.Around,
		}
	}
	return shown
}

// Raw returns the entry as received, masked and indented.
func (e *Events) Raw(key int64) (string, error) {
	return call(e.core, "Events.Raw", func(ctx context.Context) (string, error) {
		event, _, err := e.core.Store.Event(ctx, key)
		if err != nil {
			return "", err
		}
		masked, _ := diff.MaskJSON(event.Raw)
		return diff.Pretty(masked), nil
	})
}

func shownRow(r store.Row) Row {
	return Row{
		Key: r.Key, ID: r.EventID, Tenant: r.Tenant, CreatedAt: r.CreatedAt, Action: r.Action, Type: string(r.Type()), Area: r.Area,
		User: r.Email, UserID: r.UserID, FlowID: r.FlowID, TargetKind: r.TargetKind, TargetID: r.TargetID,
		TargetName: diff.MaskText(r.TargetName), Changed: r.Flags.Has(store.Changed), Gone: r.Flags.Has(store.Gone),
	}
}

func shownChanges(view diff.View) []Change {
	list := make([]Change, len(view.Changes))
	for i, change := range view.Changes {
		list[i] = shownChange(change)
	}
	return list
}

func shownChange(c audit.Change) Change {
	before, after := diff.Display(c.Before), diff.Display(c.After)
	shown := Change{
		Path: c.Path, Kind: string(c.Kind), HasBefore: c.Before != nil, HasAfter: c.After != nil,
		Masked: c.Masked, Noise: c.Noise, Marks: []TextSegment{},
		Element: c.Element, Label: c.Label, Connection: c.Connection,

		FingerprintBefore: c.FingerprintBefore, FingerprintAfter: c.FingerprintAfter,
	}
	if c.Kind == audit.ChangeChanged && !c.Masked && isText(c.Before) && isText(c.After) {
		shown.Marks = segments(diff.Marks(before, after))
	}
	var cutBefore, cutAfter bool
	shown.Before, cutBefore = shortened(before)
	shown.After, cutAfter = shortened(after)
	shown.Cut = cutBefore || cutAfter
	return shown
}

func isText(value json.RawMessage) bool { return len(value) > 0 && value[0] == '"' }

func shortened(text string) (string, bool) {
	n := 0
	for at := range text {
		if n == MaxValue {
			return text[:at], true
		}
		n++
	}
	return text, false
}

func segments(from []diff.Segment) []TextSegment {
	list := make([]TextSegment, len(from))
	for i, s := range from {
		list[i] = TextSegment{Kind: string(s.Kind), Text: s.Text}
	}
	return list
}

// sourceWords says where an event came from.
func sourceWords(s store.Source) string {
	at := time.UnixMilli(s.StartedAt).UTC().Format("2006-01-02 15:04 UTC")
	if s.Kind == "import" {
		return fmt.Sprintf("import of %s, %s", s.Name, at)
	}
	return "sync, " + at
}
