package index

import "context"

// Cache is what the columns are made from and follow.
type Cache interface {
	// Head is how far the cache's ledger is. It is asked before each question,
	// and must be cheap.
	Head(ctx context.Context) (Position, error)
	// Reading calls work with the cache as it is at one moment.
	Reading(ctx context.Context, work func(Reader) error) error
}

// Reader reads a cache at one moment.
type Reader interface {
	// Estimate is what a version of the cache would hold.
	Estimate(ctx context.Context) (Estimate, error)
	// Words reads the words of a dictionary with keys above one, ascending.
	Words(ctx context.Context, dictionary int, above int64, each func(Word) error) error
	// Split gives moments that cut the events, by their times, into so many
	// stretches of about the same number.
	Split(ctx context.Context, stretches int) ([]int64, error)
	// Rows reads the events created from one moment on and before another, in
	// the order of columns. Neither end is left out of all time with the
	// smallest and the largest number.
	Rows(ctx context.Context, from, to int64, each func(Row)) error
	// RowsOf reads the events of some keys, ascending, that there still are.
	RowsOf(ctx context.Context, keys []int64, each func(Row)) error
	// Since is what the ledger tells of since a position; known is false when
	// the ledger does not have that position, or tells too much.
	Since(ctx context.Context, at Position) (ch Changes, known bool, err error)
}

// Changes is what a ledger tells of.
type Changes struct {
	Position Position
	Keys     []int64  // of events that came, changed or went; in any order, also more than once
	Removed  []uint32 // tenants that were removed with all their events
	Renamed  bool     // a tenant was added or changed
}

// Estimate is what a version would hold.
type Estimate struct {
	Events int
	Words  int   // in all dictionaries
	Texts  int64 // bytes of them
	Widest int64 // the largest key of a dictionary
}

// eventBytes is what an event takes in memory: at most 20 bytes of columns, and
// 1.25 for the bitmaps of results.
const eventBytes = 22

// Bytes is about how much memory a version of this size takes.
func (e Estimate) Bytes() int64 {
	return int64(e.Events)*eventBytes + int64(e.Words)*48 + 2*e.Texts
}

// Fits reports whether the keys of the dictionaries can be held at all: a
// damaged cache may have any.
func (e Estimate) Fits() bool {
	return e.Widest < int64(e.Words)*16+1<<22 && e.Texts < 1<<31 && int64(e.Events) < 1<<31
}
