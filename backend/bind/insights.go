package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// ValueDiff looks into one change: what both sides are, how they differ as
// text, and what changed in JSON inside a text. Masked.
func (e *Events) ValueDiff(key int64, path string) (ValueDiff, error) {
	return call(e.core, "Events.ValueDiff", func(ctx context.Context) (ValueDiff, error) {
		event, prints, err := e.eventAndKey(ctx, key)
		if err != nil {
			return ValueDiff{}, err
		}
		return e.core.shownValueDiff(event, path, prints)
	})
}

func (c *Core) shownValueDiff(event audit.Event, path string, prints []byte) (ValueDiff, error) {
	found, err := diff.OfValue(event, path, prints)
	if err != nil {
		return ValueDiff{}, err
	}
	shown := ValueDiff{
		Path: found.Path, Before: valueInfo(found.Before), After: valueInfo(found.After),
		ImageBefore: found.ImageBefore, ImageAfter: found.ImageAfter, Masked: found.Masked,
		Text: c.shownText(found.Text), Changes: []Change{}, Elements: []Element{},
	}
	if found.Embedded != nil {
		shown.HasChanges, shown.Coarse = true, found.Embedded.Coarse
		shown.Changes, shown.Left = shownChanges(found.Embedded.Changes)
		shown.Elements = shownElements(found.Embedded.Elements, shown.Changes)
		for i := range shown.Changes {
			shown.Changes[i].Cut = false // Events.Value knows only the event's own changes
		}
	}
	return shown, nil
}

func valueInfo(v diff.Value) ValueInfo {
	return ValueInfo{Kind: string(v.Kind), MediaType: v.MediaType, Bytes: v.Bytes, Lines: v.Lines, SHA256: v.SHA256, Image: v.Image}
}

func (e *Events) eventAndKey(ctx context.Context, key int64) (audit.Event, []byte, error) {
	event, _, _, err := e.core.completed(ctx, key)
	if err != nil {
		return event, nil, err
	}
	prints, err := e.core.Store.FingerprintKey(ctx)
	return event, prints, err
}

// Tree says what the event changed as nested parts, without noise unless asked
// for. Masked.
func (e *Events) Tree(key int64, noise bool) (Branch, error) {
	return call(e.core, "Events.Tree", func(ctx context.Context) (Branch, error) {
		event, _, _, err := e.core.completed(ctx, key)
		if err != nil {
			return Branch{}, err
		}
		tree, err := diff.TreeOf(event, noise)
		return shownBranch(tree), err
	})
}

func shownBranch(b diff.Branch) Branch {
	shown := Branch{
		Name: b.Name, Label: b.Label, Path: b.Path, From: b.From, Kind: string(b.Kind), Before: b.Before, After: b.After,
		HasBefore: b.HasBefore, HasAfter: b.HasAfter, Cut: b.Cut, Masked: b.Masked, Noise: b.Noise,
		Changes: b.Changes, Unchanged: b.Unchanged, Folded: b.Folded, Left: b.Left, Children: make([]Branch, len(b.Children)),
	}
	for i, child := range b.Children {
		shown.Children[i] = shownBranch(child)
	}
	return shown
}

// Copy writes the event's changes, or with a path the one at it, as patch (RFC
// 6902), markdown or text. Masked.
func (e *Events) Copy(key int64, format, path string) (string, error) {
	return call(e.core, "Events.Copy", func(ctx context.Context) (string, error) {
		event, _, _, err := e.core.completed(ctx, key)
		if err != nil {
			return "", err
		}
		return diff.Copied(event, format, path)
	})
}
