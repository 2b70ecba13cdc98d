package bind

import (
	"context"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/history"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/store"
)

// History tells how objects came to be what they are. Secrets are masked in
// every state and value.
type History struct{ core *Core }

// mostGaps bounds one answer.
const mostGaps = 500

func (r ObjectRef) object() audit.Object {
	return audit.Object{Tenant: r.Tenant, Kind: r.Kind, ID: r.ID}
}

func objectRef(o audit.Object) ObjectRef { return ObjectRef{o.Tenant, o.Kind, o.ID} }

// Object is the history of what an event, by its key, is about; CodeNotFound
// for an event that names nothing.
func (h *History) Object(key int64) (ObjectHistory, error) {
	return call(h.core, "History.Object", func(ctx context.Context) (ObjectHistory, error) {
		o, _, err := history.ObjectOf(ctx, h.core.Store, key)
		if err != nil {
			return ObjectHistory{}, err
		}
		return h.read(ctx, o)
	})
}

// Of is the history of an object by its name.
func (h *History) Of(object ObjectRef) (ObjectHistory, error) {
	return call(h.core, "History.Of", func(ctx context.Context) (ObjectHistory, error) { return h.read(ctx, object.object()) })
}

func (h *History) read(ctx context.Context, o audit.Object) (ObjectHistory, error) {
	trail, err := history.Read(ctx, h.core.Store, o, time.Time{})
	if err != nil {
		return ObjectHistory{}, err
	}
	last := trail.Entries[len(trail.Entries)-1].Row
	return ObjectHistory{
		Object: objectRef(o), Name: diff.MaskText(last.TargetName), Events: objectEvents(trail), Gaps: stateGaps(trail.Gaps), State: objectState(trail.State, false),
	}, nil
}

// At is the state of an object at an instant, epoch milliseconds; 0 is now.
func (h *History) At(object ObjectRef, at int64) (ObjectState, error) {
	return call(h.core, "History.At", func(ctx context.Context) (ObjectState, error) {
		state, err := history.At(ctx, h.core.Store, object.object(), moment(at))
		return objectState(state, true), err
	})
}

// After is the state in which an event, by its key, left its object.
func (h *History) After(key int64) (ObjectState, error) {
	return call(h.core, "History.After", func(ctx context.Context) (ObjectState, error) {
		state, err := history.After(ctx, h.core.Store, key)
		return objectState(state, true), err
	})
}

// Blame says who last set every value of an object's state at an instant, epoch
// milliseconds; 0 is now.
func (h *History) Blame(object ObjectRef, at int64) (Blame, error) {
	return call(h.core, "History.Blame", func(ctx context.Context) (Blame, error) {
		trail, err := history.Read(ctx, h.core.Store, object.object(), moment(at))
		if err != nil {
			return Blame{}, err
		}
		leaves, err := trail.Blame()
		blame := Blame{State: objectState(trail.State, false), Leaves: make([]BlameLeaf, len(leaves)), Events: objectEvents(trail)}
		for i, l := range leaves {
			value, cut := shortened(diff.Display(l.Value))
			blame.Leaves[i] = BlameLeaf{l.Path, l.Names, value, cut, l.Masked, l.Noise, l.Entry, l.AtLatest}
		}
		return blame, err
	})
}

// CheckStates follows, as a job under the page's id, every object of a tenant,
// or of all with an empty name, whose events are new since the last check. Its
// progress counts their events; what it found is Continuity's to tell.
func (h *History) CheckStates(jobID, tenant string) error {
	return do(h.core, "History.CheckStates", func(context.Context) error {
		return h.core.jobs.Start(jobID, "check", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
			started := time.Now()
			found, err := history.Check(ctx, h.core.Store, tenant, meter.Set)
			return JobReport{Complete: err == nil, Received: found.Objects, DurationMs: time.Since(started).Milliseconds()}, err
		})
	})
}

// Continuity tells where the states of a tenant's objects, or of all with an
// empty name, do not fit together. It follows what CheckStates has not yet; of
// a large cache that takes longer than a call may.
func (h *History) Continuity(tenant string) (ContinuityReport, error) {
	return call(h.core, "History.Continuity", func(ctx context.Context) (ContinuityReport, error) {
		found, err := history.Check(ctx, h.core.Store, tenant, nil)
		return ContinuityReport{
			Objects: found.Objects, Gaps: stateGaps(found.Gaps[:min(len(found.Gaps), mostGaps)]), Total: len(found.Gaps),
		}, err
	})
}

func objectEvents(trail *history.Trail) []ObjectEvent {
	list := make([]ObjectEvent, len(trail.Entries))
	for i, e := range trail.Entries {
		list[i] = ObjectEvent{
			Key: e.Row.Key, ID: e.Row.EventID, CreatedAt: e.Row.CreatedAt, Action: e.Row.Action, Type: string(e.Row.Type()),
			User: e.Row.Email, Summary: diff.MaskText(e.Row.Summary), Size: e.Size, Noise: e.Noise, Tells: e.Tells, Gap: e.Gap,
		}
	}
	return list
}

func stateGaps(gaps []history.Gap) []StateGap {
	list := make([]StateGap, len(gaps))
	for i, g := range gaps {
		if g.Names == nil {
			g.Names = [][]string{}
		}
		list[i] = StateGap{
			Object: objectRef(g.Object), Name: diff.MaskText(g.Found.TargetName), LeftKey: g.Left.Key, FoundKey: g.Found.Key, From: g.Left.CreatedAt, To: g.Found.CreatedAt,
			Paths: g.Paths, Names: g.Names, Differing: g.Differing, Sentence: g.Sentence(),
		}
	}
	return list
}

// objectState is a state for the page, with its text where that is asked for.
func objectState(s history.State, text bool) ObjectState {
	shown := ObjectState{
		Object: objectRef(s.Object), Name: diff.MaskText(s.Row.TargetName), Key: s.Row.Key, EventID: s.Row.EventID, At: s.Row.CreatedAt, User: s.Row.Email, Action: s.Row.Action,
		Known: s.Known(), Gone: s.Gone, Partial: s.Partial, Unsure: s.Unsure, Words: s.Words(),
	}
	if text && s.Raw != nil {
		shown.Text = diff.Pretty(s.Masked())
	}
	return shown
}

// completed opens an event with the state before it, where it recorded the new
// one alone, and says where that is from.
func (c *Core) completed(ctx context.Context, key int64) (audit.Event, store.Row, history.Completion, error) {
	event, row, err := c.Store.Event(ctx, key)
	if err != nil {
		return event, row, history.Completion{}, err
	}
	event, from, err := history.Complete(ctx, c.Store, key, event)
	return event, row, from, err
}
