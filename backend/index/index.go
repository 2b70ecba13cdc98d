package index

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// FileName is the snapshot's file in the data folder.
const FileName = "trailbook.columns"

// State says how far an index is.
type State string

// The states of an index.
const (
	Loading State = "loading" // made or read: SQL answers meanwhile
	Ready   State = "ready"
	TooBig  State = "tooBig" // the cache would not fit into the memory allowed: SQL answers
	Broken  State = "broken" // it could not be made: SQL answers
)

// Status is what an index has to tell of itself.
type Status struct {
	State   State
	Done    int // events read so far, while it loads
	Total   int // events in all, while it loads and when it is too big
	Events  int // when it is ready
	Bytes   int64
	Words   int64 // of the bytes those of texts
	Allowed int64 // bytes
	Err     error // why it is broken
}

// Index keeps the columns of a cache in memory and follows it. It is safe for
// use by several goroutines.
type Index struct {
	cache   Cache
	file    string
	allowed int64
	log     func(error)

	version atomic.Pointer[Version]
	turn    sync.Mutex // of those who make the next version
	saved   Position   // of the snapshot
	mu      sync.Mutex // of status
	status  Status
	stop    context.CancelFunc
	ended   sync.WaitGroup

	looked   chan struct{} // closed once the snapshot was read, or cannot be
	lookOnce sync.Once
}

// Options are what an index is opened with.
type Options struct {
	Dir     string      // of the snapshot; empty for none
	Allowed int64       // bytes of memory; 0 for a quarter of the machine's
	Log     func(error) // hears what went wrong and was got over; may be nil
}

// Open begins to load the columns and to follow the cache, until Close.
func Open(cache Cache, o Options) *Index {
	x := &Index{cache: cache, allowed: o.Allowed, log: o.Log}
	if x.allowed == 0 {
		x.allowed = machineMemory() / 4
	}
	if o.Dir != "" {
		x.file = filepath.Join(o.Dir, FileName)
	}
	if x.log == nil {
		x.log = func(error) {}
	}
	x.status, x.looked = Status{State: Loading, Allowed: x.allowed}, make(chan struct{})
	ctx, stop := context.WithCancel(context.Background())
	x.stop = stop
	x.ended.Go(func() { x.run(ctx) })
	return x
}

// Close ends the following and keeps a snapshot of what there is.
func (x *Index) Close() {
	x.stop()
	x.ended.Wait()
	x.keep()
}

// Status says how far the index is.
func (x *Index) Status() Status {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.status
}

func (x *Index) tell(change func(*Status)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	change(&x.status)
}

// Restored waits until the snapshot was read and answers, or there turned out to
// be none that does: a moment, even for ten million events. Then Version knows,
// and only columns that are made anew keep it waiting for longer.
func (x *Index) Restored(ctx context.Context) error {
	select {
	case <-x.looked:
		return nil
	case <-ctx.Done():
		return audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(ctx.Err())
	}
}

// wasLooked ends the waiting for the snapshot.
func (x *Index) wasLooked() { x.lookOnce.Do(func() { close(x.looked) }) }

// errNotReady says that SQL has to answer.
var errNotReady = audit.Errorf(audit.CodeBusy, "The columns are not in memory yet.").WithHint("Ask again in a moment.")

// Version is the columns as the cache is now; CodeBusy while there are none.
func (x *Index) Version(ctx context.Context) (*Version, error) {
	v := x.version.Load()
	if v == nil {
		return nil, errNotReady
	}
	head, err := x.cache.Head(ctx)
	if err != nil {
		return nil, err
	}
	if head == v.Position {
		return v, nil
	}
	return x.catchUp(ctx)
}

// catchUp makes the next version, one caller at a time.
func (x *Index) catchUp(ctx context.Context) (*Version, error) {
	x.turn.Lock()
	defer x.turn.Unlock()
	v := x.version.Load()
	if v == nil {
		return nil, errNotReady
	}
	if head, err := x.cache.Head(ctx); err != nil || head == v.Position {
		return v, err // another caller was first
	}
	next, err := v.follow(ctx, x.cache)
	switch {
	case errors.Is(err, errLost), errors.Is(err, errUnfit):
		x.log(err)
		x.version.Store(nil) // run makes it anew
		x.tell(func(s *Status) { *s = Status{State: Loading, Allowed: x.allowed} })
		return nil, errNotReady
	case err != nil:
		return nil, err
	}
	if !x.publish(next) {
		return nil, errNotReady
	}
	return next, nil
}

