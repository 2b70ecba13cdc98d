package search

import (
	"cmp"
	"context"
	"runtime/debug"
	"sync"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/store"
)

// Engine answers filters over one cache. It is safe for use by several
// goroutines.
type Engine struct {
	store     *store.Store
	index     *index.Index // nil where SQL has to answer all
	patience  time.Duration
	stop      context.CancelFunc // ends preparing
	preparing sync.WaitGroup

	mu      sync.Mutex
	answers []answer // to the last questions, newest last
	zones   map[string]*index.Zone
	groups  map[audit.Facet]*groupings // of the facets that need one
	orders  map[store.Order]ordered
}

// Options are what an engine is opened with.
type Options struct {
	Memory   int64         // bytes that the columns may take; 0 for a quarter of the machine's
	Log      func(error)   // hears what went wrong and was got over; may be nil
	Patience time.Duration // for what a search looks up outside the columns; 0 for half a minute
}

// Open begins to load the columns of a cache and to follow it, until Close. A
// question waits for the snapshot to be read, a moment; while the columns are
// made anew SQL answers.
func Open(s *store.Store, o Options) *Engine {
	e := SQL(s)
	e.patience = cmp.Or(o.Patience, 30*time.Second)
	e.index = index.Open(cache{s}, index.Options{Dir: s.Dir(), Allowed: o.Memory, Log: o.Log})
	ctx, stop := context.WithCancel(context.Background())
	e.stop = stop
	e.preparing.Go(func() {
		if err := e.prepare(ctx); err != nil && ctx.Err() == nil && o.Log != nil {
			o.Log(err)
		}
	})
	return e
}

// prefetchAfter lets the window draw its first rows and facets before the full
// text is read for searches to come.
const prefetchAfter = 2 * time.Second

// prepare does what the first facets and the first search would wait for.
func (e *Engine) prepare(ctx context.Context) error {
	v, err := e.columns(ctx)
	if err != nil {
		return err
	}
	for _, one := range facets {
		if v != nil && one.value != nil {
			e.groups[one.by].of(one, v.Words(one.words))
		}
	}
	select {
	case <-time.After(prefetchAfter):
		if err := e.store.PrefetchTexts(ctx); err != nil {
			return err
		}
		debug.FreeOSMemory() // what loading took on the way goes back to the system
		return nil
	case <-ctx.Done():
		return nil
	}
}

// SQL is an engine without columns.
func SQL(s *store.Store) *Engine {
	return &Engine{store: s, zones: map[string]*index.Zone{}, groups: map[audit.Facet]*groupings{audit.FacetUser: {}, audit.FacetTarget: {}, audit.FacetIP: {}}, orders: map[store.Order]ordered{}}
}

// Close keeps a snapshot of the columns for the next start.
func (e *Engine) Close() {
	if e.stop != nil {
		e.stop()
		e.preparing.Wait()
	}
	if e.index != nil {
		e.index.Close()
	}
}

// Status says how far the columns are.
func (e *Engine) Status() index.Status {
	if e.index == nil {
		return index.Status{State: index.Broken}
	}
	return e.index.Status()
}

// columns is the version that answers; nil where SQL has to.
func (e *Engine) columns(ctx context.Context) (*index.Version, error) {
	if e.index == nil {
		return nil, nil
	}
	if err := e.index.Restored(ctx); err != nil {
		return nil, err
	}
	v, err := e.index.Version(ctx)
	if audit.CodeOf(err) == audit.CodeBusy {
		return nil, nil
	}
	return v, err
}

// answer is what a selection selected of a version.
type answer struct {
	version *index.Version
	asked   string
	result  *index.Result
}

// answersKept is how many answers stay at hand: the table, the facets and the
// histogram ask about the same events.
const answersKept = 4

// selected is the events that a selection selects, from the columns; nil where
// SQL has to answer.
func (e *Engine) selected(ctx context.Context, sel audit.Selection) (*index.Result, error) {
	v, err := e.columns(ctx)
	if v == nil || err != nil {
		return nil, err
	}
	asked, lasting := question(sel)
	if lasting {
		if result := e.recall(v, asked); result != nil {
			return result, nil
		}
	}
	condition, err := e.compiled(ctx, v, sel)
	if err != nil {
		return nil, err
	}
	result, err := v.Filter(ctx, condition)
	if err != nil {
		return nil, stopped(err)
	}
	if lasting {
		e.remember(answer{v, asked, result})
	}
	return result, nil
}

// compiled is a selection as the columns are asked; what is not in them was
// looked up by then. CodeBusy where that took too long, as an expression may that
// looks into all texts of millions of events.
func (e *Engine) compiled(ctx context.Context, v *index.Version, sel audit.Selection) (index.Condition, error) {
	patient, done := context.WithTimeout(ctx, e.patience)
	defer done()
	c := compiler{ctx: patient, engine: e, version: v, zone: sel.Search.Zone}
	condition := c.selection(sel)
	if c.err != nil && ctx.Err() == nil && patient.Err() != nil {
		return nil, audit.Errorf(audit.CodeBusy, "The search took longer than %s and was stopped.", e.patience).
			WithHint("Look for a text of three letters or more: that is found at once. Regular expressions, a * and single letters have to look into every event.").Wrapping(c.err)
	}
	return condition, c.err
}

func stopped(err error) error { return audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(err) }

func (e *Engine) recall(v *index.Version, asked string) *index.Result {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, one := range e.answers {
		if one.version == v && one.asked == asked {
			return one.result
		}
	}
	return nil
}

func (e *Engine) remember(one answer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	kept := e.answers[:0:0]
	for _, other := range e.answers {
		if other.version == one.version && other.asked != one.asked { // an older version would stay in memory
			kept = append(kept, other)
		}
	}
	kept = append(kept, one)
	e.answers = kept[max(0, len(kept)-answersKept):]
}
