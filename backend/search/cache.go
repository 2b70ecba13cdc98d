package search

import (
	"context"
	"errors"
	"math"

	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/store"
)

// cache is a store as the columns follow it.
type cache struct{ store *store.Store }

var wordbooks = [index.Dictionaries]store.Wordbook{
	index.Tenants: store.Tenants, index.Actions: store.Actions, index.Areas: store.Areas,
	index.Actors: store.Actors, index.Flows: store.Flows, index.Targets: store.Targets, index.Origins: store.Origins,
}

// errBeyond says that a row has numbers that no cache gives: another program
// wrote it.
var errBeyond = errors.New("search: a number in the cache is beyond what it can be")

// Head is where the ledger ends.
func (c cache) Head(ctx context.Context) (index.Position, error) {
	head, err := c.store.Head(ctx)
	return index.Position{Entries: head.Entries, Hash: head.Hash}, err
}

// Reading calls work with one moment of the cache.
func (c cache) Reading(ctx context.Context, work func(index.Reader) error) error {
	return c.store.Snapshot(ctx, func(s *store.Store) error { return work(cache{s}) })
}

// Estimate measures the cache.
func (c cache) Estimate(ctx context.Context) (index.Estimate, error) {
	e, err := c.store.Extent(ctx)
	return index.Estimate(e), err
}

// Words reads a dictionary.
func (c cache) Words(ctx context.Context, dictionary int, above int64, each func(index.Word) error) error {
	return c.store.EachWord(ctx, wordbooks[dictionary], above, func(key int64, texts [3]string, folded string) error {
		if key < 0 || key > math.MaxUint32 {
			return errBeyond
		}
		return each(index.Word{ID: uint32(key), Texts: texts, Fold: folded})
	})
}

// Split cuts the events by their times.
func (c cache) Split(ctx context.Context, stretches int) ([]int64, error) {
	return c.store.SplitTimes(ctx, stretches)
}

// Rows reads the events of a stretch of time.
func (c cache) Rows(ctx context.Context, from, to int64, each func(index.Row)) error {
	return c.store.EachColumns(ctx, from, to, func(of *store.Columns) error { return rowOf(of, each) })
}

// RowsOf reads events by their keys.
func (c cache) RowsOf(ctx context.Context, keys []int64, each func(index.Row)) error {
	return c.store.ColumnsOf(ctx, keys, func(of *store.Columns) error { return rowOf(of, each) })
}

// partsFrom is the first of the bits of index.Row.Flags that say which parts an
// event has; those below are the cache's flags.
const partsFrom = 4

func rowOf(of *store.Columns, each func(index.Row)) error {
	for _, n := range [...]int64{of.Tenant, of.Action, of.Area, of.Actor, of.Flow, of.Target, of.Origin} {
		if n < 0 || n > math.MaxUint32 {
			return errBeyond
		}
	}
	if of.Type < 0 || of.Type > 3 || of.Flags < 0 || of.Flags >= 1<<partsFrom || of.Parts < 0 || of.Parts >= 1<<(8-partsFrom) || of.Key < 0 {
		return errBeyond
	}
	each(index.Row{
		Key: of.Key, At: of.CreatedAt, Type: uint8(of.Type), Flags: uint8(of.Flags | of.Parts<<partsFrom), //nolint:gosec // just compared, and so on
		Tenant: uint32(of.Tenant), Action: uint32(of.Action), Area: uint32(of.Area), //nolint:gosec // as above
		Actor: uint32(of.Actor), Flow: uint32(of.Flow), Target: uint32(of.Target), Origin: uint32(of.Origin), //nolint:gosec // as above
	})
	return nil
}

// Since reads what the ledger tells.
func (c cache) Since(ctx context.Context, at index.Position) (index.Changes, bool, error) {
	since, known, err := c.store.Since(ctx, store.Head{Entries: at.Entries, Hash: at.Hash})
	ch := index.Changes{Position: index.Position{Entries: since.Head.Entries, Hash: since.Head.Hash}, Keys: since.Keys, Renamed: since.Tenants}
	for _, tenant := range since.Removed {
		if tenant < 0 || tenant > math.MaxUint32 {
			return ch, false, errBeyond
		}
		ch.Removed = append(ch.Removed, uint32(tenant))
	}
	return ch, known, err
}