// publish makes a version the one that answers, unless it has grown beyond the
// memory allowed.
func (x *Index) publish(v *Version) bool {
	columns, words := v.Size()
	if int64(columns+words) > x.allowed {
		x.version.Store(nil)
		x.tell(func(s *Status) {
			*s = Status{State: TooBig, Total: v.Len(), Bytes: int64(columns + words), Allowed: x.allowed}
		})
		return false
	}
	x.version.Store(v)
	x.tell(func(s *Status) {
		*s = Status{State: Ready, Events: v.Len(), Bytes: int64(columns + words), Words: int64(words), Allowed: x.allowed}
	})
	return true
}

// How often the ledger is looked at while nobody asks, and how long the cache
// has to be at rest before a snapshot that is behind is written again.
const (
	lookEvery = 200 * time.Millisecond
	restFor   = 20 * time.Second
)

// run loads, and follows the cache until ctx ends.
func (x *Index) run(ctx context.Context) {
	defer x.wasLooked()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	var moved time.Time // when the version last became another
	var last *Version
	for {
		if x.version.Load() == nil && !x.given() {
			x.make(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		v, err := x.Version(ctx)
		if err != nil && ctx.Err() == nil && audit.CodeOf(err) != audit.CodeBusy {
			x.log(err)
		}
		if v != last {
			last, moved = v, time.Now()
		} else if v != nil && time.Since(moved) > restFor {
			x.keep()
		}
	}
}

// given reports that no columns will be made: SQL answers.
func (x *Index) given() bool {
	state := x.Status().State
	return state == TooBig || state == Broken
}

// make loads the snapshot, or makes the columns from the cache.
func (x *Index) make(ctx context.Context) {
	defer x.wasLooked()
	v, err := x.restore(ctx)
	if v == nil && err == nil {
		v, err = x.build(ctx)
	}
	if err == nil && v != nil {
		v, err = x.first(ctx, v)
	}
	switch {
	case ctx.Err() != nil || (v == nil && err == nil):
	case err != nil:
		x.log(err)
		x.tell(func(s *Status) { s.State, s.Err = Broken, err })
	case x.publish(v):
		x.keep()
	}
}

// first follows the cache from where the columns were made.
func (x *Index) first(ctx context.Context, v *Version) (*Version, error) {
	next, err := v.follow(ctx, x.cache)
	if errors.Is(err, errLost) {
		if v, err = x.build(ctx); err != nil || v == nil {
			return nil, err
		}
		next, err = v.follow(ctx, x.cache)
	}
	return next, err
}

// restore reads the snapshot, nil where there is none that can be used.
func (x *Index) restore(ctx context.Context) (*Version, error) {
	if x.file == "" {
		return nil, nil
	}
	v, err := load(ctx, x.file)
	switch {
	case err == nil:
		if x.allowed < v.bytes() {
			return nil, nil // build says so
		}
		x.saved = v.Position
		return v, nil
	case ctx.Err() != nil:
		return nil, err
	case !errors.Is(err, fs.ErrNotExist):
		x.log(err)
	}
	return nil, nil
}

// build makes the columns, nil where they would not fit.
func (x *Index) build(ctx context.Context) (*Version, error) {
	x.wasLooked()
	var estimate Estimate
	err := x.cache.Reading(ctx, func(r Reader) (err error) {
		estimate, err = r.Estimate(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	if estimate.Bytes() > x.allowed || !estimate.Fits() {
		x.tell(func(s *Status) {
			*s = Status{State: TooBig, Total: estimate.Events, Bytes: estimate.Bytes(), Allowed: x.allowed}
		})
		return nil, nil
	}
	x.tell(func(s *Status) { s.Total = estimate.Events })
	return build(ctx, x.cache, func(done int) { x.tell(func(s *Status) { s.Done = done }) })
}

// keep writes a snapshot unless it is there already.
func (x *Index) keep() {
	v := x.version.Load()
	if v == nil || x.file == "" || v.Position == x.saved {
		return
	}
	if err := v.save(x.file); err != nil {
		x.log(err)
		return
	}
	x.saved = v.Position
}

// Forget removes the snapshot in a folder.
func Forget(dir string) error {
	err := os.Remove(filepath.Join(dir, FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (v *Version) bytes() int64 {
	columns, words := v.Size()
	return int64(columns + words)
}
