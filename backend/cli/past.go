package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/store"
)

// past is what later syncs and imports showed about an event.
type past struct {
	flags    store.Flags
	versions []store.Version // what it was before it changed, oldest first
}

func (p *program) pastOf(ctx context.Context, event audit.Event) (past, error) {
	key, err := p.store.Find(ctx, event.Tenant, event.ID)
	if err != nil {
		return past{}, err
	}
	_, row, err := p.store.Event(ctx, key)
	if err != nil {
		return past{}, err
	}
	versions, err := p.store.Versions(ctx, key)
	return past{row.Flags, versions}, err
}

// lines say it for people; none for an event that is as it always was.
func (h past) lines(p *program) string {
	var b strings.Builder
	if h.flags.Has(store.Gone) {
		b.WriteString("gone      the tenant's log no longer has it\n")
	}
	if h.flags.Has(store.Changed) {
		b.WriteString("changed   since it was first seen; show --json has the earlier versions\n")
	}
	for i, v := range h.versions {
		fmt.Fprintf(&b, "version %d seen %s, replaced %s, from %s\n", i+1, p.moment(v.SeenAt), p.moment(v.HeldUntil),
			diff.Printable(diff.MaskText(v.Source.Kind+" "+v.Source.Name)))
	}
	return b.String()
}

// versionJSON is what an event was before it changed.
type versionJSON struct {
	SeenAt    *string         `json:"seenAt"`
	HeldUntil *string         `json:"heldUntil"`
	SourceID  int64           `json:"sourceId"`
	Source    string          `json:"source"`
	Event     json.RawMessage `json:"event"`
}

// withPast is an event's JSON with its flags and versions.
func (h past) withPast(ctx context.Context, event []byte, reveal bool) ([]byte, error) {
	versions := []versionJSON{}
	for _, v := range h.versions {
		v.Event.Summary = diff.Summary(v.Event)
		line, err := eventJSON(ctx, v.Event, reveal)
		if err != nil {
			return nil, err
		}
		versions = append(versions, versionJSON{jsonMoment(v.SeenAt), jsonMoment(v.HeldUntil), v.Source.ID, v.Source.Name, line})
	}
	more, err := json.Marshal(map[string]any{"flags": h.flags.Words(), "versions": versions})
	if err != nil {
		return nil, err
	}
	event = bytes.TrimSuffix(bytes.TrimSpace(event), []byte("}"))
	return append(append(event, ','), more[1:]...), nil
}

// eventJSON is an event with all its fields, as every export has them.
func eventJSON(ctx context.Context, event audit.Event, reveal bool) ([]byte, error) {
	var line bytes.Buffer
	only := iter.Seq2[audit.Event, error](func(yield func(audit.Event, error) bool) { yield(event, nil) })
	_, err := export.Stream(ctx, &line, export.Request{Format: export.FormatNDJSON, Events: only, Total: 1, IncludeSecrets: reveal})
	return bytes.TrimSpace(line.Bytes()), err
}
