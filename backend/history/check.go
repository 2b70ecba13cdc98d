package history

import (
	"context"
	"runtime"
	"sync"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// Continuity is what a check of whole tenants found.
type Continuity struct {
	Objects int   // that have events in the cache
	Gaps    []Gap // the newest first
}

// keptAtOnce is how many objects' walks are kept in one transaction.
const keptAtOnce = 256

// Check follows every object of a tenant, or of all with an empty name, and
// finds where states do not fit together. What it finds is kept in the cache:
// only objects whose events changed since are followed again. progress, if
// given, hears how many of how many events are done, always from the caller's
// goroutine. A gap is no error; CodeCancelled when ctx ends.
func Check(ctx context.Context, cache *store.Store, tenant string, progress func(done, total int)) (Continuity, error) {
	stale, fresh, err := cache.UnwalkedObjects(ctx, tenant)
	if err != nil {
		return Continuity{}, err
	}
	if err := followAll(ctx, cache, stale, progress); err != nil {
		return Continuity{}, err
	}
	gaps, err := keptGaps(ctx, cache, tenant)
	return Continuity{Objects: fresh + len(stale), Gaps: gaps}, err
}

// followAll follows objects, several at a time, and keeps what it finds.
func followAll(ctx context.Context, cache *store.Store, objects []store.ObjectStamp, progress func(done, total int)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	todo := make(chan store.ObjectStamp)
	found := make(chan store.Walk, keptAtOnce)
	var running sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		running.Go(func() {
			for o := range todo {
				gaps, err := gapsOf(ctx, cache, o.Object())
				if err != nil {
					stop(err)
					return
				}
				found <- store.Walk{ObjectStamp: o, Gaps: gaps}
			}
		})
	}
	go func() {
		defer close(found)
		defer running.Wait()
		defer close(todo)
		for _, o := range objects {
			select {
			case todo <- o:
			case <-ctx.Done():
				return
			}
		}
	}()
	if err := keepAll(ctx, cache, found, steps(objects, progress)); err != nil {
		stop(err)
		for range found { // until those that run have ended
		}
		return err
	}
	if ctx.Err() != nil {
		return stopped(context.Cause(ctx))
	}
	return nil
}

// steps tells progress of one object after the other.
func steps(objects []store.ObjectStamp, progress func(done, total int)) func(store.ObjectStamp) {
	if progress == nil {
		return func(store.ObjectStamp) {}
	}
	total, done := 0, 0
	for _, o := range objects {
		total += o.Events
	}
	return func(o store.ObjectStamp) {
		done += o.Events
		progress(done, total)
	}
}

// keepAll keeps walks as they come, some at a time, and tells step of each.
func keepAll(ctx context.Context, cache *store.Store, found <-chan store.Walk, step func(store.ObjectStamp)) error {
	var walks []store.Walk
	for walk := range found {
		step(walk.ObjectStamp)
		if walks = append(walks, walk); len(walks) == keptAtOnce {
			if err := cache.KeepWalks(ctx, walks); err != nil {
				return err
			}
			walks = walks[:0]
		}
	}
	if len(walks) > 0 && ctx.Err() == nil {
		return cache.KeepWalks(ctx, walks)
	}
	return nil
}

// stopped is why a context ended, as an error for people.
func stopped(cause error) error {
	if audit.CodeOf(cause) != audit.CodeInternal {
		return cause
	}
	return audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(cause)
}

// gapsOf follows one object.
func gapsOf(ctx context.Context, cache *store.Store, o audit.Object) ([]store.StateGap, error) {
	keys, err := cache.ObjectKeys(ctx, o, time.Time{})
	if err != nil {
		return nil, err
	}
	var gaps []store.StateGap
	c := &chain{object: o}
	for together, err := range grouped(inline(ctx, cache, keys, false)) {
		if err != nil {
			return nil, err
		}
		for _, it := range c.arrange(together) {
			if gap := c.gap(it); gap != nil {
				gaps = append(gaps, store.StateGap{LeftBy: gap.Left.Key, FoundBy: gap.Found.Key, Paths: gap.Paths, Differing: gap.Differing})
			}
			c.step(it)
		}
	}
	return gaps, nil
}

// keptGaps are those that the last walks found, with their events.
func keptGaps(ctx context.Context, cache *store.Store, tenant string) ([]Gap, error) {
	kept, err := cache.StateGaps(ctx, tenant)
	if err != nil {
		return nil, err
	}
	gaps := make([]Gap, 0, len(kept))
	for _, k := range kept {
		rows, err := cache.Rows(ctx, []int64{k.LeftBy, k.FoundBy})
		if err != nil {
			return nil, err
		}
		if len(rows) == 2 { // else removed between the two questions
			gaps = append(gaps, Gap{
				Object: rows[1].Bare().Object(), Left: rows[0], Found: rows[1], Paths: k.Paths, Differing: k.Differing,
			})
		}
	}
	return gaps, nil
}

// Within lists the gaps that a filter's reader has to know of: the event that
// shows the gap is one that the filter selects but for its period, and some of
// the time in which the change must have happened lies in the period.
func Within(ctx context.Context, cache *store.Store, gaps []Gap, f audit.Filter) ([]Gap, error) {
	anytime := f
	anytime.From, anytime.To = time.Time{}, time.Time{}
	selection, err := anytime.Selection()
	if err != nil {
		return nil, err
	}
	found := []Gap{}
	for _, g := range gaps {
		shown := g.Found.Bare()
		if selection.Search.NeedsContent() {
			if shown, _, err = cache.Event(ctx, g.Found.Key); err != nil {
				return nil, err
			}
		}
		if selection.Matches(shown, diff.ContentOf) && (f.From.IsZero() || !shown.CreatedAt.Before(f.From)) &&
			(f.To.IsZero() || g.Left.Bare().CreatedAt.Before(f.To)) {
			found = append(found, g)
		}
	}
	return found, nil
}

// OfFilter checks the tenants that a filter takes events from and lists the
// gaps Within it.
func OfFilter(ctx context.Context, cache *store.Store, f audit.Filter, progress func(done, total int)) ([]Gap, error) {
	found := []Gap{}
	for _, tenant := range tenantsOf(f) {
		checked, err := Check(ctx, cache, tenant, progress)
		if err != nil {
			return nil, err
		}
		within, err := Within(ctx, cache, checked.Gaps, f)
		if err != nil {
			return nil, err
		}
		found = append(found, within...)
	}
	return found, nil
}

// Followed lists the gaps Within a filter that the last checks found. all is
// false where events came, changed or went since, so that some may be missing.
func Followed(ctx context.Context, cache *store.Store, f audit.Filter) (gaps []Gap, all bool, err error) {
	gaps, all = []Gap{}, true
	for _, tenant := range tenantsOf(f) {
		stale, _, err := cache.UnwalkedObjects(ctx, tenant)
		if err != nil {
			return nil, false, err
		}
		kept, err := keptGaps(ctx, cache, tenant)
		if err != nil {
			return nil, false, err
		}
		within, err := Within(ctx, cache, kept, f)
		if err != nil {
			return nil, false, err
		}
		gaps, all = append(gaps, within...), all && len(stale) == 0
	}
	return gaps, all, nil
}

// tenantsOf are the names that a filter takes events from; one empty name is
// all of them.
func tenantsOf(f audit.Filter) []string {
	if len(f.Tenants) == 0 {
		return []string{""}
	}
	return f.Tenants
}

// Sentences are the gaps in words.
func Sentences(gaps []Gap) []string {
	words := make([]string, len(gaps))
	for i, g := range gaps {
		words[i] = g.Sentence()
	}
	return words
}
